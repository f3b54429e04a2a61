import type { APIEmbed, APIEmbedField } from "discord-api-types/v10";
import type { ShownMemory, ShownPrompt } from "../../../conversation/prompt-desk.ts";
import {
  countedSections,
  standingLoreSections,
  tokensAroundSections,
} from "../../../conversation/sent-prompt.ts";
import type { Texts } from "../../texts/en/english.ts";
import { shorten } from "../rank-choices.ts";
import { hitLine, messageLink } from "./prompt-text.ts";
import { templateName } from "./template-name.ts";

/** Discord's limits for parts of an embed, less the marks around the text. */
const longest = { title: 256, description: 3000, field: 1000, memory: 150 } as const;

/** A prompt at a glance: its sections with tokens, the lore in it, the model and how long it took. */
export function promptEmbed(
  shown: ShownPrompt,
  all: Pick<Texts, "debug" | "lore-outcomes">,
): APIEmbed {
  const { debug: texts } = all;
  const { prompt, report, turn } = shown;
  const fields: APIEmbedField[] = report === null ? [] : figures(shown, texts);
  const fired = (prompt.lore?.entries ?? []).filter(({ active }) => active);
  if (prompt.lore !== null)
    fields.push({
      name: texts.lore({ active: fired.length }),
      value: shorten(loreLines(shown, all).join("\n"), longest.field),
      inline: false,
    });
  if (shown.remembered.length > 0)
    fields.push({
      name: texts.memory({ count: shown.remembered.length }),
      value: memoryLines(shown.remembered),
      inline: false,
    });
  return {
    title: shorten(texts.promptTitle({ character: turn.speakerName }), longest.title),
    description: codeBlock(sectionLines(shown, texts).join("\n")),
    fields,
    footer: { text: texts.promptFile },
  };
}

/** What stands from earlier turns comes first, so that many entries don't hide it. */
function loreLines(
  { prompt, report }: ShownPrompt,
  all: Pick<Texts, "debug" | "lore-outcomes">,
): readonly string[] {
  const { debug: texts } = all;
  const fired = (prompt.lore?.entries ?? [])
    .filter(({ active }) => active)
    .map((hit) => hitLine(hit, all));
  const sections = standingLoreSections(prompt, report);
  return [
    ...(sections.length === 0 ? [] : [texts.standingLore({ sections })]),
    ...(fired.length === 0 ? [texts.noLore] : fired),
  ];
}

/** As many as there is room for, the rest stands in the file. */
function memoryLines(remembered: readonly ShownMemory[]): string {
  let room = longest.field;
  const lines = remembered.map(memoryLine).filter((text) => {
    room -= text.length + 1;
    return room >= 0;
  });
  return lines.length < remembered.length ? [...lines, "…"].join("\n") : lines.join("\n");
}

function memoryLine({ text, saidIn }: ShownMemory): string {
  const short = shorten(text.replaceAll(/\s+/g, " "), longest.memory);
  return saidIn === null ? `- ${short}` : `- ${short} ${messageLink(saidIn)}`;
}

function figures(
  { report, prompt, finishReason }: ShownPrompt,
  texts: Texts["debug"],
): APIEmbedField[] {
  if (report === null) return [];
  const seconds = (milliseconds: number) => milliseconds / 1000;
  const figure = (name: string, value: string) => ({ name, value, inline: true });
  return [
    figure(texts.model, shorten(report.model, longest.field)),
    ...(report.template === undefined
      ? []
      : [figure(texts.template, shorten(templateName(report.template, texts), longest.field))]),
    figure(texts.seed, String(prompt.sampling.seed)),
    figure(texts.ended, finishReason),
    figure(
      texts.prompt,
      texts.promptOf({ tokens: report.promptTokens, cached: report.cachedTokens }),
    ),
    figure(texts.reply, texts.replyOf({ tokens: report.generatedTokens, most: prompt.maxTokens })),
    figure(
      texts.time,
      texts.timeOf({
        seconds: seconds(report.durationMs),
        first: seconds(report.timeToFirstTokenMs),
      }),
    ),
  ];
}

/** One line for each section; the turns of the history, which may be hundreds, share one. They add up to the prompt. */
function sectionLines({ prompt, report }: ShownPrompt, texts: Texts["debug"]): readonly string[] {
  const lines: string[] = [];
  let history = { turns: 0, leftOut: 0, tokens: 0 };
  const endHistory = () => {
    if (history.turns === 0) return;
    lines.push(line(texts.history(history), history.tokens));
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
    lines.push(line(`${section.id}${included === false ? ` (${texts.leftOut})` : ""}`, tokens));
  }
  endHistory();
  const around = tokensAroundSections(prompt, report);
  if (around !== null && around > 0) lines.push(line(texts.aroundSections, around));
  return lines;
}

function line(name: string, tokens: number | null): string {
  return `${tokens === null ? "?" : tokens}`.padStart(6) + `  ${name}`;
}

function codeBlock(text: string): string {
  return `\`\`\`\n${shorten(text.replaceAll("`", "'"), longest.description)}\n\`\`\``;
}
