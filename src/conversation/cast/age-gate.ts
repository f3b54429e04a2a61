import { UserError } from "../../lib/errors.ts";
import { isAdult } from "../../roleplay/cast/is-adult.ts";
import type { Character } from "../../roleplay/character/character.ts";
import type { Place } from "../settings/place.ts";

export interface AgeGateOptions {
  /** Ids of characters that whoever runs the bot wants to be treated as for adults, whatever their cards say. */
  readonly marked: ReadonlySet<string>;
  /** Whether such characters may be in direct messages. */
  readonly inDirectMessages: boolean;
}

/** Keeps characters for adults where Discord keeps everyone else out. */
export class AgeGate {
  readonly #options: AgeGateOptions;

  constructor(options: AgeGateOptions) {
    this.#options = options;
  }

  isAdult(character: Character): boolean {
    return this.#options.marked.has(character.id) || isAdult(character);
  }

  /** Whether a character may be in a place. */
  admits(character: Character, { ageRestricted, isDirect }: Place): boolean {
    if (!this.isAdult(character)) return true;
    return isDirect ? this.#options.inDirectMessages : ageRestricted;
  }

  /** @throws UserError `not-age-restricted` when it may not. */
  require(character: Character, place: Place): void {
    if (this.admits(character, place)) return;
    throw new UserError(
      "not-age-restricted",
      `${character.name} is for adults and may only be in age-restricted channels and their threads.`,
      { values: { character: character.name } },
    );
  }
}
