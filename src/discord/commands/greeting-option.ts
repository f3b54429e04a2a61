import { greetingsOf, groupName } from "../../conversation/greeting.ts";
import { UserError } from "../../lib/errors.ts";
import { type Character, characterName } from "../../roleplay/character/character.ts";
import { expandMacros } from "../../roleplay/character/macros.ts";
import type { Texts } from "../texts/en/english.ts";
import { type Choice, rankChoices, shorten } from "./rank-choices.ts";

const noGreeting = "none";

/**
 * A character's greetings to choose from, by their numbers from 1, as they greet `user`; with those for groups where it
 * would be one of `group`, null where it is alone.
 */
export function greetingChoices(
  typed: string,
  character: Character,
  {
    user,
    texts,
    group,
  }: {
    readonly user: string;
    readonly texts: Pick<Texts, "chat">;
    readonly group: readonly Character[] | null;
  },
): readonly Choice[] {
  const { chat } = texts;
  const names = {
    ...groupName(group ?? [], character),
    char: characterName(character),
    user,
    original: "",
  };
  const choices = greetingsOf(character)
    .slice(0, group !== null ? undefined : 1 + character.alternateGreetings.length)
    .map((text, index) => ({
      name: shorten(`${index + 1}: ${expandMacros(text, names).replace(/\s+/g, " ").trim()}`, 100),
      value: String(index + 1),
    }));
  return rankChoices(typed, [...choices, { name: chat.noGreeting, value: noGreeting }]);
}

/** Index of the greeting that was given; null for none. @throws UserError `no-such-greeting`. */
export function chosenGreeting(
  given: string,
  character: Character,
  { chat }: Pick<Texts, "chat">,
): number | null {
  const typed = given.trim().toLowerCase();
  if (typed === noGreeting || typed === chat.noGreeting.toLowerCase()) return null;
  const number = /^\d{1,4}$/.test(typed) ? Number(typed) : 0;
  const count = greetingsOf(character).length;
  if (number >= 1 && number <= count) return number - 1;
  throw new UserError(
    "no-such-greeting",
    `${character.name} has no such greeting. Choose one of the list, a number from 1 to ${count}, or \`none\`.`,
    { values: { character: character.name, count } },
  );
}
