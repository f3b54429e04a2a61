import type { CastMember } from "../ports.ts";

/**
 * Who plays in a conversation, in the order in which they came; never nobody. Reading is part of a `Conversation`. Calls are
 * synchronous and durable; each is one transaction.
 */
export interface CastStore {
  /** False when the character is there already. */
  add(conversationId: string, member: CastMember): boolean;
  /** False when the character isn't there, or is the only one: then nothing changes. */
  remove(conversationId: string, characterId: string): boolean;
  /** False when the character isn't there. */
  change(conversationId: string, characterId: string, changes: CastChanges): boolean;
  /** When the newest turn of a character or the narrator was begun; null when there is none. */
  lastSpokeAt(conversationId: string): number | null;
}

export type CastChanges = Partial<Pick<CastMember, "talkativeness" | "muted">>;
