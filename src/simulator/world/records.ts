/**
 * What the simulated Discord is made of, as plain JSON-ready data, so that a world can be saved and looked at.
 * Times are milliseconds since the Unix epoch; ids are snowflakes of 17 to 19 digits.
 */

/** A piece of Discord's own JSON that the simulator hands on as it is (an embed, a component). */
export type WireObject = Readonly<Record<string, unknown>>;

export interface SimUser {
  readonly id: string;
  /** The unique name, lower case; `sim.user("alice")` finds a user by it. */
  username: string;
  /** The name that is shown. Null: the username is shown. */
  globalName: string | null;
  readonly bot: boolean;
  /** Path of the picture under `cdnBase`, or null for none. */
  avatar: string | null;
  /** False: a direct message from the bot is refused (50007). */
  acceptsDirectMessages: boolean;
  /** The language of this person's Discord, such as `de`; `en-US` when left out. */
  locale?: string;
  /** They installed the application for themselves: its commands are theirs everywhere. */
  hasApp?: boolean;
}

export interface SimRole {
  readonly id: string;
  name: string;
  /** Permission bits, decimal, as Discord writes them. */
  permissions: string;
  position: number;
  readonly managed: boolean;
}

export interface SimMember {
  readonly userId: string;
  nick: string | null;
  roleIds: string[];
  readonly joinedAt: number;
  /** Until then, a moderator has them keep silent; milliseconds since the Unix epoch. */
  silentUntil?: number;
}

export interface SimGuild {
  readonly id: string;
  name: string;
  ownerId: string;
  /** The first is @everyone, whose id is the guild's. */
  readonly roles: SimRole[];
  readonly members: SimMember[];
  /** False: GUILD_DELETE was sent with `unavailable`. */
  available: boolean;
}

export type ChannelKind =
  | "text"
  | "announcement"
  | "forum"
  /** Channels stand below it. */
  | "category"
  | "thread"
  | "direct-message"
  /** Direct messages among several people, which no bot can join. */
  | "group";

export interface PermissionOverwrite {
  readonly id: string;
  readonly type: "role" | "member";
  allow: string;
  deny: string;
}

export interface SimChannel {
  readonly id: string;
  readonly kind: ChannelKind;
  /** Null for direct messages. */
  readonly guildId: string | null;
  /** Without `#`. For direct messages the other person's username. */
  name: string;
  topic: string | null;
  /** Age-restricted. A thread is what its parent is. */
  nsfw: boolean;
  slowmodeSeconds: number;
  position: number;
  /** The channel that a thread hangs on; for a channel, the category below which it stands. */
  readonly parentId: string | null;
  readonly overwrites: PermissionOverwrite[];
  /** The other person of a direct message. */
  readonly recipientId: string | null;
  /** The people of a group. */
  readonly participantIds?: readonly string[];
  readonly thread: ThreadState | null;
  lastMessageId: string | null;
  pinnedMessageIds: string[];
  readonly createdAt: number;
}

export interface ThreadState {
  readonly ownerId: string;
  readonly memberIds: string[];
  /** Only its members see it. */
  readonly isPrivate?: boolean;
  archived: boolean;
  locked: boolean;
  autoArchiveMinutes: number;
}

export interface MessageAuthor {
  /** A user's id; for a webhook's message the webhook's id. */
  readonly id: string;
  /** The name a person sees: nickname, display name, or the name that the webhook message carries. */
  readonly name: string;
  /** A path under `cdnBase` (starts with `/`), an address elsewhere, or null for none. */
  readonly avatar: string | null;
  readonly bot: boolean;
  readonly webhookId: string | null;
}

export interface SimAttachment {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly description: string | null;
  /** Path under `cdnBase`. */
  readonly path: string;
}

export interface SimReaction {
  /** A Unicode emoji, or `name:id`. */
  readonly emoji: string;
  readonly userIds: string[];
}

