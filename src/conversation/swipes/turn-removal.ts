import type { Conversation, ConversationStore, Turn } from "../ports.ts";
import type { ReplyScheduler } from "../reply-scheduler.ts";
import { showAgain } from "./show-again.ts";
import type { SwipeStore } from "./swipe-store.ts";

/** Takes turns out of a chat, and puts what stands around them right. */
export class TurnRemoval {
  readonly #options: TurnRemovalOptions;

  constructor(options: TurnRemovalOptions) {
    this.#options = options;
  }

  /** One turn alone. */
  async one(turn: Turn): Promise<void> {
    const { store, swipes, replies } = this.#options;
    const newest = swipes.newestReply(turn.conversationId);
    await replies.stop(turn.id);
    swipes.remove([turn.id]);
    replies.schedule(turn);
    const quoting = store.quotingTurn(turn.id);
    if (quoting !== undefined) showAgain(quoting, this.#options);
    if (newest?.id === turn.id) this.#handControlsBack(turn.conversationId);
  }

  /** A turn and all that followed. Returns how many went that a prompt could show. */
  async from(turn: Turn): Promise<number> {
    const { store, swipes, replies } = this.#options;
    const before = store.turnCounts(turn.conversationId, Number.MAX_SAFE_INTEGER);
    const owing = store
      .owedTurns()
      .filter(
        (each) => each.conversationId === turn.conversationId && each.position >= turn.position,
      );
    for (const each of owing) await replies.stop(each.id);
    swipes.removeAfter(turn.conversationId, turn.position - 1);
    replies.scheduleAll(turn.conversationId);
    this.#handControlsBack(turn.conversationId);
    const after = store.turnCounts(turn.conversationId, Number.MAX_SAFE_INTEGER);
    return before.user + before.character - after.user - after.character;
  }

  /** The row belongs below the newest reply, which is another one now. */
  #handControlsBack(conversationId: string): void {
    const newest = this.#options.swipes.newestReply(conversationId);
    if (newest !== undefined) showAgain(newest, this.#options);
  }
}

export interface TurnRemovalOptions {
  readonly store: Pick<ConversationStore, "owedTurns" | "quotingTurn" | "turnCounts">;
  readonly swipes: SwipeStore;
  readonly replies: Pick<ReplyScheduler, "schedule" | "scheduleAll" | "stop">;
}

/** As many turns as people may take back at once: each reply answers a few messages at most. */
const turnsToUndo = 200;

/** Where the newest replies begin, with what each of them answered; undefined when there is no reply. */
export function firstToUndo(
  swipes: Pick<SwipeStore, "newest">,
  { id }: Pick<Conversation, "id">,
  replies: number,
): Turn | undefined {
  const newestFirst = swipes.newest(id, turnsToUndo);
  let first: Turn | undefined;
  let left = replies;
  for (const turn of newestFirst) {
    if (turn.kind !== "user" && left-- === 0) break;
    first = turn;
  }
  return newestFirst.some(({ kind }) => kind !== "user") ? first : undefined;
}
