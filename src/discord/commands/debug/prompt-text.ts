import type { ShownMemory, ShownPrompt } from "../../../conversation/prompt-desk.ts";
import {
  countedSections,
  type LoreHit,
  tokensAroundSections,
} from "../../../conversation/sent-prompt.ts";
import { english } from "../../texts/en/english.ts";
import { placeName } from "../lore/place-name.ts";

/** The whole prompt of a reply as plain text, section by section. */
export function promptText({
  prompt,
  report,
  finishReason,
  turn,
  remembered,
}: ShownPrompt): string {
  const { sampling, lore } = prompt;
  const head = [
    `Prompt of the reply of ${turn.speakerName}`,
    `Turn: ${turn.id}`,
    ...(report === null
      ? []
      : [
          `Model: ${report.model}`,
          ...(report.template === undefined ? [] : [`Template: ${report.template}`]),
          `Tokens: ${report.promptTokens} of prompt (${report.cachedTokens} cached), ${report.generatedTokens} generated${report.exactTokens ? "" : ", estimated"}`,
          `Time: ${report.durationMs} ms, first token after ${report.timeToFirstTokenMs} ms`,
        ]),
    `Ended: ${finishReason}`,
    `Seed: ${sampling.seed}`,
    `Sampling: ${JSON.stringify(sampling)}`,
    `Most tokens of the reply: ${prompt.maxTokens}`,
    `Stop strings: ${JSON.stringify(prompt.stop)}`,
  ];
  const around = tokensAroundSections(prompt, report);
  const sections = countedSections(prompt, report).map(({ section, tokens, included }) => {
    const facts = [
      section.role,
      ...(tokens === null ? [] : [`${tokens} tokens`]),
      ...(included === false ? ["left out"] : []),
    ];
    return `=== ${section.id} (${facts.join(", ")})\n${section.text}`;
  });
  const hits = lore === null ? [] : [`=== lorebooks\n${lore.entries.map(hitLine).join("\n")}`];
  return [
    head.join("\n"),
    ...sections,
    ...(around === null ? [] : [`=== what the chat template adds (${around} tokens)`]),
    `=== the reply begins with\n${prompt.replyPrefix}`,
    ...hits,
    ...(remembered.length === 0
      ? []
      : [`=== where memory comes from\n${remembered.map(memorySource).join("\n")}`]),
    "",
  ].join("\n\n");
}

function memorySource(memory: ShownMemory): string {
  const { kind, text, turnId, positions, saidIn } = memory;
  const from = [
    ...(turnId === null ? [] : [`turn ${turnId}`]),
    ...(positions === undefined ? [] : [`turns ${positions[0]} to ${positions[1]}`]),
    ...(saidIn === null ? [] : [messageLink(saidIn)]),
  ];
  return `${kind}: ${text}\n  ${from.length === 0 ? "written down by hand" : from.join(", ")}`;
}

export function messageLink({
  guildId,
  channelId,
  messageId,
}: NonNullable<ShownMemory["saidIn"]>): string {
  return `https://discord.com/channels/${guildId ?? "@me"}/${channelId}/${messageId}`;
}

export function hitLine({ bookName, title, active, why, place, depth, tokens }: LoreHit): string {
  const where =
    place === null
      ? ""
      : ` About ${tokens} tokens, ${placeName(place, depth, english["lore-outcomes"])}.`;
  return `${active ? "+" : "-"} ${bookName} / ${title}: ${why}${where}`;
}
