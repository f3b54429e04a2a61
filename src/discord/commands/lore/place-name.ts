import type { LorePlace } from "../../../roleplay/lorebook/activation.ts";
import type { Texts } from "../../texts/en/english.ts";

/** Where an entry goes, for people. */
export function placeName(
  place: LorePlace,
  depth: number | null,
  { atDepth, places }: Pick<Texts["lore-outcomes"], "atDepth" | "places">,
): string {
  return place === "atDepth" ? atDepth({ depth: depth ?? 0 }) : places[place];
}
