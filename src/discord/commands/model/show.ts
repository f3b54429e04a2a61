import type { APIEmbed, APIEmbedField } from "discord-api-types/v10";
import type { QueueStatus, WorkerStatus } from "../../../generation/generation-queue.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";

const gibibyte = 1024 ** 3;
const mebibyte = 1024 ** 2;
/** Discord shows at most ten embeds and 25 fields; more workers than this are only counted. */
const mostWorkers = 5;

/** What is loaded and how busy it is. */
export const showModel: Command = {
  options: [],
  run: async (interaction, { chat }) => ({
    embeds: modelEmbeds(await chat.queueStatus(), textsFor(interaction)),
  }),
};

/** One embed for each model, since workers may differ. */
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
  const byModel = new Map<string, WorkerStatus[]>();
  for (const worker of status.workers) {
    const workers = byModel.get(worker.engine.modelId);
    if (workers === undefined) byModel.set(worker.engine.modelId, [worker]);
    else workers.push(worker);
  }
  return [...byModel.values()]
    .slice(0, mostWorkers)
    .map((workers) => modelEmbed(workers, queue, texts));
}

function modelEmbed(
  workers: readonly WorkerStatus[],
  queue: string,
  texts: Texts["model"],
): APIEmbed {
  const engine = workers[0]?.engine;
  const sum = (figure: (worker: WorkerStatus) => number) =>
    workers.reduce((total, worker) => total + figure(worker), 0);
  const prompt = sum(({ status }) => status.promptTokens);
  const cached = sum(({ status }) => status.cachedTokens);
  const fields: readonly [string, string | null][] = [
    [texts.quantisation, engine?.quantisation ?? null],
    [texts.size, engine?.sizeBytes == null ? null : formatBytes(engine.sizeBytes)],
    [texts.architecture, engine?.architecture ?? null],
    [texts.context, engine === undefined ? null : texts.tokens({ count: engine.contextSize })],
    [texts.slots, texts.count(sum((worker) => worker.engine.slots))],
    [texts.workers, texts.count(workers.length)],
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
    title: engine?.displayName ?? texts.fallbackName,
    fields: fields.flatMap(([name, value]): APIEmbedField[] =>
      value === null ? [] : [{ name, value, inline: true }],
    ),
    ...(engine === undefined ? {} : { footer: { text: engine.engine } }),
  };
}

function formatBytes(bytes: number): string {
  return bytes >= gibibyte
    ? `${(bytes / gibibyte).toFixed(1)} GiB`
    : `${(bytes / mebibyte).toFixed(1)} MiB`;
}
