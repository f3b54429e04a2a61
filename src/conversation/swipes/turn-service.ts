import type { Turn, TurnMessage } from "../ports.ts";
import type { TurnFace } from "./swipe-store.ts";
import type { Person } from "./turn-rights.ts";

/** A turn as somebody saw it. */
export interface SeenTurn {
  readonly turnId: string;
  readonly revision: number;
}

/** A message by which the bot says again, in a persona's name, what a person said. */
export interface PersonaPost extends TurnMessage {
  readonly turn: Turn;
  readonly messageId: string;
}

/** What becomes of the turns that followed one that is changed; `ask` when nobody has decided yet. */
export type Followers = "ask" | "keep" | "drop";

export type Deed =
  /** Stored; this turn owes its text, or its showing. */
  { readonly kind: "done"; readonly turnId: string } | Question;

/** So many replies have followed: the person has to say what becomes of them; for a deletion, also when none has. */
export interface Question {
  readonly kind: "ask";
  readonly replies: number;
  /** Whether this person may have them go: not where they are others' story too. */
  readonly mayDrop: boolean;
}

/**
 * What became of what was asked of a turn: it shows it, or shows why not; a model that was to go on had nothing to add, and
 * the text stands as it was; or it is still owed.
 */
export type TurnEnd = "shown" | "nothing-to-add" | "owed";

/**
 * What people can do with turns. What they may not do, and what is stale, ends in a `UserError`; whatever is promised is
 * stored when a call returns.
 */
export interface TurnService {
  /** A turn by its id. @throws UserError when this person may do nothing with it. */
  face(turnId: string, person: Person): TurnFace;
  /** The same for anyone, to look at. */
  lookUp(turnId: string): TurnFace;
  /** The turn that a message of a channel shows. @throws UserError `no-such-turn`. */
  ofMessage(channelId: string, messageId: string): TurnFace;
  /** What to ask about the replies that have followed a turn. */
  questionAbout(turn: Turn, person: Person): Question;
  /** The message in which a person's words stand in a persona's name; undefined where they stand in the person's own. */
  postOf(turn: Turn): PersonaPost | undefined;
  /** The person whose words a turn answers. */
  askerOf(turn: Turn): string | null;
  /** The first message that shows a turn; null while there is none. */
  messageOf(turn: Turn): string | null;
  /** The text before the active one. */
  back(seen: SeenTurn, person: Person, followers: Followers): Deed;
  /** The text after the active one; past the last, a new one is asked for. */
  next(seen: SeenTurn, person: Person, followers: Followers): Deed;
  /** Asks for another text; `note` is an instruction for it alone. */
  again(seen: SeenTurn, person: Person, followers: Followers, note: string | null): Deed;
  /** Asks for more of the active text; with `redo`, in the place of what was added last. */
  goOn(seen: SeenTurn, person: Person, options: { readonly redo: boolean }): Deed;
  /** Asks again for the text of a turn that failed. */
  retry(seen: SeenTurn, person: Person): Deed;
  /** Ends the text that is being written with what there is of it. */
  stop(turnId: string, person: Person): Promise<void>;
  edit(seen: SeenTurn, person: Person, text: string): void;
  /** Takes a turn out of the chat for good. With `ask` it only asks. */
  remove(seen: SeenTurn, person: Person, followers: Followers): Promise<Deed>;
  /** The newest reply goes on; when a person spoke last, the character answers that. */
  goOnIn(channelId: string, person: Person): Deed;
  /** Resolves when a turn is no longer worked on. */
  settled(turnId: string): Promise<TurnEnd>;
  /** Takes the newest reset of a channel's chat back. */
  undoReset(channelId: string, person: Person): void;
  /** Takes back the newest replies with what they answered. Returns how many turns that were. */
  undo(channelId: string, person: Person, replies: number): Promise<number>;
}
