import type { PromptPlan, PromptSection } from "../../generation/request.ts";
import { speakerLabel } from "../reply/speaker-label.ts";
import { type DepthInsertion, depthInsertions } from "./depth-insertions.ts";
import { headSections } from "./head-sections.ts";
import { layOutLore } from "./lore-layout.ts";
import { placeInHistory } from "./place-in-history.ts";
import type { PromptInput, PromptTurn } from "./prompt-input.ts";
import { joinLore, PromptTexts } from "./prompt-texts.ts";

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
  const history = placeInHistory(spoken.map(historySection), [
    ...withTriggeredLore(
      insertions.filter((insertion) => !isPrefill(insertion)),
      joinLore(lore.tail),
      newestUserRun(spoken),
    ),
  ]);
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

function withTriggeredLore(
  insertions: readonly DepthInsertion[],
  text: string,
  depth: number,
): readonly DepthInsertion[] {
  if (text === "") return insertions;
  const triggered: DepthInsertion = { id: "lore:triggered", role: "system", text, depth };
  // After everything else that has no fewer turns behind it.
  const index = insertions.findIndex((insertion) => insertion.depth < depth);
  return insertions.toSpliced(index === -1 ? insertions.length : index, 0, triggered);
}
