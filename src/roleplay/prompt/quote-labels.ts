import { labelSignOf } from "../reply/label-at-start.ts";

/**
 * What someone said, with every further line that begins like another speaker's turn marked as a quote: whoever types
 * `Rosie:` or `**Rosie:**` at the start of a line can't put words into her mouth.
 */
export function quoteLabels(text: string, names: readonly string[]): string {
  if (!text.includes("\n")) return text;
  const signs = labelSignOf(names);
  const [first = "", ...others] = text.split("\n");
  return [first, ...others.map((line) => (signs(line) === "yes" ? `> ${line}` : line))].join("\n");
}
