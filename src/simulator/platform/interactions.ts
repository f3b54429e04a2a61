import { isAbort } from "../../lib/errors.ts";
import { wireChannel } from "../wire/wire-channel.ts";
import { integrationOwners, interactionTypes } from "../wire/wire-message.ts";
import { wireMember, wireUser } from "../wire/wire-user.ts";
import { permissionBits } from "../world/permissions.ts";
import type {
  InstalledFor,
  InteractionAnswer,
  InteractionKind,
  SimChannel,
  SimInteraction,
  SimUser,
  WireObject,
} from "../world/records.ts";
import type { Platform } from "./platform.ts";

/** What an application may that is there for one person alone. */
const permissionsOfUserInstall =
  permissionBits.ATTACH_FILES | permissionBits.EMBED_LINKS | permissionBits.MENTION_EVERYONE;

export interface InteractionDraft {
  readonly kind: InteractionKind;
  readonly user: SimUser;
  readonly channel: SimChannel;
  readonly name: string;
  readonly sourceMessageId: string | null;
  /** Discord's `data`. */
  readonly data: WireObject;
  /** The message whose component was used, in Discord's shape. */
  readonly message?: WireObject;
  /** Ends the wait for the first answer when the simulator stops. */
  readonly signal: AbortSignal;
}

/** Sends an interaction to the bot and starts its three seconds. */
export function openInteraction(draft: InteractionDraft, platform: Platform): SimInteraction {
  const { user, channel } = draft;
  const id = platform.ids.next();
  const interaction: SimInteraction = {
    id,
    // Long, as Discord's are, so that nothing that stores or logs it relies on a short one.
    token: platform.newSecret(150),
    kind: draft.kind,
    userId: user.id,
    channelId: channel.id,
    guildId: channel.guildId,
    name: draft.name,
    sourceMessageId: draft.sourceMessageId,
    createdAt: platform.clock.now(),
    installedFor: installedFor(user, channel, platform),
    answeredAt: null,
    answer: null,
    originalMessageId: null,
    followUpIds: [],
    expired: false,
  };
  platform.world.addInteraction(interaction);
  platform.emit({ type: "interaction-created", interaction });
  const payload = wireInteraction(interaction, draft, platform);
  platform.dispatch({ event: "INTERACTION_CREATE", intents: 0, data: () => payload });
  void watchDeadline(interaction, platform, draft.signal);
  return interaction;
}

/** For whom the application is installed where this person is. */
export function installedFor(
  user: SimUser,
  { kind, guildId }: SimChannel,
  { world, bot }: Platform,
): InstalledFor {
  return {
    place:
      guildId === null ? kind === "direct-message" : world.memberOf(guildId, bot.id) !== undefined,
    user: user.hasApp === true,
  };
}

/** Discord's number for the kind of place in which something is used. */
export function contextOf({ guildId, kind }: SimChannel): 0 | 1 | 2 {
  if (guildId !== null) return 0;
  return kind === "group" ? 2 : 1;
}

/** Notes the bot's first answer. */
export function settleInteraction(
  interaction: SimInteraction,
  answer: InteractionAnswer,
  platform: Platform,
): void {
  interaction.answeredAt = platform.clock.now();
  interaction.answer = answer;
  if ("messageId" in answer) interaction.originalMessageId = answer.messageId;
  platform.emit({ type: "interaction-answered", interaction });
  if (answer.kind === "modal")
    platform.emit({
      type: "modal-opened",
      interaction,
      userId: interaction.userId,
      modal: answer.modal,
    });
  if (answer.kind === "choices")
    platform.emit({ type: "choices-offered", interaction, choices: answer.choices });
}

/** Marks an interaction as failed when its deadline has passed without an answer. Returns whether it has. */
export function expireIfLate(interaction: SimInteraction, platform: Platform): boolean {
  const waitedMs = platform.clock.now() - interaction.createdAt;
  if (interaction.answeredAt !== null || waitedMs < platform.ackDeadlineMs)
    return interaction.expired;
  if (!interaction.expired) {
    interaction.expired = true;
    platform.violate(
      "ack-deadline",
      `interaction ${interaction.name}`,
      `no answer within ${platform.ackDeadlineMs} ms`,
    );
    platform.emit({ type: "interaction-failed", interaction });
  }
  return true;
}

async function watchDeadline(
  interaction: SimInteraction,
  platform: Platform,
  signal: AbortSignal,
): Promise<void> {
  try {
    await platform.clock.sleep(platform.ackDeadlineMs, signal);
  } catch (thrown) {
    if (isAbort(thrown, signal)) return;
    throw thrown;
  }
  expireIfLate(interaction, platform);
}

function wireInteraction(
  interaction: SimInteraction,
  draft: InteractionDraft,
  platform: Platform,
): WireObject {
  const { world, bot } = platform;
  const { user, channel } = draft;
  const guild = channel.guildId === null ? undefined : world.guildById.get(channel.guildId);
  const member = guild === undefined ? undefined : world.memberOf(guild.id, user.id);
  const permissions = String(world.permissionsOf(user.id, channel.id));
  return {
    id: interaction.id,
    application_id: bot.id,
    type: interactionTypes[interaction.kind],
    token: interaction.token,
    version: 1,
    data: draft.data,
    channel_id: channel.id,
    channel: { ...wireChannel(channel, world), permissions },
    app_permissions: String(
      interaction.installedFor.place
        ? world.permissionsOf(bot.id, channel.id)
        : permissionsOfUserInstall,
    ),
    locale: user.locale ?? "en-US",
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: integrationOwners(interaction),
    context: contextOf(channel),
    attachment_size_limit: 10 * 1024 * 1024,
    ...(guild === undefined
      ? { user: wireUser(user) }
      : {
          guild_id: guild.id,
          guild: { id: guild.id, locale: "en-US", features: [] },
          guild_locale: "en-US",
          ...(member === undefined
            ? {}
            : { member: { ...wireMember(member), user: wireUser(user), permissions } }),
        }),
    ...(draft.message === undefined ? {} : { message: draft.message }),
  };
}
