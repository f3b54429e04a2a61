import { intentBits } from "../gateway/intents.ts";
import type { Platform } from "../platform/platform.ts";
import type {
  SimInteraction,
  SimMessage,
  SimReaction,
  SimUser,
  WireObject,
} from "../world/records.ts";
import { wireAttachment } from "./wire-attachment.ts";
import { channelTypes } from "./wire-channel.ts";
import { avatarHash, wireMember, wireUser } from "./wire-user.ts";

/** Whether a bot without the message content intent still gets this message's content. */
export function isContentFree(message: SimMessage, bot: SimUser): boolean {
  return (
    message.guildId === null ||
    message.author.id === bot.id ||
    message.applicationId === bot.id ||
    message.mentionedUserIds.includes(bot.id)
  );
}

/** A message as REST gives it to the bot (`MessageResponse`). */
export function wireMessage(
  message: SimMessage,
  platform: Platform,
  options: { readonly withContent?: boolean; readonly withReference?: boolean } = {},
): WireObject {
  const { world, bot } = platform;
  const shown =
    options.withContent ?? (platform.messageContentGranted || isContentFree(message, bot));
  const interaction =
    message.interactionId === null ? undefined : world.interaction(message.interactionId);
  return {
    id: message.id,
    type: message.type,
    channel_id: message.channelId,
    author: wireAuthor(message, platform),
    content: shown ? message.content : "",
    embeds: shown ? message.embeds : [],
    components: shown ? message.components : [],
    attachments: shown
      ? message.attachments.map((attachment) =>
          wireAttachment(attachment, { ephemeral: message.visibleTo !== null }, platform),
        )
      : [],
    mentions: message.mentionedUserIds.flatMap((id) => {
      const user = world.userById.get(id);
      return user === undefined ? [] : [wireUser(user)];
    }),
    mention_roles: message.mentionedRoleIds,
    mention_everyone: message.mentionsEveryone,
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: message.editedAt === null ? null : new Date(message.editedAt).toISOString(),
    flags: message.flags,
    pinned:
      world.channelById.get(message.channelId)?.pinnedMessageIds.includes(message.id) ?? false,
    tts: message.tts,
    ...(message.nonce === null ? {} : { nonce: message.nonce }),
    ...(message.author.webhookId === null ? {} : { webhook_id: message.author.webhookId }),
    ...(message.applicationId === null ? {} : { application_id: message.applicationId }),
    ...(message.reactions.length === 0
      ? {}
      : { reactions: message.reactions.map((reaction) => wireReaction(reaction, bot)) }),
    ...(interaction === undefined
      ? {}
      : { interaction_metadata: wireInteractionMetadata(interaction, message, platform) }),
    ...wireReference(message, platform, options.withReference ?? true),
  };
}

/** A message as the gateway gives it, with what REST leaves out. */
export function wireGatewayMessage(
  message: SimMessage,
  platform: Platform,
  session: { readonly intents: number },
): WireObject {
  const { world, bot } = platform;
  const channel = world.channelById.get(message.channelId);
  const member =
    message.guildId === null || message.author.webhookId !== null
      ? undefined
      : world.memberOf(message.guildId, message.author.id);
  const withContent =
    (session.intents & intentBits.messageContent) !== 0 || isContentFree(message, bot);
  return {
    ...wireMessage(message, platform, { withContent }),
    ...(channel === undefined ? {} : { channel_type: channelTypes[channel.kind] }),
    ...(message.guildId === null ? {} : { guild_id: message.guildId }),
    ...(member === undefined ? {} : { member: wireMember(member) }),
  };
}

/** An emoji as reactions name it: Unicode, or `name:id`. */
export function wireReactionEmoji(emoji: string): WireObject {
  const custom = /^(\w+):(\d{17,19})$/.exec(emoji);
  return custom === null
    ? { id: null, name: emoji }
    : { id: custom[2] ?? null, name: custom[1] ?? null, animated: false };
}

function wireAuthor(message: SimMessage, { world }: Platform): WireObject {
  const user =
    message.author.webhookId === null ? world.userById.get(message.author.id) : undefined;
  if (user !== undefined) return wireUser(user);
  return {
    id: message.author.id,
    username: message.author.name,
    avatar: message.author.avatar === null ? null : avatarHash(message.author.avatar),
    discriminator: "0000",
    public_flags: 0,
    flags: 0,
    bot: true,
    global_name: null,
    primary_guild: null,
  };
}

function wireReaction(reaction: SimReaction, bot: SimUser): WireObject {
  const count = reaction.userIds.length;
  return {
    emoji: wireReactionEmoji(reaction.emoji),
    count,
    count_details: { burst: 0, normal: count },
    burst_colors: [],
    me_burst: false,
    me: reaction.userIds.includes(bot.id),
  };
}

function wireReference(message: SimMessage, platform: Platform, deep: boolean): WireObject {
  if (message.replyToId === null) return {};
  const target = platform.world.standingMessage(message.channelId, message.replyToId);
  return {
    message_reference: {
      type: 0,
      message_id: message.replyToId,
      channel_id: message.channelId,
      ...(message.guildId === null ? {} : { guild_id: message.guildId }),
    },
    ...(deep
      ? {
          referenced_message:
            target === undefined ? null : wireMessage(target, platform, { withReference: false }),
        }
      : {}),
  };
}

/** Discord's interaction types. */
export const interactionTypes = {
  slash: 2,
  "user-menu": 2,
  "message-menu": 2,
  component: 3,
  autocomplete: 4,
  "modal-submit": 5,
} as const satisfies Record<SimInteraction["kind"], number>;

function wireInteractionMetadata(
  interaction: SimInteraction,
  message: SimMessage,
  { world }: Platform,
): WireObject {
  const user = world.userById.get(interaction.userId);
  const common = {
    id: interaction.id,
    type: interactionTypes[interaction.kind],
    ...(user === undefined ? {} : { user: wireUser(user) }),
    authorizing_integration_owners: integrationOwners(interaction),
    ...(interaction.originalMessageId === null || interaction.originalMessageId === message.id
      ? {}
      : { original_response_message_id: interaction.originalMessageId }),
  };
  if (interaction.kind === "component")
    return { ...common, interacted_message_id: interaction.sourceMessageId };
  if (interaction.kind === "modal-submit")
    return {
      ...common,
      triggering_interaction_metadata: {
        id: interaction.id,
        type: 2,
        ...(user === undefined ? {} : { user: wireUser(user) }),
        authorizing_integration_owners: integrationOwners(interaction),
      },
    };
  return common;
}

/** Who installed the application: the guild, or nobody (`0`) in its direct messages; and the person. */
export function integrationOwners({ installedFor, guildId, userId }: SimInteraction): WireObject {
  return {
    ...(installedFor.place ? { "0": guildId ?? "0" } : {}),
    ...(installedFor.user ? { "1": userId } : {}),
  };
}
