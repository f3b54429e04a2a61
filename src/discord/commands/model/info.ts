import type { APIEmbed, APIEmbedField } from "discord-api-types/v10";
import type {
  FitSuggestion,
  ModelDescription,
  ModelFit,
} from "../../../generation/model-control.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { shorten } from "../rank-choices.ts";
import { formatBytes } from "./format-bytes.ts";
import { completeModel, modelOption } from "./model-option.ts";
import { selfTestLine } from "./self-test-line.ts";

/** Everything that can be said of a model without loading it. */
export const modelInfo: Command = {
  options: [modelOption],
  complete: (interaction, { models }) =>
    completeModel(interaction.options.getFocused(), {
      files: models.files(),
      current: models.answering(interaction.channelId),
      texts: textsFor(interaction).model,
    }),
  async run(interaction, { models }) {
    const model = interaction.options.getString("model", true);
    const description = await models.describe(model, new AbortController().signal);
    return { embeds: [infoEmbed(description, textsFor(interaction).model)] };
  },
};

export function infoEmbed(description: ModelDescription, texts: Texts["model"]): APIEmbed {
  const { id, sizeBytes, facts, template, stops, sampling, known, selfTest } = description;
  const rows: readonly (readonly [name: string, value: string | null])[] = [
    [texts.quantisation, facts.quantisation],
    [texts.size, formatBytes(sizeBytes)],
    [texts.architecture, facts.architecture],
    [texts.context, texts.tokens({ count: facts.contextLength })],
    [texts.family, known.family],
    [texts.licence, known.licence],
    [texts.template, template ?? texts.ownTemplate],
    [texts.stops, stops.length === 0 ? null : stops.map((stop) => `\`${stop}\``).join(" ")],
    [texts.recommended, recommendedText(sampling)],
  ];
  const long: readonly (readonly [name: string, value: string | null])[] = [
    [texts.memory, fitText(facts.fit, texts)],
    [texts.selfTest, selfTest === null ? texts.untested : selfTestLine(selfTest, texts)],
    [texts.loses, known.loses],
  ];
  const field =
    (inline: boolean) =>
    ([name, value]: readonly [string, string | null]): APIEmbedField[] =>
      value === null ? [] : [{ name, value: shorten(value, 1000), inline }];
  return {
    title: shorten(facts.name, 256),
    fields: [...rows.flatMap(field(true)), ...long.flatMap(field(false))],
    footer: { text: id },
  };
}

function recommendedText(sampling: Readonly<Record<string, number>>): string | null {
  const parts = Object.entries(sampling).map(([name, value]) => `${name} ${value}`);
  return parts.length === 0 ? null : parts.join(", ");
}

export function fitText(fit: ModelFit, texts: Texts["model"]): string {
  const { weightBytes, cacheBytes, workBytes, neededBytes, freeBytes } = fit;
  const lines = [
    texts.needs({
      total: formatBytes(neededBytes),
      weights: formatBytes(weightBytes),
      conversations: formatBytes(cacheBytes),
      slots: fit.slots,
      tokens: fit.contextSize,
      work: formatBytes(workBytes),
    }),
    fit.onGpu
      ? texts.freeOnGpu({ free: formatBytes(freeBytes) })
      : texts.freeInMemory({ free: formatBytes(freeBytes) }),
    texts.verdicts[fit.verdict],
  ];
  if (fit.verdict === "slow" && fit.gpuLayers !== null)
    lines.push(texts.layersOnGpu({ some: fit.gpuLayers, all: fit.layers }));
  if (fit.suggestion !== null) lines.push(suggestionText(fit.suggestion, texts));
  return lines.join("\n");
}

function suggestionText(suggestion: FitSuggestion, texts: Texts["model"]): string {
  const settings =
    suggestion.kind === "slots"
      ? `SLOTS=${suggestion.slots}`
      : `CONTEXT_SIZE=${suggestion.contextSize} SLOTS=${suggestion.slots}`;
  return suggestion.kind === "quantisation"
    ? texts.wouldFitAs({ quantisation: suggestion.quantisation, settings })
    : texts.wouldFitWith({ settings });
}
