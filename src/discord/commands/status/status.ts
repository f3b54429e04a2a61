import type { APIEmbed } from "discord-api-types/v10";
import type { StatusReport } from "../../../conversation/status-desk.ts";
import { statusOfWorker, type WorkerStatus } from "../../../generation/generation-queue.ts";
import { slotUse } from "../../../generation/slot-use.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { formatBytes } from "../model/format-bytes.ts";
import { mayUse } from "../tier.ts";

/** Discord shows at most 25 fields; more workers than this are only counted. */
const mostWorkers = 10;

/** How busy everything is, and how fast; who manages the server also sees each worker. */
export const showStatus: Command = {
  options: [],
  run: async (interaction, { status }) => ({
    embeds: [
      statusEmbed(await status.now(), textsFor(interaction), {
        workers: mayUse("server-manager", interaction.memberPermissions),
      }),
    ],
  }),
};

/** `show.workers`: each one, with what only those who run it need to know. */
export function statusEmbed(
  { queue, recent, version }: StatusReport,
  { status: texts }: Pick<Texts, "status">,
  show: { readonly workers: boolean },
): APIEmbed {
  const { estimatedWaitMs, workers } = queue;
  const { slots, busySlots: busy, waitingForSlot: waiting } = slotUse(workers);
  const wait =
    estimatedWaitMs === null || estimatedWaitMs < 500
      ? ""
      : `\n${texts.wait({ seconds: Math.round(estimatedWaitMs / 1000) })}`;
  const mode = queue.mode === "running" ? "" : `\n⏸ ${texts.modes[queue.mode]}`;
  const figures: readonly [string, string][] = [
    [
      texts.firstWords,
      recent === undefined
        ? texts.notYet
        : texts.after({ seconds: recent.timeToFirstTokenMs / 1000 }),
    ],
    [
      texts.speed,
      recent?.tokensPerSecond == null
        ? texts.notYet
        : texts.tokensPerSecond({ rate: recent.tokensPerSecond }),
    ],
    [
      texts.promptCache,
      recent === undefined
        ? texts.notYet
        : texts.cacheHits({ percent: Math.round(100 * recent.cachedShare) }),
    ],
    [texts.slots, texts.inUse({ busy, slots, waiting })],
    [texts.queue, texts.queueOf(queue) + wait + mode],
    [texts.models, modelNames(workers, texts)],
    ...(show.workers
      ? workers.slice(0, mostWorkers).map((worker) => detailsOf(worker, texts))
      : []),
  ];
  return {
    title: texts.title,
    ...(workers.length === 0 ? { description: texts.nobody } : {}),
    fields: figures
      .filter(([, value]) => value !== "")
      .map(([name, value], index) => ({ name, value, inline: index < 6 })),
    ...footerOf([
      ...(show.workers ? [`Hearthside ${version}`] : []),
      ...(recent === undefined ? [] : [texts.since(recent)]),
    ]),
  };
}

function footerOf(lines: readonly string[]): Pick<APIEmbed, "footer"> {
  return lines.length === 0 ? {} : { footer: { text: lines.join("\n") } };
}

function modelNames(workers: readonly WorkerStatus[], texts: Texts["status"]): string {
  const names = workers.flatMap(({ engine, models }) =>
    models.length === 0
      ? [engine.displayName]
      : models.map((model) => {
          if (model.state === "loading")
            return texts.loading({
              model: model.modelId,
              percent: Math.round(100 * model.progress),
            });
          const { displayName } = model.engine;
          return model.state === "leaving" ? texts.leaving({ model: displayName }) : displayName;
        }),
  );
  return [...new Set(names)].join("\n");
}

function detailsOf(worker: WorkerStatus, texts: Texts["status"]): [string, string] {
  const { id, engine, status } = worker;
  const { promptTokens, cachedTokens } = status;
  return [
    id,
    texts.workerDetails({
      engine: engine.engine,
      models: modelBytes(worker),
      active: status.activeRequests,
      waiting: status.waitingRequests,
      generated: status.generatedTokens,
      cachePercent: promptTokens === 0 ? null : Math.round((100 * cachedTokens) / promptTokens),
    }),
  ];
}

/** What the files of the models take that are in a worker's memory; null where nobody knows. */
function modelBytes(worker: WorkerStatus): string | null {
  const sizes = statusOfWorker(worker).flatMap((model) =>
    model.state === "loading" ? [] : [model.engine.sizeBytes ?? 0],
  );
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return bytes === 0 ? null : formatBytes(bytes);
}
