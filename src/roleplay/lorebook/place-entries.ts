import type {
  ActiveLore,
  LoreAtDepth,
  LoreChat,
  LorePlace,
  LoreTexts,
  PlacedLore,
} from "./activation.ts";
import type { CompiledEntry } from "./compile-book.ts";
import type { LoreRole } from "./lorebook.ts";

/** Where an entry goes, decorators considered. */
export interface Placement {
  readonly place: LorePlace;
  /** In turns; 0 unless the place is `atDepth`. */
  readonly depth: number;
  readonly role: LoreRole;
  readonly outletName: string;
}

/** Turns tokens counted from the end of the chat into turns. */
export type TurnsOfTokens = (tokens: number) => number;

/** A `@@position` goes before a depth, and a place that the prompt doesn't have is passed over (V3). */
export function placementOf(
  { entry, decorators }: CompiledEntry,
  {
    chat,
    texts,
    turnsOfTokens,
  }: { chat: LoreChat; texts: LoreTexts; turnsOfTokens: TurnsOfTokens },
): Placement {
  const role = decorators.role ?? entry.role;
  const at = (place: LorePlace, depth = 0): Placement => ({
    place,
    depth,
    role,
    outletName: place === "outlet" ? entry.outletName.trim() : "",
  });
  switch (decorators.position) {
    case "beforeDescription":
      return at("beforeChar");
    case "afterDescription":
      return at("afterChar");
    case "personality":
      if (texts.characterPersonality.trim() !== "") return at("personality");
      break;
    case "scenario":
      if (texts.scenario.trim() !== "") return at("scenario");
      break;
    case undefined:
      break;
    default:
      decorators.position satisfies never;
  }
  const { depth, reverseDepth, instructDepth, reverseInstructDepth } = decorators;
  if (depth !== undefined) return at("atDepth", wholeDepth(depth));
  if (reverseDepth !== undefined) {
    return at("atDepth", wholeDepth(chat.turns.length - reverseDepth));
  }
  if (instructDepth !== undefined) return at("atDepth", turnsOfTokens(instructDepth));
  if (reverseInstructDepth !== undefined) {
    return at(
      "atDepth",
      wholeDepth(turnsOfTokens(Number.POSITIVE_INFINITY) - turnsOfTokens(reverseInstructDepth)),
    );
  }
  return at(entry.position, entry.position === "atDepth" ? wholeDepth(entry.depth) : 0);
}

/** Sorts active entries into their places. `entries` come in reading order. */
export function placeEntries(
  entries: readonly { readonly lore: ActiveLore; readonly placement: Placement }[],
): PlacedLore {
  const inPlace = (place: LorePlace) =>
    entries.filter((entry) => entry.placement.place === place).map((entry) => entry.lore);
  return {
    beforeChar: inPlace("beforeChar"),
    afterChar: inPlace("afterChar"),
    personality: inPlace("personality"),
    scenario: inPlace("scenario"),
    beforeExamples: inPlace("beforeExamples"),
    afterExamples: inPlace("afterExamples"),
    authorsNoteTop: inPlace("authorsNoteTop"),
    authorsNoteBottom: inPlace("authorsNoteBottom"),
    atDepth: groupByDepth(entries),
    outlets: groupByOutlet(entries),
  };
}

const roleOrder: readonly LoreRole[] = ["system", "user", "assistant"];

function groupByDepth(
  entries: readonly { readonly lore: ActiveLore; readonly placement: Placement }[],
): LoreAtDepth[] {
  const groups = new Map<string, { depth: number; role: LoreRole; entries: ActiveLore[] }>();
  for (const { lore, placement } of entries) {
    if (placement.place !== "atDepth") continue;
    const { depth, role } = placement;
    const key = `${depth} ${role}`;
    const group = groups.get(key) ?? { depth, role, entries: [] };
    group.entries.push(lore);
    groups.set(key, group);
  }
  return [...groups.values()].sort(
    (one, other) =>
      other.depth - one.depth || roleOrder.indexOf(one.role) - roleOrder.indexOf(other.role),
  );
}

function groupByOutlet(
  entries: readonly { readonly lore: ActiveLore; readonly placement: Placement }[],
): Map<string, ActiveLore[]> {
  const outlets = new Map<string, ActiveLore[]>();
  for (const { lore, placement } of entries) {
    if (placement.place !== "outlet") continue;
    const outlet = outlets.get(placement.outletName) ?? [];
    outlet.push(lore);
    outlets.set(placement.outletName, outlet);
  }
  return outlets;
}

function wholeDepth(depth: number): number {
  return Math.max(0, Math.floor(depth));
}
