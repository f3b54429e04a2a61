import { UserError } from "../../lib/errors.ts";
import type { RequestEffect } from "../../simulator/faults.ts";
import type { Simulator } from "../../simulator/simulator.ts";
import type { Actions } from "../protocol/actions.ts";

type Answer = Extract<RequestEffect, { kind: "answer" }>;

/** Sending through a webhook, and editing what was sent. */
const webhookRoutes = [
  "/webhooks/{webhook_id}/{webhook_token}",
  "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
];

const rateLimited: Answer = {
  kind: "answer",
  status: 429,
  headers: { "retry-after": "2", "x-ratelimit-scope": "user" },
  body: { message: "You are being rate limited.", retry_after: 2, global: false },
};

const serverError: Answer = {
  kind: "answer",
  status: 500,
  body: { message: "500: Internal Server Error", code: 0 },
};

/** Breaks something on purpose. */
export function injectFault(simulator: Simulator, fault: Actions["fault"]): void {
  switch (fault.name) {
    case "drop-gateway":
      if (!simulator.botConnected) throw new UserError("no-bot", "No bot is connected.");
      simulator.faults.gateway.drop();
      return;
    case "webhook-rate-limited":
      breakNextWebhookCall(simulator, rateLimited);
      return;
    case "webhook-server-error":
      breakNextWebhookCall(simulator, serverError);
      return;
    case "delete-webhook":
      deleteWebhooks(simulator, fault.channelId);
  }
}

/** One call is hit, whichever of the routes it takes: the first hit takes the other fault back. */
function breakNextWebhookCall(simulator: Simulator, effect: Answer): void {
  const undo = webhookRoutes.map((route) => simulator.faults.request({ route, effect }));
  const stopListening = simulator.on((event) => {
    if (event.type !== "request-logged" || event.request.status !== effect.status) return;
    if (!webhookRoutes.includes(event.request.route ?? "")) return;
    stopListening();
    for (const each of undo) each();
  });
}

function deleteWebhooks(simulator: Simulator, channelId: string): void {
  const { world, build } = simulator;
  const channel = world.channel(channelId);
  // A thread speaks through its parent's webhook.
  const home = channel?.kind === "thread" ? (channel.parentId ?? channelId) : channelId;
  const webhooks = world.webhooksIn(home);
  if (webhooks.length === 0)
    throw new UserError(
      "no-webhook",
      "This channel has no webhook yet: let a character speak first.",
    );
  for (const webhook of webhooks) build.deleteWebhook(webhook.id);
}
