import { FileStore } from "./file-store.ts";
import { permissionsIn } from "./member-permissions.ts";
import { type PermissionName, permissionBits } from "./permissions.ts";
import type {
  SimChannel,
  SimCommand,
  SimEmoji,
  SimGuild,
  SimInteraction,
  SimMember,
  SimMessage,
  SimUser,
  SimWebhook,
} from "./records.ts";
import type { WorldReader } from "./world-reader.ts";

/** Everything that there is, and ways to find it. It knows no rules: whoever changes it has asked them before. */
export class World implements WorldReader {
  readonly userById = new Map<string, SimUser>();
  readonly guildById = new Map<string, SimGuild>();
  readonly channelById = new Map<string, SimChannel>();
  /** Deleted ones too. */
  readonly messageById = new Map<string, SimMessage>();
  readonly webhookById = new Map<string, SimWebhook>();
  readonly emojiById = new Map<string, SimEmoji>();
  readonly files = new FileStore();
  commands: readonly SimCommand[] = [];
  readonly #interactions = new Map<string, SimInteraction>();
  readonly #interactionsByToken = new Map<string, SimInteraction>();
  /** Message ids of each channel, oldest first; deleted ones too. */
  readonly #timeline = new Map<string, string[]>();

  get users(): readonly SimUser[] {
    return [...this.userById.values()];
  }

  get guilds(): readonly SimGuild[] {
    return [...this.guildById.values()];
  }

  get channels(): readonly SimChannel[] {
    return [...this.channelById.values()];
  }

  get emojis(): readonly SimEmoji[] {
    return [...this.emojiById.values()];
  }

  get interactions(): readonly SimInteraction[] {
    return [...this.#interactions.values()];
  }

  user(nameOrId: string): SimUser | undefined {
    return this.userById.get(nameOrId) ?? this.users.find((user) => user.username === nameOrId);
  }

  channel(nameOrId: string): SimChannel | undefined {
    const name = nameOrId.replace(/^#/, "");
    return (
      this.channelById.get(nameOrId) ??
      this.channels.find((channel) => channel.name === name && channel.kind !== "direct-message")
    );
  }

  message(id: string): SimMessage | undefined {
    return this.messageById.get(id);
  }

  interaction(id: string): SimInteraction | undefined {
    return this.#interactions.get(id);
  }

  interactionByToken(token: string): SimInteraction | undefined {
    return this.#interactionsByToken.get(token);
  }

  addInteraction(interaction: SimInteraction): void {
    this.#interactions.set(interaction.id, interaction);
    this.#interactionsByToken.set(interaction.token, interaction);
  }

  /** A message that stands in this channel. */
  standingMessage(channelId: string, messageId: string): SimMessage | undefined {
    const message = this.messageById.get(messageId);
    return message?.channelId === channelId && message.deletedAt === null ? message : undefined;
  }

  messagesIn(channelId: string, options: { readonly for?: string } = {}): readonly SimMessage[] {
    const messages: SimMessage[] = [];
    for (const id of this.#timeline.get(channelId) ?? []) {
      const message = this.messageById.get(id);
      if (message === undefined || message.deletedAt !== null) continue;
      const hidden =
        options.for !== undefined &&
        message.visibleTo !== null &&
        message.visibleTo !== options.for;
      if (!hidden) messages.push(message);
    }
    return messages;
  }

  addMessage(message: SimMessage): void {
    this.messageById.set(message.id, message);
    const timeline = this.#timeline.get(message.channelId);
    if (timeline === undefined) this.#timeline.set(message.channelId, [message.id]);
    else timeline.push(message.id);
  }

  webhooksIn(channelId: string): readonly SimWebhook[] {
    return [...this.webhookById.values()].filter((webhook) => webhook.channelId === channelId);
  }

  commandsFor(guildId: string | null): readonly SimCommand[] {
    return this.commands.filter(
      (command) => command.guildId === null || command.guildId === guildId,
    );
  }

  memberOf(guildId: string, userId: string): SimMember | undefined {
    return this.guildById.get(guildId)?.members.find((member) => member.userId === userId);
  }

  directMessageWith(userId: string): SimChannel | undefined {
    return this.channels.find(
      (channel) => channel.kind === "direct-message" && channel.recipientId === userId,
    );
  }

  threadsOf(guildId: string): readonly SimChannel[] {
    return this.channels.filter(
      (channel) => channel.kind === "thread" && channel.guildId === guildId,
    );
  }

  /** The channel whose permissions, webhooks and age restriction count: a thread's parent, else itself. */
  home(channel: SimChannel): SimChannel {
    const parent = channel.parentId === null ? undefined : this.channelById.get(channel.parentId);
    return channel.kind === "thread" && parent !== undefined ? parent : channel;
  }

  permissionsOf(userId: string, channelId: string): bigint {
    const channel = this.channelById.get(channelId);
    if (channel === undefined) return 0n;
    if (channel.kind === "group" && channel.participantIds?.includes(userId) !== true) return 0n;
    const guild = channel.guildId === null ? undefined : this.guildById.get(channel.guildId);
    const bits = permissionsIn({ guild, overwrites: this.home(channel).overwrites, userId });
    const isHidden =
      channel.thread?.isPrivate === true && !channel.thread.memberIds.includes(userId);
    return isHidden && (bits & permissionBits.MANAGE_THREADS) === 0n ? 0n : bits;
  }

  may(userId: string, permission: PermissionName, channelId: string): boolean {
    const bit = permissionBits[permission];
    return (this.permissionsOf(userId, channelId) & bit) === bit;
  }

  /** The name under which a user is known in a guild. */
  displayName(user: SimUser, guildId: string | null): string {
    const nick = guildId === null ? null : (this.memberOf(guildId, user.id)?.nick ?? null);
    return nick ?? user.globalName ?? user.username;
  }
}
