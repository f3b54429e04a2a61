import type { Character } from "../../roleplay/character/character.ts";
import type { CastMember, Conversation } from "../ports.ts";
import type { Person } from "../swipes/turn-rights.ts";
import type { CastChanges } from "./cast-store.ts";

/** What people can do with who plays in a channel. Wrong input ends in a `UserError`. */
export interface CastService {
  /** In the order in which they came, those whose card is gone left out; empty where there is no chat. */
  members(channelId: string): readonly PresentMember[];
  /** Brings one more character in; greets the others where its card has a greeting for that, or with the chosen one. */
  add(channelId: string, entrance: Entrance): Conversation;
  remove(channelId: string, characterId: string): void;
  tune(channelId: string, characterId: string, changes: CastChanges): void;
  greet(channelId: string, entrance: Entrance & { readonly greeting: number }): void;
  /** Lets someone speak for a person without being called: this one, or whoever is next. Returns who that is. */
  next(channelId: string, characterId: string | null, person: Person): Character;
  /** Tells something under the narrator's name, or says it as somebody who is in the story for a moment. */
  narrate(channelId: string, told: Told): void;
  /** Says something as a character. */
  sayAs(channelId: string, said: SaidAs): void;
}

export interface PresentMember {
  readonly character: Character;
  readonly member: CastMember;
  /** As it counts: the member's own, or the card's. */
  readonly talkativeness: number;
}

export interface Told {
  /** Who tells it. */
  readonly hostId: string;
  readonly text: string;
  /** Of somebody without a card; null: the narrator's. */
  readonly name: string | null;
}

export interface SaidAs {
  /** Who words it. */
  readonly hostId: string;
  readonly characterId: string;
  readonly text: string;
}

export interface Entrance {
  readonly characterId: string;
  /**
   * 0 is the first message, then come the alternate greetings and those for groups. Null: none. Undefined: the first of
   * those for groups, or none.
   */
  readonly greeting: number | null | undefined;
  /** Who brings them in, and is greeted. */
  readonly starterId: string;
  /** What that person is called where they use no persona: what `{{user}}` stands for. */
  readonly hostName: string;
}
