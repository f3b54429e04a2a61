import type { Turn } from "../ports.ts";
import type { VariableValues } from "./chat-variables.ts";

/** What one prompt needs to know of a chat beside its turns. */
export interface SceneFacts {
  /** Everyone of whom a prompt may show something, in the order in which they first spoke. */
  readonly speakers: readonly PastSpeaker[];
  /** Number of the greeting that the chat began with, 0 for the first message; null when it began without one. */
  readonly greeting: number | null;
  /** When a person wrote last, the newest turn aside; milliseconds since the Unix epoch, null for never. */
  readonly lastUserAt: number | null;
  /** Of the newest turn: number of the text that counts, and of all there are, from 1; null without a turn. */
  readonly swipes: { readonly current: number; readonly count: number } | null;
  /** Index, from 0, of the first turn that the last prompt had room for; null when nobody knows. */
  readonly firstIncluded: number | null;
  readonly variables: {
    /** Of this chat, as they were before the turn. */
    readonly chat: VariableValues;
    /** Of all chats of its server; in direct messages of this chat alone. */
    readonly shared: VariableValues;
  };
}

/** Someone as they spoke in a conversation: a person, as themselves or as a persona, by one name. */
export interface PastSpeaker {
  readonly authorId: string;
  /** Null: as themselves. */
  readonly personaId: string | null;
  /** As it was stamped on what they said. */
  readonly name: string;
  /** Positions of the first and the last turn of theirs that a prompt may show. */
  readonly firstPosition: number;
  readonly lastPosition: number;
}

/** Reads what prompts are made of. What they leave behind is written together with the reply. */
export interface SceneStore {
  /** As a prompt for `turn` sees it: what came later plays no part. */
  factsBefore(turn: Pick<Turn, "id" | "conversationId" | "position">): SceneFacts;
}
