import { recallText } from "./memory-sections.ts";
import type { PromptMemory } from "./prompt-input.ts";
import type { PlacedStandingLore, StandingLore } from "./standing-lore.ts";

/** Characters of memories that nothing calls up any more but that stay. */
const mostLingering = 3000;

/**
 * Where memories stand that the chat called up before: where they stood, as lore does. One that is called up again isn't
 * told twice. One of which a line may not be told any more goes at once, whatever that costs.
 *
 * @param turnIds the turns of the history, oldest first
 */
export function placeStandingMemory(input: {
  readonly memory: PromptMemory | undefined;
  readonly standing: readonly StandingLore[];
  readonly turnIds: readonly string[];
  readonly characterName: string;
}): { readonly standing: readonly PlacedStandingLore[]; readonly fresh: readonly string[] } {
  const { recalled = [], lingering = [] } = input.memory ?? {};
  const [active, mayStay] = [new Set(recalled), new Set([...recalled, ...lingering])];
  const placed = input.standing
    .filter(({ memory, beforeTurn }) => memory === true && input.turnIds.includes(beforeTurn))
    .map((block) => ({ block, lines: linesOf(block, input.characterName) }))
    .filter(({ lines }) => lines.length > 0 && lines.every((line) => mayStay.has(line)))
    .map(({ block, lines }) => ({ block, lines, active: lines.some((line) => active.has(line)) }));
  const idle = placed.filter((memory) => !memory.active);
  const crowded = idle.reduce((sum, { block }) => sum + block.text.length, 0) > mostLingering;
  const standing = crowded ? placed.filter((memory) => memory.active) : placed;
  const told = new Set(standing.flatMap(({ lines }) => lines));
  return {
    standing: standing.map(({ block, active: isActive }) => ({ ...block, active: isActive })),
    fresh: recalled.filter((line) => !told.has(line)),
  };
}

/** None where it is no list of memories of this character. */
function linesOf({ text }: StandingLore, characterName: string): readonly string[] {
  const lines = text.split("\n- ").slice(1);
  return recallText(characterName, lines) === text ? lines : [];
}
