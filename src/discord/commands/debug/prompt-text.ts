import type { ShownMemory, ShownPrompt } from "../../../conversation/prompt-desk.ts";
import {
  countedSections,
  type LoreHit,
  type LoreRecord,
  tokensAroundSections,
} from "../../../conversation/sent-prompt.ts";
import { describeOutcome } from "../../../roleplay/lorebook/describe-outcome.ts";
import type { Texts } from "../../texts/en/english.ts";
import { saidRemark } from "../../texts/remark-text.ts";
import { textsFor } from "../../texts/texts.ts";
import { placeName } from "../lore/place-name.ts";
import { templateName } from "./template-name.ts";

/** The whole prompt of a reply as plain text, section by section. What the model got stands as it was. */
export function promptText(
  { prompt, report, finishReason, turn, remembered }: ShownPrompt,
  reader: { readonly locale: string },
): string {
  const texts = textsFor(reader);
  const { file } = texts.debug;
  const { sampling, lore } = prompt;
  const head = [
    file.title({ character: turn.speakerName }),
    file.turn({ id: turn.id }),
    ...(report === null
      ? []
      : [
          `${texts.debug.model}: ${report.model}`,
          ...(report.template === undefined
            ? []
            : [`${texts.debug.template}: ${templateName(report.template, texts.debug)}`]),
          file.tokens(report),
          file.time(report),
        ]),
    `${texts.debug.ended}: ${finishReason}`,
    `${texts.debug.seed}: ${sampling.seed}`,
    `${file.sampling}: ${JSON.stringify(sampling)}`,
    `${file.mostTokens}: ${prompt.maxTokens}`,
    `${file.stopStrings}: ${JSON.stringify(prompt.stop)}`,
  ];
  const around = tokensAroundSections(prompt, report);
  const sections = countedSections(prompt, report).map(({ section, tokens, included }) => {
    const facts = [
      section.role,
      ...(tokens === null ? [] : [file.count({ tokens })]),
      ...(included === false ? [texts.debug.leftOut] : []),
    ];
    return `=== ${section.id} (${facts.join(", ")})\n${section.text}`;
  });
  const found = lore === null ? [] : loreLines(lore, texts, reader);
  return [
    head.join("\n"),
    ...sections,
    ...(around === null
      ? []
      : [`=== ${texts.debug.aroundSections} (${file.count({ tokens: around })})`]),
    `=== ${file.beginsWith}\n${prompt.replyPrefix}`,
    ...(lore === null ? [] : [`=== ${file.lorebooks}\n${found.join("\n")}`]),
    ...(remembered.length === 0
      ? []
      : [`=== ${file.sources}\n${remembered.map((each) => memorySource(each, file)).join("\n")}`]),
    "",
  ].join("\n\n");
}

function loreLines(
  { entries, warnings }: LoreRecord,
  texts: Texts,
  reader: { readonly locale: string },
): readonly string[] {
  return [
    ...entries.map((hit) => hitLine(hit, texts)),
    ...warnings.map((warning) => `! ${saidRemark(warning, reader)}`),
  ];
}

function memorySource(memory: ShownMemory, texts: Texts["debug"]["file"]): string {
  const { kind, text, turnId, positions, saidIn } = memory;
  const from = [
    ...(turnId === null ? [] : [texts.fromTurn({ id: turnId })]),
    ...(positions === undefined
      ? []
      : [texts.fromTurns({ first: positions[0], last: positions[1] })]),
    ...(saidIn === null ? [] : [messageLink(saidIn)]),
  ];
  return `${texts.kinds[kind]}: ${text}\n  ${from.length === 0 ? texts.byHand : from.join(", ")}`;
}

export function messageLink({
  guildId,
  channelId,
  messageId,
}: NonNullable<ShownMemory["saidIn"]>): string {
  return `https://discord.com/channels/${guildId ?? "@me"}/${channelId}/${messageId}`;
}

export function hitLine(
  { bookName, title, active, why, outcome, place, depth, tokens }: LoreHit,
  { "lore-outcomes": outcomes }: Pick<Texts, "lore-outcomes">,
): string {
  const reason = outcome === undefined ? why : describeOutcome({ outcome }, outcomes.why);
  const where = place === null ? undefined : placeName(place, depth, outcomes);
  const cost = where === undefined ? "" : ` ${outcomes.cost({ tokens, where })}`;
  return `${active ? "+" : "-"} ${bookName} / ${title}: ${reason}${cost}`;
}
