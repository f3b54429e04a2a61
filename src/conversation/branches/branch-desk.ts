import { UserError } from "../../lib/errors.ts";
import type { ConversationStore, Turn } from "../ports.ts";
import type { Person } from "../swipes/turn-rights.ts";
import type { SeenTurn, TurnService } from "../swipes/turn-service.ts";
import type { BranchStore } from "./branch-store.ts";

/** A channel that was opened for a branch. */
export interface OpenedPlace {
  readonly channelId: string;
  /** Takes it away again: nothing goes on there. */
  close(): Promise<void>;
}

export interface BranchService {
  /**
   * Lets the story go on from a reply in a place of its own as well, which `open` makes once everything else is checked.
   * Resolves with that place. Asking again while it is being made, for instance by a second click, makes no other.
   */
  branch(
    seen: SeenTurn,
    person: Person,
    open: (characterName: string) => Promise<OpenedPlace>,
  ): Promise<OpenedPlace>;
}

export class BranchDesk implements BranchService {
  readonly #turns: Pick<TurnService, "face">;
  readonly #store: Pick<ConversationStore, "conversation">;
  readonly #branches: BranchStore;
  readonly #show: (turn: Turn) => void;
  readonly #underWay = new Map<string, Promise<OpenedPlace>>();

  constructor(options: {
    readonly turns: Pick<TurnService, "face">;
    readonly store: Pick<ConversationStore, "conversation">;
    readonly branches: BranchStore;
    /** Shows a turn whose text is there. */
    readonly show: (turn: Turn) => void;
  }) {
    this.#turns = options.turns;
    this.#store = options.store;
    this.#branches = options.branches;
    this.#show = options.show;
  }

  async branch(
    seen: SeenTurn,
    person: Person,
    open: (characterName: string) => Promise<OpenedPlace>,
  ): Promise<OpenedPlace> {
    const turn = this.#branchable(seen, person);
    const key = `${person.userId} ${turn.id}`;
    const underWay = this.#underWay.get(key) ?? this.#open(turn, person, open);
    this.#underWay.set(key, underWay);
    try {
      return await underWay;
    } finally {
      this.#underWay.delete(key);
    }
  }

  #branchable({ turnId, revision }: SeenTurn, person: Person): Turn {
    const face = this.#turns.face(turnId, person);
    const { turn } = face;
    if (face.revision !== revision)
      throw new UserError("reply-changed", "This reply has changed in the meantime.");
    if (turn.kind === "user" || face.number === 0)
      throw new UserError("cannot-branch-here", "A branch begins at a reply that has a text.");
    const conversation = this.#store.conversation(turn.conversationId);
    if (conversation !== undefined && turn.position <= conversation.excludedBefore)
      throw new UserError(
        "turn-was-reset",
        "This was said before the chat started afresh, so it can't be written again.",
      );
    return turn;
  }

  async #open(
    turn: Turn,
    person: Person,
    open: (characterName: string) => Promise<OpenedPlace>,
  ): Promise<OpenedPlace> {
    const place = await open(turn.speakerName);
    try {
      const { channelId } = place;
      const last = this.#branches.branch({
        turnId: turn.id,
        channelId,
        hostId: person.userId,
        sinceId: channelId,
      });
      if (last === undefined)
        throw new UserError("reply-changed", "This reply has changed in the meantime.");
      this.#show(last);
      return place;
    } catch (thrown) {
      await place.close();
      throw thrown;
    }
  }
}
