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

/** A world as JSON-ready data. */
export interface WorldSnapshot {
  /** Raised when the shape changes; another version is refused. */
  readonly version: 1;
  readonly users: readonly SimUser[];
  readonly guilds: readonly SimGuild[];
  readonly channels: readonly SimChannel[];
  readonly messages: readonly SimMessage[];
  readonly webhooks: readonly SimWebhook[];
  readonly commands: readonly SimCommand[];
  readonly emojis: readonly SimEmoji[];
  /** Those that saved messages answer. Worlds saved by earlier versions have none. */
  readonly interactions?: readonly SimInteraction[];
  readonly files: readonly StoredFileSnapshot[];
  /** How many deterministic ids were given out. */
  readonly builtIds: number;
}

export interface StoredFileSnapshot {
  readonly path: string;
  readonly contentType: string;
  readonly base64: string;
}
