import { ReplyMemory } from "./reply-memory.ts";

/** Conversations whose sampled tokens are remembered; those of others are cut by the tokenizer again. */
const mostConversations = 512;

/** What was sampled in each conversation. It outlives the slot, since a kept state is of no use without it. */
export class ReplyMemories {
  readonly #memories = new Map<string, ReplyMemory>();

  of(conversationKey: string): ReplyMemory {
    const memory = this.#memories.get(conversationKey) ?? new ReplyMemory();
    // To the end: the first one in the map is the one unused for longest.
    this.#memories.delete(conversationKey);
    this.#memories.set(conversationKey, memory);
    const [oldest] = this.#memories.keys();
    if (this.#memories.size > mostConversations && oldest !== undefined)
      this.#memories.delete(oldest);
    return memory;
  }
}
