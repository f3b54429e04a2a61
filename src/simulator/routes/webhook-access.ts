import { ApiError, unknown } from "../http/api-error.ts";
import type { RouteRequest } from "../http/route.ts";
import type { SimChannel, SimInteraction, SimWebhook } from "../world/records.ts";

/** What `/webhooks/{webhook_id}/{webhook_token}` leads to: a webhook, or an interaction by its token. */
export type WebhookTarget =
  | { readonly kind: "webhook"; readonly webhook: SimWebhook }
  | { readonly kind: "interaction"; readonly interaction: SimInteraction };

export function targetOf(request: RouteRequest): WebhookTarget {
  const id = request.param("webhook_id");
  const token = request.param("webhook_token");
  return id === request.platform.bot.id
    ? { kind: "interaction", interaction: liveInteraction(token, request) }
    : { kind: "webhook", webhook: knownWebhook(id, token, request) };
}

/** What was on its way while the first 404 went out is nobody's fault: a busy bot hears of it this much later. */
const hearsWithinMs = 2000;

export function knownWebhook(
  id: string,
  token: string | null,
  { platform, where }: RouteRequest,
): SimWebhook {
  const webhook = platform.world.webhookById.get(id);
  if (webhook === undefined) {
    const now = platform.clock.now();
    const missedAt = platform.missedWebhooks.get(id) ?? now;
    platform.missedWebhooks.set(id, missedAt);
    if (now - missedAt >= hearsWithinMs)
      platform.violate("dead-webhook", where, "this webhook was answered with 404 before");
    throw unknown("webhook");
  }
  if (token !== null && token !== webhook.token)
    throw new ApiError(401, 50027, "Invalid Webhook Token", { rule: "unauthorized" });
  return webhook;
}

/** Where a webhook's message goes: its channel, or the thread of it that `thread_id` names. */
export function placeOf(webhook: SimWebhook, { platform, query }: RouteRequest): SimChannel {
  const { world } = platform;
  const threadId = query.get("thread_id");
  const channel = world.channelById.get(threadId ?? webhook.channelId);
  if (channel === undefined || (threadId !== null && channel.parentId !== webhook.channelId))
    throw unknown("channel");
  return channel;
}

/** The channel whose hidden webhook limit a request counts against; null for interactions. */
export function hiddenLimitKey(request: RouteRequest): string | null {
  const webhook = request.platform.world.webhookById.get(request.param("webhook_id"));
  return webhook === undefined ? null : `webhooks-in:${webhook.channelId}`;
}

function liveInteraction(token: string, { platform, where }: RouteRequest): SimInteraction {
  const interaction = platform.world.interactionByToken(token);
  if (interaction === undefined) throw unknown("webhook");
  if (platform.clock.now() - interaction.createdAt >= platform.interactionTokenMs) {
    platform.violate("token-expired", where, `interaction ${interaction.name}`);
    throw new ApiError(401, 50027, "Invalid Webhook Token");
  }
  // Before the first answer there is nothing to follow up.
  if (interaction.answeredAt === null) throw unknown("webhook");
  return interaction;
}
