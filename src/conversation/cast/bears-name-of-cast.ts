import { characterName } from "../../roleplay/character/character.ts";
import { labelKey } from "../../roleplay/reply/speaker-label.ts";
import type { CharacterLibrary, Conversation } from "../ports.ts";

/** Whether a name could be taken for that of a character of the chat, or of its narrator. */
export function bearsNameOfCast(
  name: string,
  { cast }: Pick<Conversation, "cast">,
  {
    library,
    narrator,
  }: { readonly library: Pick<CharacterLibrary, "get">; readonly narrator: string },
): boolean {
  const taken = cast.flatMap(({ characterId }) => {
    const character = library.get(characterId);
    return character === undefined ? [] : [character.name, characterName(character)];
  });
  return [narrator, ...taken].some((other) => labelKey(other) === labelKey(name));
}
