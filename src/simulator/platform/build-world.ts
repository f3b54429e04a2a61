import type { PermissionName } from "../world/permissions.ts";
import { permissionBits } from "../world/permissions.ts";
import type { SimChannel, SimGuild, SimRole, SimUser } from "../world/records.ts";
import type {
  NewChannel,
  NewGuild,
  NewPost,
  NewRole,
  NewThread,
  NewUser,
  PermissionChange,
  WorldBuilder,
} from "../world/world-builder.ts";
import {
  addChannel,
  channelChanged,
  removeChannel,
  updateThread,
  webhooksChanged,
} from "./channels.ts";
import {
  announceGuild,
  announceMember,
  guildChanged,
  leaveGuild,
  setGuildAvailable,
} from "./guilds.ts";
import { authorOfUser, postMessage, removeMessages } from "./messages.ts";
import { storeAvatar } from "./pictures.ts";
import type { Platform } from "./platform.ts";

/** What everyone may do in a fresh guild, as Discord sets it up. */
const everyonePermissions: readonly PermissionName[] = [
  "VIEW_CHANNEL",
  "SEND_MESSAGES",
  "EMBED_LINKS",
  "ATTACH_FILES",
  "READ_MESSAGE_HISTORY",
  "ADD_REACTIONS",
  "USE_EXTERNAL_EMOJIS",
  "CHANGE_NICKNAME",
  "USE_APPLICATION_COMMANDS",
  "CREATE_PUBLIC_THREADS",
  "SEND_MESSAGES_IN_THREADS",
];

/** The least a roleplay bot's invite link asks for. */
const botPermissions: readonly PermissionName[] = [
  "VIEW_CHANNEL",
  "SEND_MESSAGES",
  "EMBED_LINKS",
  "ATTACH_FILES",
  "READ_MESSAGE_HISTORY",
  "ADD_REACTIONS",
  "USE_EXTERNAL_EMOJIS",
  "MANAGE_WEBHOOKS",
  "CREATE_PUBLIC_THREADS",
  "CREATE_PRIVATE_THREADS",
  "SEND_MESSAGES_IN_THREADS",
];

const hourMs = 60 * 60_000;

/** Changes the world as people would, and lets the bot know. */
export class WorldBuild implements WorldBuilder {
  readonly #platform: Platform;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  createUser(user: NewUser): SimUser {
    const { world, ids } = this.#platform;
    const id = ids.nextBuilt();
    const created: SimUser = {
      id,
      username: user.username,
      globalName: user.globalName ?? null,
      bot: user.bot ?? false,
      avatar: user.avatar === undefined ? null : storeAvatar(id, user.avatar, this.#platform),
      acceptsDirectMessages: user.acceptsDirectMessages ?? true,
      ...(user.locale === undefined ? {} : { locale: user.locale }),
    };
    world.userById.set(id, created);
    return created;
  }

  setLocale(user: SimUser, locale: string): void {
    user.locale = locale;
    this.#platform.emit({ type: "user-changed", user });
  }

  installApp(user: SimUser): void {
    user.hasApp = true;
  }

