import type { PermissionName } from "./permissions.ts";
import type { SimChannel, SimGuild, SimRole, SimUser } from "./records.ts";

export interface NewUser {
  readonly username: string;
  readonly globalName?: string;
  /** Another bot: people-only rules don't apply to it. */
  readonly bot?: boolean;
  readonly avatar?: { readonly contentType: string; readonly bytes: Uint8Array };
  readonly acceptsDirectMessages?: boolean;
  /** The language of this person's Discord; `en-US` when left out. */
  readonly locale?: string;
}

export interface NewGuild {
  readonly name: string;
  readonly owner: SimUser;
  /** What the bot's own role may do; left out: what the bot's invite link asks for. */
  readonly botPermissions?: readonly PermissionName[];
  /** False: the application isn't installed there, and the bot is no member. */
  readonly withBot?: boolean;
}

export interface NewRole {
  readonly name: string;
  readonly permissions: readonly PermissionName[];
}

export interface NewChannel {
  readonly guild: SimGuild;
  readonly name: string;
  /** `text` when left out. */
  readonly kind?: "text" | "announcement" | "forum" | "category";
  /** Below which it stands; nothing of that one's permissions is taken over. */
  readonly category?: SimChannel;
  readonly nsfw?: boolean;
  readonly topic?: string;
  readonly slowmodeSeconds?: number;
}

export interface NewThread {
  readonly parent: SimChannel;
  readonly name: string;
  readonly owner: SimUser;
  /** Only who was added to it sees it. */
  readonly isPrivate?: boolean;
}

export interface NewPost {
  readonly forum: SimChannel;
  /** Its title. */
  readonly name: string;
  readonly author: SimUser;
  /** What opens it. */
  readonly text: string;
}

export interface PermissionChange {
  readonly channel: SimChannel;
  /** Whose: a user, a role, or the bot. */
  readonly of: SimUser | SimRole | "bot";
  readonly allow?: readonly PermissionName[];
  readonly deny?: readonly PermissionName[];
}

/**
 * Changes the simulated Discord as its people and moderators would. Works before the start and while the bot is
 * connected: then the bot is told through the gateway. Users, guilds, roles and channels get the same ids each time
 * when they are made in the same order.
 */
export interface WorldBuilder {
  createUser(user: NewUser): SimUser;
  /** Someone sets their Discord to another language, such as `de`. */
  setLocale(user: SimUser, locale: string): void;
  /** Someone installs the application for themselves. */
  installApp(user: SimUser): void;
  /** Direct messages among several people. */
  createGroup(name: string, members: readonly SimUser[]): SimChannel;
  /** The bot joins it, unless it shall not, and so does the owner. */
  createGuild(guild: NewGuild): SimGuild;
  createRole(guild: SimGuild, role: NewRole): SimRole;
  /** Adds someone to a guild; for who is in it already, changes nickname and roles. */
  addMember(
    guild: SimGuild,
    user: SimUser,
    options?: { readonly nick?: string; readonly roles?: readonly SimRole[] },
  ): void;
  removeMember(guild: SimGuild, user: SimUser): void;
  /** A moderator has someone, or the bot, keep silent for an hour, or ends that. */
  timeOut(guild: SimGuild, user: SimUser | "bot", silent: boolean): void;
  createChannel(channel: NewChannel): SimChannel;
  createThread(thread: NewThread): SimChannel;
  /** A post in a forum: a thread whose first message has its id. */
  createPost(post: NewPost): SimChannel;
  /** Replaces the channel's overwrite for this user or role. */
  setPermissions(change: PermissionChange): void;
  setNsfw(channel: SimChannel, nsfw: boolean): void;
  setLocked(thread: SimChannel, locked: boolean): void;
  setArchived(thread: SimChannel, archived: boolean): void;
  deleteChannel(channel: SimChannel): void;
  deleteMessage(messageId: string): void;
  deleteWebhook(webhookId: string): void;
  /** An outage at Discord's: the guild is gone for a while and comes back. */
  setAvailable(guild: SimGuild, available: boolean): void;
  /** The bot's role may do this too from now on; permission bits as Discord has them. */
  allowBot(guild: SimGuild, permissions: bigint): void;
  /** The bot is removed from the guild. */
  kickBot(guild: SimGuild): void;
}
