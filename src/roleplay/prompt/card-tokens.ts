import type { Character } from "../character/character.ts";
import { estimateTokens } from "./estimate-tokens.ts";

const counted = new WeakMap<Character, number>();

/** About how many tokens of every prompt a card takes, whatever else is in it. Counted once for each card. */
export function cardTokens(character: Character): number {
  const known = counted.get(character);
  if (known !== undefined) return known;
  const { description, personality, scenario, exampleDialogue } = character;
  const { systemPrompt, postHistoryInstructions } = character;
  const texts = [description, personality, scenario, exampleDialogue];
  const tokens = [...texts, systemPrompt, postHistoryInstructions]
    .map(estimateTokens)
    .reduce((sum, each) => sum + each, 0);
  counted.set(character, tokens);
  return tokens;
}
