import type { PromptPlan, PromptSection } from "../../generation/request.ts";
import type { ActiveLore } from "../lorebook/activation.ts";
import { speakerLabel } from "../reply/speaker-label.ts";
import { type DepthInsertion, depthInsertions } from "./depth-insertions.ts";
import { headSections } from "./head-sections.ts";
import { layOutLore } from "./lore-layout.ts";
import { recallText } from "./memory-sections.ts";
import { placeInHistory } from "./place-in-history.ts";
import type { LastPrompt, PromptInput, PromptMemory, PromptTurn } from "./prompt-input.ts";
import { joinLore, PromptTexts } from "./prompt-texts.ts";
import { type PlacedStandingLore, placeStandingLore } from "./standing-lore.ts";
import { placeStandingMemory } from "./standing-memory.ts";

/**
 * Lays out the prompt of one reply, from what changes least to what changes most, so that the engine's prefix cache
 * keeps as much as possible: the card and what else is always known, the history, near its end the lore that the chat
 * has called up, post-history instructions, and the label of the one who speaks. What has a depth of its own stands
 * there. `docs/prompts.md` says where everything goes, in either layout.
 */
export function assemblePrompt(input: PromptInput): PromptPlan {
  const { layout = "cache-friendly" } = input;
  const texts = new PromptTexts(input);
  // A turn that says nothing has no place: depths count what the model will read.
  const spoken = input.history.filter(({ text }) => text !== "");
  const lore = layOutLore(input.lore, layout);
  const insertions = depthInsertions(input, texts);
  const prefills = insertions.filter(isPrefill);
  const lastPrompt = layout === "strict" ? undefined : input.lastPrompt;
  const triggered = [
    ...triggeredLore(lore.tail, spoken, lastPrompt),
    ...recalledMemory(input.memory, texts.characterName, spoken, lastPrompt),
  ];
  const history = placeInHistory(
    spoken.map(historySection),
    withTriggeredLore(
      insertions.filter((insertion) => !isPrefill(insertion)),
      triggered,
    ),
  );
  const historyFrom = beginningOf(history, input.lastPrompt?.firstTurn);
  return {
    sections: [
      ...headSections(input, lore.head, texts),
      ...history,
      postHistory(input, texts),
      instruction(input, texts),
    ].filter((section) => section.text !== ""),
    replyPrefix: [replyPrefix(texts.characterName, prefills), input.replyBegins ?? ""]
      .filter((text) => text !== "")
      .join(" "),
    ...(historyFrom === undefined ? {} : { historyFrom }),
  };
}

function historySection(turn: PromptTurn): PromptSection {
  return {
    id: `history:${turn.id}`,
    role: turn.ownTurn ? "assistant" : "user",
    text: `${speakerLabel(turn.speakerName)} ${turn.text}`,
    trim: { kind: "history" },
  };
}

function postHistory(input: PromptInput, texts: PromptTexts): PromptSection {
  const { character, disabledPrompts } = input;
  return {
    id: "post-history",
    role: "system",
    text: disabledPrompts?.has("postHistoryInstructions")
      ? ""
      : texts.card("post-history", character.postHistoryInstructions),
    trim: { kind: "required" },
  };
}

/** Last of all, since it is about the very next words. */
function instruction({ instruction: wish }: PromptInput, texts: PromptTexts): PromptSection {
  return {
    id: "instruction",
    role: "system",
    text: wish ? `Instruction for ${texts.characterName}'s next reply: ${wish}` : "",
    trim: { kind: "required" },
  };
}

/** V3: what the assistant is to have said last of all is how its reply begins. */
function isPrefill({ depth, role }: DepthInsertion): boolean {
  return depth === 0 && role === "assistant";
}

function replyPrefix(name: string, prefills: readonly DepthInsertion[]): string {
  const label = speakerLabel(name);
  const begun = prefills.map(({ text }) => text).join("\n");
  if (begun === "") return label;
  return begun.startsWith(label) ? begun : `${label} ${begun}`;
}

