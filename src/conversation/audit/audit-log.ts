import type { AuditFacts } from "./audit-facts.ts";

/** One deed of somebody who may do more than others, or against what others said. */
export interface AuditEntry {
  /** Rises with each entry. */
  readonly number: number;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** Null for what concerns the whole bot, and in direct messages. */
  readonly guildId: string | null;
  /** Null for what concerns more than one channel. */
  readonly channelId: string | null;
  /** Discord id of who did it. */
  readonly actorId: string;
  /** What was done, in a few stable words with a dot, for instance `lore.delete` or `model.use`. */
  readonly action: string;
  /** To what: names and values in one line. Never what people said in a chat. */
  readonly detail: string;
  /** The same, to be worded in the reader's language; null where names say it all, and in entries of old. */
  readonly facts: AuditFacts | null;
}

export interface NewAuditEntry extends Omit<AuditEntry, "number" | "at" | "detail" | "facts"> {
  /** Names and values as they are, or what takes words. */
  readonly detail: string | AuditFacts;
}

/** Longer details are cut. */
export const longestDetail = 300;

/**
 * What was done by whom, so that the others can look it up. Calls are synchronous and durable; each is one transaction.
 * A use case writes its entry when the deed is done.
 */
export interface AuditLog {
  record(entry: NewAuditEntry): void;
  /** The newest first. `guildId` null: what concerns the whole bot. `before`: only entries with a smaller number. */
  newest(query: {
    readonly guildId: string | null;
    readonly limit: number;
    readonly before?: number;
  }): readonly AuditEntry[];
  /** Everything that one person did, the oldest first. */
  by(actorId: string): readonly AuditEntry[];
  /** Forgets what happened before a moment. Returns how many entries went. */
  forgetBefore(at: number): number;
}

/** The detail as it is kept: one line, not too long. */
export function auditDetail(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const characters = Array.from(line);
  return characters.length <= longestDetail
    ? line
    : `${characters.slice(0, longestDetail - 1).join("")}…`;
}
