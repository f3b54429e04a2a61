import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { CharacterLibrary } from "../../conversation/ports.ts";
import { UserError } from "../../lib/errors.ts";
import { isAdult } from "../../roleplay/cast/is-adult.ts";
import type { Character } from "../../roleplay/character/character.ts";
import { cardTokens } from "../../roleplay/prompt/card-tokens.ts";
import { textsFor } from "../texts/texts.ts";
import type { CommandOption } from "./command-option.ts";
import { type Choice, labelled, rankChoices } from "./rank-choices.ts";

/** The option by which a command is told a character. */
export const characterOption = {
  type: ApplicationCommandOptionType.String,
  name: "character",
  required: true,
  autocomplete: true,
} satisfies CommandOption;

/** Characters that fit what was typed, each with its size; those for adults say so, as far as their cards do. */
export function completeCharacter(
  typed: string,
  library: Pick<CharacterLibrary, "list" | "get">,
  reader: { readonly locale: string },
): readonly Choice[] {
  return namedLike(typed, library).map(({ name, value }) => {
    const character = library.get(value);
    return { name: character === undefined ? name : characterLabel(character, reader), value };
  });
}

/** `Rosie — ≈ 1,200 tokens · NSFW` */
export function characterLabel(character: Character, reader: { readonly locale: string }): string {
  const { tokens } = textsFor(reader).general;
  return labelled(character.name, [
    tokens({ count: cardTokens(character) }),
    ...(isAdult(character) ? ["NSFW"] : []),
  ]);
}

function namedLike(
  typed: string,
  library: Pick<CharacterLibrary, "list" | "get">,
): readonly Choice[] {
  return rankChoices(
    typed,
    library.list().map(({ id, name }) => ({ name, value: id })),
  );
}

/** The character that was chosen or, when someone typed a name and pressed Enter, the one that it means. */
export function findCharacter(given: string, library: CharacterLibrary): Character | undefined {
  const chosen = library.get(given);
  if (chosen !== undefined) return chosen;
  const [best, second] = namedLike(given, library);
  if (best === undefined) return undefined;
  const isExact = best.name.toLowerCase() === given.trim().toLowerCase();
  return isExact || second === undefined ? library.get(best.value) : undefined;
}

/** The same, or a `UserError` that says what to do. */
export function requireCharacter(given: string, library: CharacterLibrary): Character {
  const character = findCharacter(given, library);
  if (character === undefined)
    throw new UserError(
      "no-such-character",
      "There is no such character. `/character list` shows the ones there are.",
    );
  return character;
}