/** What a message said before one of its edits. */
export interface MessageRevision {
  readonly content: string;
  readonly embeds: readonly WireObject[];
  readonly components: readonly WireObject[];
  /** When it began to say so. */
  readonly since: number;
}

export interface SimMessage {
  readonly id: string;
  readonly channelId: string;
  readonly guildId: string | null;
  /** Discord's message type: 0 plain, 19 a reply, 20 a slash command's answer, 23 a menu command's. */
  readonly type: number;
  readonly author: MessageAuthor;
  /** The application that sent it, through the bot, a webhook or an interaction. */
  readonly applicationId: string | null;
  content: string;
  embeds: readonly WireObject[];
  components: readonly WireObject[];
  attachments: readonly SimAttachment[];
  /** Bit field: 4 no embeds, 64 ephemeral, 128 "is thinking", 4096 silent, 32768 components V2. */
  flags: number;
  readonly createdAt: number;
  editedAt: number | null;
  /** Null while it stands. A deleted message is kept for the record only. */
  deletedAt: number | null;
  /** Every earlier state, oldest first; the deferred "is thinking" counts as one with empty content. */
  readonly revisions: MessageRevision[];
  readonly replyToId: string | null;
  /** An ephemeral message's only reader. Null: everyone in the channel. */
  readonly visibleTo: string | null;
  readonly interactionId: string | null;
  mentionedUserIds: readonly string[];
  mentionedRoleIds: readonly string[];
  mentionsEveryone: boolean;
  readonly reactions: SimReaction[];
  readonly nonce: string | null;
  readonly tts: boolean;
}

export interface SimWebhook {
  readonly id: string;
  readonly token: string;
  readonly channelId: string;
  readonly guildId: string;
  readonly applicationId: string | null;
  readonly creatorId: string;
  name: string;
  avatar: string | null;
}

/** A registered command in Discord's own shape (`ApplicationCommandResponse`). */
export interface SimCommand {
  readonly id: string;
  /** Null: everywhere. */
  readonly guildId: string | null;
  readonly name: string;
  /** 1 slash, 2 on a user, 3 on a message. */
  readonly type: 1 | 2 | 3;
  readonly definition: WireObject;
}

export interface SimEmoji {
  readonly id: string;
  name: string;
  readonly animated: boolean;
  readonly path: string;
}

export type InteractionKind =
  | "slash"
  | "user-menu"
  | "message-menu"
  | "component"
  | "autocomplete"
  | "modal-submit";

/** For whom the application is installed where an interaction takes place. */
export interface InstalledFor {
  /** The guild, or the direct messages with the bot itself. */
  readonly place: boolean;
  readonly user: boolean;
}

/** How the bot answered first. */
export type InteractionAnswer =
  | { readonly kind: "message"; readonly messageId: string }
  | { readonly kind: "deferred-message"; readonly messageId: string }
  | { readonly kind: "update"; readonly messageId: string }
  | { readonly kind: "deferred-update"; readonly messageId: string }
  | { readonly kind: "choices"; readonly choices: readonly AutocompleteChoice[] }
  | { readonly kind: "modal"; readonly modal: WireObject };

export interface AutocompleteChoice {
  readonly name: string;
  readonly value: string | number;
}

export interface SimInteraction {
  readonly id: string;
  readonly token: string;
  readonly kind: InteractionKind;
  readonly userId: string;
  readonly channelId: string;
  readonly guildId: string | null;
  /** The command's full name ("chat start") or the custom id. */
  readonly name: string;
  /** The message whose component was used, or on which the menu was opened. */
  readonly sourceMessageId: string | null;
  readonly createdAt: number;
  /** What let the person use it here. */
  readonly installedFor: InstalledFor;
  /** Null until the bot's first answer. */
  answeredAt: number | null;
  answer: InteractionAnswer | null;
  /** What `@original` means now; null when there is none or it was deleted. */
  originalMessageId: string | null;
  readonly followUpIds: string[];
  /** The three seconds went by without an answer; any later one is refused. */
  expired: boolean;
}
