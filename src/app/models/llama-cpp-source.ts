import { tmpdir } from "node:os";
import type { Settings } from "../../config/settings.ts";
import type { ModelFit } from "../../generation/model-control.ts";
import type { TextEngine } from "../../generation/text-engine.ts";
import { EngineProcesses } from "../../inference/engine-process/engine-processes.ts";
import type { CheckedModel, ModelSource } from "../../inference/model-host/model-source.ts";
import { unlessAborted } from "../../lib/unless-aborted.ts";
import type { Catalogue } from "../../models/catalogue/catalogue.ts";
import { type FreeMemory, judgeFit } from "../../models/fit/judge-fit.ts";
import type { MemoryPlan } from "../../models/fit/memory-need.ts";
import type { FoundModel, ModelFolder } from "../../models/folder/model-folder.ts";
import type { ModelInspection } from "../../models/model-inspection.ts";
import { availableMemory } from "../doctor/look-at-machine.ts";
import type { RunContext } from "../running.ts";
import { tooLarge } from "./describe-fit.ts";
import { engineSetup } from "./engine-setup.ts";
import { memoryPlan } from "./fit-here.ts";
import { promptHabits } from "./prompt-habits.ts";

export interface LlamaCppSourceOptions {
  readonly settings: Settings;
  readonly folder: ModelFolder;
  readonly catalogue: Catalogue;
  readonly context: Pick<RunContext, "logger">;
  /** The model of the settings, which `PROMPT_FORMAT` is about. */
  readonly ownModel: string;
}

/** Models in files of the models folder, each run by llama.cpp in a process of its own. */
export class LlamaCppSource implements ModelSource {
  readonly #options: LlamaCppSourceOptions;
  /** What loaded models take: when they leave, it is free again. */
  readonly #taken = new WeakMap<CheckedModel, ModelFit>();
  readonly #processes: EngineProcesses;

  constructor(options: LlamaCppSourceOptions) {
    this.#options = options;
    const { settings, context } = options;
    this.#processes = new EngineProcesses({ gpu: settings.GPU, logger: context.logger });
  }

  async check(
    modelId: string,
    residents: readonly CheckedModel[],
    signal: AbortSignal,
  ): Promise<CheckedModel> {
    // Until it is ready, what is loaded goes on answering.
    const prepared = this.#processes.prepare();
    // When the check fails, nobody waits for it.
    prepared.catch(() => {});
    try {
      const checked = await this.#check(modelId, residents, signal);
      await unlessAborted(prepared, signal);
      return checked;
    } catch (thrown) {
      await this.#processes.unprepare();
      throw thrown;
    }
  }

  async #check(
    modelId: string,
    residents: readonly CheckedModel[],
    signal: AbortSignal,
  ): Promise<CheckedModel> {
    const { folder } = this.#options;
    const model = await folder.find(modelId);
    const inspection = await folder.inspect(model);
    signal.throwIfAborted();
    const plan = await this.#plan(inspection, model.file);
    const free = this.#withoutOthers(await this.free(), residents);
    const atBest = judgeFit(inspection.shape, plan, free);
    if (atBest.verdict === "too-large")
      throw tooLarge(inspection.name, atBest, `${inspection.name} doesn't fit in memory`);
    const checked: CheckedModel = {
      modelId,
      revision: model.revision,
      hasRoom: async () => (await this.fit(inspection, model.file)).verdict === "fits",
      load: async (onProgress, loading, onDeath) => {
        this.#taken.set(checked, await this.fit(inspection, model.file));
        return this.#load(model, inspection, { onProgress, signal: loading, onDeath });
      },
    };
    return checked;
  }

  /** Whether a model would run with what is free now. `file`: where it is; left out, it isn't here yet. */
  async fit(inspection: ModelInspection, file?: string): Promise<ModelFit> {
    return judgeFit(inspection.shape, await this.#plan(inspection, file), await this.free());
  }

  async free(): Promise<FreeMemory> {
    return {
      ramBytes: availableMemory().availableBytes,
      gpuBytes: await this.#processes.freeGpuMemory(),
    };
  }

  /** Engines are their hosts' to dispose of. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#processes[Symbol.asyncDispose]();
  }

  async #plan(inspection: ModelInspection, file: string | undefined): Promise<MemoryPlan> {
    const { settings } = this.#options;
    if (file === undefined) return memoryPlan(settings, inspection);
    const { cacheType } = await this.#setup(file, inspection);
    return memoryPlan(settings, inspection, cacheType);
  }

  async #setup(file: string, inspection: ModelInspection) {
    const { settings, context } = this.#options;
    const backend = await this.#processes.backend();
    return engineSetup(file, inspection, settings, { backend, logger: context.logger });
  }

  async #load(
    model: FoundModel,
    inspection: ModelInspection,
    {
      onProgress,
      ...task
    }: {
      readonly onProgress: (share: number) => void;
      readonly signal: AbortSignal;
      readonly onDeath: () => void;
    },
  ): Promise<TextEngine> {
    const { settings, catalogue, context, ownModel } = this.#options;
    const { PROMPT_FORMAT: format } = settings;
    const habits = promptHabits(catalogue, model.id, inspection);
    const isOwn = model.id === ownModel && format !== undefined;
    return this.#processes.load({
      modelFile: model.file,
      modelId: model.id,
      inspection,
      contextSize: settings.CONTEXT_SIZE,
      slots: settings.SLOTS,
      ...(await this.#setup(model.file, inspection)),
      gpu: settings.GPU,
      gpuLayers: settings.GPU_LAYERS,
      keptStates: {
        folder: settings.KEPT_STATES_DIR ?? tmpdir(),
        budgetBytes: settings.KEPT_STATES_MB * 2 ** 20,
      },
      layout: isOwn ? format : habits.layout?.name,
      stop: habits.stop,
      logger: context.logger,
      onLoadProgress: onProgress,
      ...task,
    });
  }

  /** What would be free if all others left. */
  #withoutOthers(free: FreeMemory, residents: readonly CheckedModel[]): FreeMemory {
    return residents.reduce((sum, resident) => {
      const fit = this.#taken.get(resident);
      if (fit === undefined) return sum;
      return fit.onGpu
        ? { ...sum, gpuBytes: (sum.gpuBytes ?? 0) + fit.neededBytes }
        : { ...sum, ramBytes: sum.ramBytes + fit.neededBytes };
    }, free);
  }
}
