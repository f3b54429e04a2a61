import type { PromptSection } from "../../generation/request.ts";
import type { PromptMemory } from "./prompt-input.ts";

/** Before examples do, and before any history. */
const summaryOrder = 30;

/** What is remembered and stays the same from reply to reply: it stands with the card. */
export function lastingMemory(
  memory: PromptMemory | undefined,
  characterName: string,
): readonly PromptSection[] {
  return [
    {
      id: "memory:facts",
      role: "system",
      text: recallText(characterName, memory?.facts),
      trim: { kind: "required" },
    },
    {
      id: "memory:summary",
      role: "system",
      text: paragraphs("What happened before:", memory?.summaries),
      trim: { kind: "optional", order: summaryOrder },
    },
  ];
}

/** Things that are remembered, as a list; empty when there are none. */
export function recallText(characterName: string, lines: readonly string[] = []): string {
  return list(`What ${characterName} remembers:`, lines);
}

function list(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [heading, ...lines.map((line) => `- ${line}`)].join("\n");
}

function paragraphs(heading: string, texts: readonly string[] = []): string {
  return texts.length === 0 ? "" : [heading, ...texts].join("\n");
}