  createGroup(name: string, members: readonly SimUser[]): SimChannel {
    const participantIds = members.map(({ id }) => id);
    return addChannel({ kind: "group", guildId: null, name, participantIds }, this.#platform);
  }

  createGuild(guild: NewGuild): SimGuild {
    const { world, ids, bot } = this.#platform;
    const id = ids.nextBuilt();
    const botRole: SimRole = {
      id: ids.nextBuilt(),
      name: bot.username,
      permissions: bitsOf(guild.botPermissions ?? botPermissions),
      position: 1,
      managed: true,
    };
    const everyone: SimRole = {
      id,
      name: "@everyone",
      permissions: bitsOf(everyonePermissions),
      position: 0,
      managed: false,
    };
    const created: SimGuild = {
      id,
      name: guild.name,
      ownerId: guild.owner.id,
      roles: [everyone, botRole],
      members: [],
      available: true,
    };
    world.guildById.set(id, created);
    this.#join(created, guild.owner, null, []);
    if (guild.withBot ?? true) this.#join(created, bot, null, [botRole.id]);
    announceGuild(created, this.#platform);
    return created;
  }

  createRole(guild: SimGuild, role: NewRole): SimRole {
    const created: SimRole = {
      id: this.#platform.ids.nextBuilt(),
      name: role.name,
      permissions: bitsOf(role.permissions),
      position: guild.roles.length,
      managed: false,
    };
    guild.roles.push(created);
    guildChanged(guild, this.#platform);
    return created;
  }

  addMember(
    guild: SimGuild,
    user: SimUser,
    options: { readonly nick?: string; readonly roles?: readonly SimRole[] } = {},
  ): void {
    const roleIds = options.roles?.map((role) => role.id) ?? [];
    const known = this.#platform.world.memberOf(guild.id, user.id);
    if (known === undefined) this.#join(guild, user, options.nick ?? null, roleIds);
    else Object.assign(known, { nick: options.nick ?? known.nick, roleIds });
    announceMember(guild, user, known === undefined ? "ADD" : "UPDATE", this.#platform);
  }

  removeMember(guild: SimGuild, user: SimUser): void {
    const index = guild.members.findIndex((member) => member.userId === user.id);
    if (index < 0) return;
    guild.members.splice(index, 1);
    announceMember(guild, user, "REMOVE", this.#platform);
  }

  timeOut(guild: SimGuild, of: SimUser | "bot", silent: boolean): void {
    const { world, bot, clock } = this.#platform;
    const user = of === "bot" ? bot : of;
    const member = world.memberOf(guild.id, user.id);
    if (member === undefined) throw new Error(`${user.username} is no member of ${guild.name}.`);
    delete member.silentUntil;
    if (silent) member.silentUntil = clock.now() + hourMs;
    announceMember(guild, user, "UPDATE", this.#platform);
  }

  createChannel(channel: NewChannel): SimChannel {
    return addChannel(
      {
        kind: channel.kind ?? "text",
        guildId: channel.guild.id,
        name: channel.name,
        parentId: channel.category?.id ?? null,
        nsfw: channel.nsfw ?? false,
        topic: channel.topic ?? null,
        slowmodeSeconds: channel.slowmodeSeconds ?? 0,
      },
      this.#platform,
    );
  }

  createThread(thread: NewThread): SimChannel {
    return addChannel(
      {
        kind: "thread",
        guildId: thread.parent.guildId,
        parentId: thread.parent.id,
        name: thread.name,
        thread: {
          ownerId: thread.owner.id,
          memberIds: [thread.owner.id],
          ...(thread.isPrivate === undefined ? {} : { isPrivate: thread.isPrivate }),
          archived: false,
          locked: false,
          autoArchiveMinutes: 4320,
        },
      },
      this.#platform,
    );
  }

  createPost({ forum, name, author, text }: NewPost): SimChannel {
    const platform = this.#platform;
    const id = platform.ids.next();
    const post = addChannel(
      {
        id,
        kind: "thread",
        guildId: forum.guildId,
        parentId: forum.id,
        name,
        thread: {
          ownerId: author.id,
          memberIds: [author.id],
          archived: false,
          locked: false,
          autoArchiveMinutes: 4320,
        },
      },
      platform,
    );
    postMessage(
      {
        id,
        channel: post,
        author: authorOfUser(author, post.guildId, platform),
        type: 0,
        content: text,
        embeds: [],
        components: [],
        attachments: [],
        flags: 0,
        mentions: { userIds: [], roleIds: [], everyone: false },
        applicationId: null,
        replyToId: null,
        visibleTo: null,
        interactionId: null,
        nonce: null,
        tts: false,
      },
      platform,
    );
    return post;
  }

  setPermissions({ channel, of, allow = [], deny = [] }: PermissionChange): void {
    const target = of === "bot" ? this.#platform.bot : of;
    const type = "permissions" in target ? "role" : "member";
    const others = channel.overwrites.filter((overwrite) => overwrite.id !== target.id);
    channel.overwrites.splice(0, channel.overwrites.length, ...others, {
      id: target.id,
      type,
      allow: bitsOf(allow),
      deny: bitsOf(deny),
    });
    channelChanged(channel, this.#platform);
  }

  setNsfw(channel: SimChannel, nsfw: boolean): void {
    channel.nsfw = nsfw;
    channelChanged(channel, this.#platform);
  }

  setLocked(thread: SimChannel, locked: boolean): void {
    updateThread(thread, { locked }, this.#platform);
  }

  setArchived(thread: SimChannel, archived: boolean): void {
    updateThread(thread, { archived }, this.#platform);
  }

  deleteChannel(channel: SimChannel): void {
    removeChannel(channel, this.#platform);
  }

  deleteMessage(messageId: string): void {
    const message = this.#platform.world.message(messageId);
    if (message !== undefined && message.deletedAt === null)
      removeMessages([message], this.#platform);
  }

  deleteWebhook(webhookId: string): void {
    const { world } = this.#platform;
    const webhook = world.webhookById.get(webhookId);
    const channel = webhook === undefined ? undefined : world.channelById.get(webhook.channelId);
    world.webhookById.delete(webhookId);
    if (channel !== undefined) webhooksChanged(channel, this.#platform);
  }

  setAvailable(guild: SimGuild, available: boolean): void {
    setGuildAvailable(guild, available, this.#platform);
  }

  allowBot(guild: SimGuild, permissions: bigint): void {
    const { bot, world } = this.#platform;
    const own = world.memberOf(guild.id, bot.id)?.roleIds ?? [];
    const role = guild.roles.find(({ id, managed }) => managed && own.includes(id));
    if (role === undefined) throw new Error(`The bot has no role in ${guild.name}.`);
    role.permissions = String(BigInt(role.permissions) | permissions);
    guildChanged(guild, this.#platform);
  }

  kickBot(guild: SimGuild): void {
    leaveGuild(guild, this.#platform);
  }

  #join(guild: SimGuild, user: SimUser, nick: string | null, roleIds: string[]): void {
    if (guild.members.some((member) => member.userId === user.id)) return;
    guild.members.push({
      userId: user.id,
      nick,
      roleIds,
      joinedAt: this.#platform.clock.now(),
    });
  }
}

function bitsOf(names: readonly PermissionName[]): string {
  return String(names.reduce((bits, name) => bits | permissionBits[name], 0n));
}
