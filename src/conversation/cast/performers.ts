import type { Candidate } from "../../roleplay/cast/choose-speaker.ts";
import { talkativenessOf } from "../../roleplay/cast/talkativeness.ts";
import type { Character } from "../../roleplay/character/character.ts";
import type { CastMember, CharacterLibrary, Conversation } from "../ports.ts";
import type { Place } from "../settings/place.ts";
import type { AgeGate } from "./age-gate.ts";

/** Who of a cast may speak in a place, and why nobody does where that is so. */
export interface Performers {
  readonly candidates: readonly Candidate[];
  /** Why there is no candidate, where there is none. */
  readonly nobody: "character-missing" | "not-age-restricted" | "all-muted";
}

/** Those whose card is there, who may be in the place, and who aren't muted. */
export function performers(
  { cast }: Pick<Conversation, "cast">,
  place: Place,
  { library, gate }: { readonly library: Pick<CharacterLibrary, "get">; readonly gate: AgeGate },
): Performers {
  const present = cast.flatMap((member) => {
    const character = library.get(member.characterId);
    return character === undefined ? [] : [{ member, character }];
  });
  const admitted = present.filter(({ character }) => gate.admits(character, place));
  const candidates = admitted
    .filter(({ member }) => !member.muted)
    .map(({ member, character }) => candidateOf(character, member));
  const nobody =
    present.length === 0
      ? "character-missing"
      : admitted.length === 0
        ? "not-age-restricted"
        : "all-muted";
  return { candidates, nobody };
}

function candidateOf(character: Character, { talkativeness }: CastMember): Candidate {
  return {
    id: character.id,
    names: [character.name, character.nickname].filter((name) => name.trim() !== ""),
    talkativeness: talkativeness ?? talkativenessOf(character),
  };
}
