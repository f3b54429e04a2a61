import type { APIEmbed, APIEmbedField } from "discord-api-types/v10";
import type { ShownPrompt } from "../../../conversation/prompt-desk.ts";
import { countedSections } from "../../../conversation/sent-prompt.ts";
import { shorten } from "../rank-choices.ts";
import { hitLine } from "./prompt-text.ts";

/** Discord's limits for parts of an embed, less the marks around the text. */
const longest = { title: 256, description: 3000, field: 1000 } as const;

/** A prompt at a glance: its sections with tokens, the lore in it, the model and how long it took. */
export function promptEmbed(shown: ShownPrompt): APIEmbed {
  const { prompt, report, turn } = shown;
  const fields: APIEmbedField[] = report === null ? [] : figures(shown);
  const fired = (prompt.lore?.entries ?? []).filter(({ active }) => active);
  if (prompt.lore !== null)
    fields.push({
      name: `Lore (${fired.length} active)`,
      value: shorten(fired.map(hitLine).join("\n") || "No entry was active.", longest.field),
      inline: false,
    });
  return {
    title: shorten(`What the model got for ${turn.speakerName}'s reply`, longest.title),
    description: codeBlock(sectionLines(shown).join("\n")),
    fields,
    footer: { text: "The whole prompt is in the file, as it was." },
  };
}

function figures({ report, prompt, finishReason }: ShownPrompt): APIEmbedField[] {
  if (report === null) return [];
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
  const figure = (name: string, value: string) => ({ name, value, inline: true });
  return [
    figure("Model", shorten(report.model, longest.field)),
    ...(report.template === undefined
      ? []
      : [figure("Template", shorten(report.template, longest.field))]),
    figure("Seed", String(prompt.sampling.seed)),
    figure("Ended", finishReason),
    figure("Prompt", `${report.promptTokens} tokens, ${report.cachedTokens} cached`),
    figure("Reply", `${report.generatedTokens} of at most ${prompt.maxTokens} tokens`),
    figure(
      "Time",
      `${seconds(report.durationMs)}, first word after ${seconds(report.timeToFirstTokenMs)}`,
    ),
  ];
}

/** One line for each section; the turns of the history, which may be hundreds, share one. */
function sectionLines({ prompt, report }: ShownPrompt): readonly string[] {
  const lines: string[] = [];
  let history = { turns: 0, leftOut: 0, tokens: 0 };
  const endHistory = () => {
    if (history.turns === 0) return;
    const leftOut = history.leftOut === 0 ? "" : `, ${history.leftOut} left out`;
    const turns = history.turns === 1 ? "1 turn" : `${history.turns} turns`;
    lines.push(line(`history (${turns}${leftOut})`, history.tokens));
    history = { turns: 0, leftOut: 0, tokens: 0 };
  };
  for (const { section, tokens, included } of countedSections(prompt, report)) {
    if (section.id.startsWith("history:")) {
      const isIn = included !== false;
      history = {
        turns: history.turns + 1,
        leftOut: history.leftOut + (isIn ? 0 : 1),
        tokens: history.tokens + (isIn ? (tokens ?? 0) : 0),
      };
      continue;
    }
    endHistory();
    lines.push(line(`${section.id}${included === false ? " (left out)" : ""}`, tokens));
  }
  endHistory();
  return lines;
}

function line(name: string, tokens: number | null): string {
  return `${tokens === null ? "?" : tokens}`.padStart(6) + `  ${name}`;
}

function codeBlock(text: string): string {
  return `\`\`\`\n${shorten(text.replaceAll("`", "'"), longest.description)}\n\`\`\``;
}