/**
 * How many turns the newest run of what others said has, and what follows it; 0 when nobody but the character spoke.
 * Its start stays where it is until the character has replied, so that what stands before it isn't moved by each turn.
 */
function newestUserRun(turns: readonly PromptTurn[]): number {
  const last = turns.findLastIndex(({ ownTurn }) => !ownTurn);
  if (last === -1) return 0;
  return turns.length - 1 - turns.findLastIndex(({ ownTurn }, index) => ownTurn && index < last);
}

/** Lore that the chat calls up: what stood in the last prompt stands there again, the rest before the newest run. */
function triggeredLore(
  active: readonly ActiveLore[],
  turns: readonly PromptTurn[],
  lastPrompt: LastPrompt | undefined,
): readonly DepthInsertion[] {
  const { standing, fresh } = placeStandingLore({
    active,
    standing: (lastPrompt?.standingLore ?? []).filter(({ memory }) => memory !== true),
    turnIds: turns.map(({ id }) => id),
  });
  return [
    ...standAgain("lore:standing", standing, turns, lastPrompt),
    {
      id: "lore:triggered",
      role: "system",
      text: joinLore(fresh),
      depth: newestUserRun(turns),
    },
  ];
}

/** What this reply calls up from earlier: it comes before the newest run, and then stands there as lore does. */
function recalledMemory(
  memory: PromptMemory | undefined,
  characterName: string,
  turns: readonly PromptTurn[],
  lastPrompt: LastPrompt | undefined,
): readonly DepthInsertion[] {
  const { standing, fresh } = placeStandingMemory({
    memory,
    standing: lastPrompt?.standingLore ?? [],
    turnIds: turns.map(({ id }) => id),
    characterName,
  });
  return [
    ...standAgain("memory:standing", standing, turns, lastPrompt),
    {
      id: "memory:recall",
      role: "system",
      text: recallText(characterName, fresh),
      depth: newestUserRun(turns),
    },
  ];
}

function standAgain(
  id: string,
  standing: readonly PlacedStandingLore[],
  turns: readonly PromptTurn[],
  lastPrompt: LastPrompt | undefined,
): readonly DepthInsertion[] {
  const turnIds = turns.map((turn) => turn.id);
  const depthOf = (turnId: string) => turns.length - turnIds.indexOf(turnId);
  const earliest = depthOf(lastPrompt?.firstTurn ?? turnIds[0] ?? "");
  return standing.map(({ text, beforeTurn, active }, index) => ({
    id: `${id}-${index + 1}`,
    role: "system",
    text,
    // What stood where the history began stands there still.
    depth: Math.min(depthOf(beforeTurn), earliest),
    goes: !active,
  }));
}

/** Puts each after everything else that has no fewer turns behind it. */
function withTriggeredLore(
  insertions: readonly DepthInsertion[],
  triggered: readonly DepthInsertion[],
): readonly DepthInsertion[] {
  return triggered
    .filter(({ text }) => text !== "")
    .reduce<readonly DepthInsertion[]>((all, lore) => {
      const index = all.findIndex(({ depth }) => depth < lore.depth);
      return all.toSpliced(index === -1 ? all.length : index, 0, lore);
    }, insertions);
}

/** The section with which the history of the last prompt began: its first turn, or lore that stands before it. */
function beginningOf(
  history: readonly PromptSection[],
  firstTurn: string | null | undefined,
): string | undefined {
  const index = history.findIndex(({ id }) => id === `history:${firstTurn}`);
  if (index === -1) return undefined;
  const before = history.slice(0, index);
  const ownLore = before.slice(before.findLastIndex(({ id }) => id.startsWith("history:")) + 1);
  return ownLore.find(({ trim }) => trim.kind === "history")?.id ?? history[index]?.id;
}
