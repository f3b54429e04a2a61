import type { GenerationQueue, QueuePlace } from "../../generation/generation-queue.ts";
import { UserError } from "../../lib/errors.ts";
import { jobsOf } from "../generate-reply.ts";
import type { Ask, AskLimits } from "../limits/ask-limits.ts";
import type { ConversationStore, Turn } from "../ports.ts";
import type { ReplyScheduler } from "../reply-scheduler.ts";
import type { OwedSwipe } from "../swipes/owed-swipe.ts";
import type { SwipeStore } from "../swipes/swipe-store.ts";
import { askerOf } from "../swipes/turn-rights.ts";

/** A text that somebody asked for and that isn't there yet. */
export interface OwnRequest {
  readonly turnId: string;
  readonly channelId: string;
  /** The character who is to write it. */
  readonly speakerName: string;
  readonly kind: OwedSwipe["kind"];
  /** `after-another`: a reply of the same chat comes first. */
  readonly state: "being-written" | "after-another" | QueuePlace;
}

/** What people wait for. */
export interface RequestService {
  /** A person's own, in all channels, the oldest first. */
  of(userId: string): Promise<readonly OwnRequest[]>;
  /** Takes one back; what is written by then stays. @throws UserError when it is nobody's, or somebody else's. */
  cancel(turnId: string, userId: string): Promise<void>;
  /** What a request that is made now would be refused with; null where it would not be. */
  refusalOf(ask: Ask): UserError | null;
}

interface Owed {
  readonly turn: Turn;
  readonly owed: OwedSwipe;
}

interface RequestDeskOptions {
  readonly store: ConversationStore;
  readonly swipes: Pick<SwipeStore, "owed">;
  readonly queue: Pick<GenerationQueue, "place">;
  readonly replies: Pick<ReplyScheduler, "stop">;
  readonly limits: Pick<AskLimits, "refusalOf">;
}

export class RequestDesk implements RequestService {
  readonly #options: RequestDeskOptions;

  constructor(options: RequestDeskOptions) {
    this.#options = options;
  }

  of(userId: string): Promise<readonly OwnRequest[]> {
    const all = this.#owed();
    const own = all.filter((each) => this.#askerOf(each) === userId && !each.owed.stopped);
    return Promise.all(own.map((each) => this.#request(each, all)));
  }

  async cancel(turnId: string, userId: string): Promise<void> {
    const own = this.#owed().find((each) => each.turn.id === turnId);
    if (own === undefined || this.#askerOf(own) !== userId)
      throw new UserError("request-gone", "This request isn't waiting any more.");
    await this.#options.replies.stop(turnId);
  }

  refusalOf(ask: Ask): UserError | null {
    return this.#options.limits.refusalOf(ask);
  }

  async #request({ turn, owed }: Owed, all: readonly Owed[]): Promise<OwnRequest> {
    const { conversationId, id, speakerName } = turn;
    const first = all.find((each) => each.turn.conversationId === conversationId);
    const channelId = this.#options.store.conversation(conversationId)?.channelId ?? "";
    const waits = first?.turn.id === id ? await this.#placeOf(owed) : "after-another";
    const { kind } = owed;
    return { turnId: id, channelId, speakerName, kind, state: waits ?? "being-written" };
  }

  async #placeOf(owed: OwedSwipe): Promise<QueuePlace | undefined> {
    const places = await Promise.all(jobsOf(owed).map((id) => this.#options.queue.place(id)));
    return places.find((place) => place !== undefined);
  }

  #owed(): readonly Owed[] {
    const { store, swipes } = this.#options;
    return store.owedTurns().flatMap((turn) => {
      const owed = swipes.owed(turn.id);
      return owed === undefined ? [] : [{ turn, owed }];
    });
  }

  /** Who asked for this text: of a reply, whose words it answers. */
  #askerOf({ turn, owed }: Owed): string | null {
    return owed.askedBy ?? askerOf(turn, this.#options.store);
  }
}
