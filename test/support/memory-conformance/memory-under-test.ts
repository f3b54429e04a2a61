import type { MemoryStores } from "../../../src/conversation/memory/remember.ts";
import type { Conversation, ConversationStore } from "../../../src/conversation/ports.ts";
import type { PrivacyStore } from "../../../src/conversation/privacy/privacy-store.ts";
import type { SwipeStore } from "../../../src/conversation/swipes/swipe-store.ts";
import { startInput } from "../conversation-inputs.ts";

/** The stores of memory, and those that change what they stand on. */
export interface MemoryUnderTest extends Disposable {
  readonly conversations: ConversationStore;
  readonly swipes: SwipeStore;
  readonly privacy: PrivacyStore;
  readonly memory: MemoryStores;
  /** A restart, where there is a file; the stores are the same ones afterwards. */
  restart(): void;
}

export function startIn(
  { conversations }: MemoryUnderTest,
  channelId = "inn",
  changes: Parameters<typeof startInput>[0] = {},
): Conversation {
  return conversations.start(startInput({ channelId, ...changes }));
}
