import { speakerLabel } from "../reply/speaker-label.ts";

/**
 * What someone said, with every further line that begins like another speaker's turn marked as a quote: whoever types
 * `Rosie:` at the start of a line can't put words into her mouth.
 */
export function quoteLabels(text: string, names: readonly string[]): string {
  if (!text.includes("\n")) return text;
  const labels = names.map((name) => speakerLabel(name).toLowerCase());
  const isForged = (line: string) => {
    const start = line.trimStart().toLowerCase();
    return labels.some((label) => start.startsWith(label));
  };
  const [first = "", ...others] = text.split("\n");
  return [first, ...others.map((line) => (isForged(line) ? `> ${line}` : line))].join("\n");
}
