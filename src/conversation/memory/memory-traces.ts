import type { RememberedTexts } from "../../memory/memory-lines.ts";
import type { PromptMemory } from "../../roleplay/prompt/prompt-input.ts";
import { quoteLabels } from "../../roleplay/prompt/quote-labels.ts";
import type { MemoryTrace } from "../sent-prompt.ts";

/** What is remembered as a prompt has it, where nobody's words can pass for a turn of somebody else. */
export function promptMemory(
  { facts, summaries, recalled, lingering }: RememberedTexts,
  names: readonly string[],
): PromptMemory {
  const quoted = (lines: RememberedTexts["facts"]) =>
    lines.map(({ text }) => quoteLabels(text, names));
  return {
    facts: quoted(facts),
    summaries: quoted(summaries),
    recalled: recalled.map(({ text }) => text),
    lingering: lingering.map(({ text }) => text),
  };
}

/** Where each line of memory comes from that a prompt with these sections has, kept with it. */
export function memoryTraces(
  { facts, summaries, recalled, lingering }: RememberedTexts,
  sections: readonly { readonly id: string; readonly text: string }[],
): readonly MemoryTrace[] {
  const standing = sections.filter(({ id }) => id.startsWith("memory:standing"));
  const staying = lingering.filter((line) =>
    standing.some(({ text }) => `${text}\n`.includes(`\n- ${line.text}\n`)),
  );
  return [
    ...facts.map((line) => ({ ...line, kind: "fact" as const })),
    ...summaries.map((line) => ({ ...line, kind: "summary" as const })),
    ...[...recalled, ...staying].map((line) => ({ ...line, kind: "turn" as const })),
  ];
}
