import type { ModelStatus } from "../../generation/generation-queue.ts";
import type { ModelFile } from "../../generation/model-control.ts";
import type { Clock } from "../../lib/clock.ts";
import type { RedisKeys } from "../redis-keys.ts";
import type { RedisLine } from "../redis-line.ts";
import { listWorkers } from "../worker-registry.ts";
import { chooseWorker, type ModelPlace } from "./choose-worker.ts";
import { modelFilesOf } from "./model-registry.ts";

/** What a worker tells of its models, and what it decides by. */
export interface WorkerModels {
  readonly status: () => readonly ModelStatus[];
  readonly files: () => readonly ModelFile[];
}

export interface ModelPlacementOptions {
  readonly client: RedisLine;
  readonly keys: RedisKeys;
  readonly workerId: string;
  readonly models: WorkerModels;
  /** How long a claim to load a model holds. */
  readonly lockMs: number;
  readonly clock: Pick<Clock, "now">;
}

/** Decides, on one worker, whether a job about a model is its own or another's. */
export class ModelPlacement {
  readonly #options: ModelPlacementOptions;

  constructor(options: ModelPlacementOptions) {
    this.#options = options;
  }

  /** False where another worker had better load and run it. `askedAt`: when the job was put in the queue. */
  async isForUs(model: string, askedAt: number): Promise<boolean> {
    const choice = await this.#choose(model, askedAt);
    return choice === "claim" ? this.#claim(model) : choice === "run";
  }

  /** False where another worker knows more of it: it has the model in memory, or has its file and we don't. */
  async isOursToDescribe(model: string, askedAt: number): Promise<boolean> {
    return (await this.#choose(model, askedAt)) !== "pass";
  }

  async #choose(model: string, askedAt: number) {
    const { models, clock } = this.#options;
    const files = new Set(models.files().map(({ id }) => id));
    const own = { models: models.status(), files };
    const others = await this.#otherWorkers();
    return chooseWorker({ model, own, others, waitedMs: clock.now() - askedAt });
  }

  async #claim(model: string): Promise<boolean> {
    const { client, keys, workerId, lockMs } = this.#options;
    const key = keys.modelClaim(model);
    await client.set(key, workerId, "PX", lockMs, "NX");
    return (await client.get(key)) === workerId;
  }

  async #otherWorkers(): Promise<readonly ModelPlace[]> {
    const { client, keys, workerId } = this.#options;
    const others = (await listWorkers(client, keys)).filter(({ id }) => id !== workerId);
    const ids = others.map(({ id }) => id);
    const files = await modelFilesOf(client, keys, ids);
    return others.map(({ models }, index) => ({
      models,
      files: new Set((files[index] ?? []).map(({ id }) => id)),
    }));
  }
}
