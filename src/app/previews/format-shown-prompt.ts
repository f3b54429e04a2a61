import { printableText } from "./printable-text.ts";
import type { ShownPrompt } from "./show-prompt.ts";
import { textTable } from "./text-table.ts";

/** A prompt as lines for people: its sections, what was left out, and the text as the model gets it. */
export function formatShownPrompt(prompt: ShownPrompt): string {
  const about = prompt.exactTokens ? "" : "~";
  const lines = [
    `The next reply of ${prompt.character}, in the format: ${prompt.format}.`,
    `${about}${prompt.promptTokens} of ${prompt.contextSize} tokens; ${about}${prompt.replyTokens} are left for the reply.`,
    ...(prompt.exactTokens
      ? []
      : ["Tokens are estimated: give --model for the counts of its own tokenizer."]),
    "",
    ...textTable([
      ["", "section", "role", "tokens", "trim"],
      ...prompt.sections.map(({ included, id, role, tokens, trim }) => [
        included ? "✓" : "–",
        id,
        role,
        `${about}${tokens}`,
        trim,
      ]),
    ]),
    "",
    prompt.trimmed.length === 0
      ? "Nothing was left out."
      : `Left out, since it didn't fit: ${prompt.trimmed.length} sections (–).`,
    ...prompt.warnings.map((warning) => `Warning: ${warning}`),
    "",
    "--- prompt ---",
    prompt.text,
    "--- end ---",
  ];
  return printableText(lines.join("\n"));
}
