import { characterName } from "../roleplay/character/character.ts";
import type { Voice } from "./delivery.ts";
import type { CharacterLibrary, Turn } from "./ports.ts";

/** How a turn's speaker appears: by the card of today or, when that is gone, by the name of then. */
export function voiceOf(turn: Turn, library: Pick<CharacterLibrary, "get">): Voice {
  const character = library.get(turn.authorId);
  return {
    characterId: turn.authorId,
    name: character ? characterName(character) : turn.speakerName,
  };
}
