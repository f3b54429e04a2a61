import type { PassageIndex } from "../../memory/passage-index.ts";

/** Turns of conversations as they are recalled. */
export interface RecallStore {
  readonly passages: PassageIndex;
  /**
   * Takes the oldest of the turns that memory has yet to look at, or that changed, into the index, in one transaction.
   * Returns how many it dealt with; 0 when nothing is left.
   */
  takeIn(most: number): number;
  /** What turns say now; those that are gone are left out. */
  tell(turnIds: readonly string[]): ReadonlyMap<string, ToldTurn>;
  /** Whose words never go into a prompt. */
  optedOut(userIds: readonly string[]): ReadonlySet<string>;
  /** Conversations that share their memory with this one, which is left out. */
  sharing(conversationId: string, characterId: string): readonly SharingConversation[];
  isShared(conversationId: string): boolean;
  /** `adult`: its channel is age-restricted, and it shares with such channels alone. */
  share(conversationId: string, shared: boolean, adult: boolean): void;
  /** Turns without a vector of this model, oldest first. */
  withoutVector(model: EmbeddingModel, most: number): readonly VectorlessTurn[];
  /** Keeps vectors, each unless its turn changed since. */
  addVectors(
    model: EmbeddingModel,
    vectors: readonly { readonly turn: VectorlessTurn; readonly vector: Float32Array }[],
  ): void;
  vectorProgress(model: EmbeddingModel): { readonly done: number; readonly all: number };
}

export interface ToldTurn {
  readonly text: string;
  readonly conversationId: string;
  readonly position: number;
}

export interface SharingConversation {
  readonly id: string;
  readonly channelId: string;
  /** Its turns up to this position were reset: nobody is told of them. */
  readonly excludedBefore: number;
  /** Both channels were age-restricted when they were shared; false: neither was. */
  readonly adult: boolean;
}

export interface EmbeddingModel {
  readonly modelId: string;
  readonly dimensions: number;
}

export interface VectorlessTurn {
  readonly passageId: number;
  readonly text: string;
}
