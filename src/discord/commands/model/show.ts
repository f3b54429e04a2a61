import type { APIEmbed, APIEmbedField } from "discord-api-types/v10";
import type { QueueStatus, WorkerStatus } from "../../../generation/generation-queue.ts";
import type { Command } from "../command.ts";

const gibibyte = 1024 ** 3;
const mebibyte = 1024 ** 2;
/** Discord shows at most ten embeds and 25 fields; more workers than this are only counted. */
const mostWorkers = 5;

/** What is loaded and how busy it is. */
export const showModel: Command = {
  description: "Shows the model that answers, and how busy it is",
  options: [],
  run: async (_, { chat }) => ({ embeds: modelEmbeds(await chat.queueStatus()) }),
};

/** One embed for each model, since workers may differ. */
export function modelEmbeds(status: QueueStatus): readonly APIEmbed[] {
  const queue = `${status.active} running, ${status.waiting} waiting`;
  if (status.workers.length === 0)
    return [
      {
        title: "No model is running",
        description: "No worker has been heard of lately. Replies wait until there is one.",
        fields: [{ name: "Queue", value: queue, inline: true }],
      },
    ];
  const byModel = new Map<string, WorkerStatus[]>();
  for (const worker of status.workers) {
    const workers = byModel.get(worker.engine.modelId);
    if (workers === undefined) byModel.set(worker.engine.modelId, [worker]);
    else workers.push(worker);
  }
  return [...byModel.values()].slice(0, mostWorkers).map((workers) => modelEmbed(workers, queue));
}

function modelEmbed(workers: readonly WorkerStatus[], queue: string): APIEmbed {
  const engine = workers[0]?.engine;
  const sum = (figure: (worker: WorkerStatus) => number) =>
    workers.reduce((total, worker) => total + figure(worker), 0);
  const prompt = sum(({ status }) => status.promptTokens);
  const cached = sum(({ status }) => status.cachedTokens);
  const fields: readonly [string, string | null][] = [
    ["Quantisation", engine?.quantisation ?? null],
    ["Size", engine?.sizeBytes == null ? null : formatBytes(engine.sizeBytes)],
    ["Architecture", engine?.architecture ?? null],
    ["Context", engine === undefined ? null : `${formatCount(engine.contextSize)} tokens`],
    ["Slots", formatCount(sum((worker) => worker.engine.slots))],
    ["Workers", formatCount(workers.length)],
    ["Queue", queue],
    ["Generated", `${formatCount(sum(({ status }) => status.generatedTokens))} tokens`],
    [
      "Prompt cache",
      prompt === 0 ? "not used yet" : `${Math.round((100 * cached) / prompt)} % hits`,
    ],
  ];
  return {
    title: engine?.displayName ?? "Model",
    fields: fields.flatMap(([name, value]): APIEmbedField[] =>
      value === null ? [] : [{ name, value, inline: true }],
    ),
    ...(engine === undefined ? {} : { footer: { text: engine.engine } }),
  };
}

function formatCount(count: number): string {
  return count.toLocaleString("en-GB");
}

function formatBytes(bytes: number): string {
  return bytes >= gibibyte
    ? `${(bytes / gibibyte).toFixed(1)} GiB`
    : `${(bytes / mebibyte).toFixed(1)} MiB`;
}
