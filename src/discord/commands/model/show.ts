import type { APIEmbed, APIEmbedField } from "discord-api-types/v10";
import type { ChoiceOrigin, ModelChoice } from "../../../conversation/models/model-choices.ts";
import {
  type ModelStatus,
  type QueueStatus,
  statusOfWorker,
} from "../../../generation/generation-queue.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { formatBytes } from "./format-bytes.ts";

/** Discord shows at most ten embeds. */
const mostModels = 5;

/** Which model answers here and who chose it, what is in memory, and how busy that is. */
export const showModel: Command = {
  options: [],
  async run(interaction, { chat, models }) {
    const texts = textsFor(interaction);
    const status = await chat.queueStatus();
    const { channelId } = interaction;
    return {
      content: answersHere(
        { ...models.choice(channelId), answering: models.answering(channelId) },
        status,
        texts,
      ),
      embeds: modelEmbeds(status, texts),
    };
  },
};

/** `◉ **mistral-7b** answers here. Chosen for this server.` */
export function answersHere(
  { answering, origin }: ModelChoice & { readonly answering: string | null },
  { workers }: Pick<QueueStatus, "workers">,
  { model: texts }: Pick<Texts, "model">,
): string {
  const model = answering ?? workers[0]?.engine.modelId ?? null;
  if (model === null) return texts.origins.default;
  const isThere = workers.flatMap(statusOfWorker).some(({ modelId }) => modelId === model);
  const lines = [
    `◉ ${texts.answersHere({ model })} ${texts.origins[originName(origin)]}`,
    ...(isThere || workers.length === 0 ? [] : [`-# ${texts.loadsWhenAsked}`]),
  ];
  return lines.join("\n");
}

/** One embed for each model, since several workers may have it in memory. */
export function modelEmbeds(
  status: QueueStatus,
  { model: texts }: Pick<Texts, "model">,
): readonly APIEmbed[] {
  const queue = texts.queueOf(status);
  if (status.workers.length === 0)
    return [
      {
        title: texts.none,
        description: texts.noWorker,
        fields: [{ name: texts.queue, value: queue, inline: true }],
      },
    ];
  const models = status.workers.flatMap(statusOfWorker);
  return [...new Set(models.map(({ modelId }) => modelId))].slice(0, mostModels).map((model) =>
    modelEmbed(
      models.filter(({ modelId }) => modelId === model),
      queue,
      texts,
    ),
  );
}

type LoadedModel = Exclude<ModelStatus, { readonly state: "loading" }>;

function modelEmbed(
  copies: readonly ModelStatus[],
  queue: string,
  texts: Texts["model"],
): APIEmbed {
  const loaded = copies.filter((copy): copy is LoadedModel => copy.state !== "loading");
  const [first] = loaded;
  if (first === undefined) return { title: loadingText(copies, texts) };
  const { engine } = first;
  const sum = (figure: (copy: LoadedModel) => number) =>
    loaded.reduce((total, copy) => total + figure(copy), 0);
  const prompt = sum(({ status }) => status.promptTokens);
  const cached = sum(({ status }) => status.cachedTokens);
  const fields: readonly [string, string | null][] = [
    [texts.quantisation, engine.quantisation],
    [texts.size, engine.sizeBytes === null ? null : formatBytes(engine.sizeBytes)],
    [texts.architecture, engine.architecture],
    [texts.context, texts.tokens({ count: engine.contextSize })],
    [texts.slots, texts.count(sum((copy) => copy.engine.slots))],
    [texts.workers, texts.count(loaded.length)],
    [texts.queue, queue],
    [texts.generated, texts.tokens({ count: sum(({ status }) => status.generatedTokens) })],
    [
      texts.promptCache,
      prompt === 0
        ? texts.cacheUnused
        : texts.cacheHits({ percent: Math.round((100 * cached) / prompt) }),
    ],
  ];
  return {
    title: engine.displayName,
    ...(loaded.every(({ state }) => state === "leaving") ? { description: texts.leaving } : {}),
    fields: fields.flatMap(([name, value]): APIEmbedField[] =>
      value === null ? [] : [{ name, value, inline: true }],
    ),
    footer: { text: engine.engine },
  };
}

function loadingText(copies: readonly ModelStatus[], texts: Texts["model"]): string {
  const shares = copies.map((copy) => (copy.state === "loading" ? copy.progress : 1));
  return texts.loading.loading({
    model: copies[0]?.modelId ?? "",
    percent: Math.floor(100 * Math.max(...shares)),
  });
}

/** Models are never chosen for a role; a setting's scope could be one. */
function originName({ kind }: ChoiceOrigin): Exclude<ChoiceOrigin["kind"], "role"> {
  return kind === "role" ? "guild" : kind;
}
