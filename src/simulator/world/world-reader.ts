import type { PermissionName } from "./permissions.ts";
import type {
  SimChannel,
  SimCommand,
  SimEmoji,
  SimGuild,
  SimInteraction,
  SimMessage,
  SimUser,
  SimWebhook,
} from "./records.ts";

/** Looks at the simulated Discord. The records are the live ones: read them, don't write to them. */
export interface WorldReader {
  readonly users: readonly SimUser[];
  readonly guilds: readonly SimGuild[];
  /** Threads and direct messages too. */
  readonly channels: readonly SimChannel[];
  readonly emojis: readonly SimEmoji[];
  readonly interactions: readonly SimInteraction[];
  user(nameOrId: string): SimUser | undefined;
  /** By id, name or `#name`. */
  channel(nameOrId: string): SimChannel | undefined;
  message(id: string): SimMessage | undefined;
  interaction(id: string): SimInteraction | undefined;
  /** Standing messages, oldest first. `for`: only what this user sees (others' ephemeral messages are left out). */
  messagesIn(channelId: string, options?: { readonly for?: string }): readonly SimMessage[];
  webhooksIn(channelId: string): readonly SimWebhook[];
  /** The commands a person in this channel is offered: the guild's own and those registered everywhere. */
  commandsFor(guildId: string | null): readonly SimCommand[];
  /** Whether a user may do this in this channel. In direct messages everything is allowed. */
  may(userId: string, permission: PermissionName, channelId: string): boolean;
}
