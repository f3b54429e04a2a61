import { tmpdir } from "node:os";
import type { Settings } from "../../config/settings.ts";
import type { ModelFit } from "../../generation/model-control.ts";
import type { TextEngine } from "../../generation/text-engine.ts";
import { createLlamaCppEngine } from "../../inference/llama-cpp/create-llama-cpp-engine.ts";
import type { CheckedModel, ModelSource } from "../../inference/model-host/model-source.ts";
import { UserError } from "../../lib/errors.ts";
import type { Catalogue } from "../../models/catalogue/catalogue.ts";
import { type FreeMemory, judgeFit } from "../../models/fit/judge-fit.ts";
import type { MemoryPlan } from "../../models/fit/memory-need.ts";
import type { FoundModel, ModelFolder } from "../../models/folder/model-folder.ts";
import type { ModelInspection } from "../../models/model-inspection.ts";
import { namedLayout } from "../../roleplay/prompt/named-layout.ts";
import type { RunContext } from "../running.ts";
import { describeFit } from "./describe-fit.ts";
import { engineSetup } from "./engine-setup.ts";
import { freeMemory, memoryPlan } from "./fit-here.ts";
import { promptHabits } from "./prompt-habits.ts";

export interface LlamaCppSourceOptions {
  readonly settings: Settings;
  readonly folder: ModelFolder;
  readonly catalogue: Catalogue;
  readonly context: Pick<RunContext, "logger" | "clock">;
  /** The model of the settings, which `PROMPT_FORMAT` is about. */
  readonly ownModel: string;
}

/** Models in files of the models folder, run by llama.cpp in this process. */
export class LlamaCppSource implements ModelSource {
  readonly #options: LlamaCppSourceOptions;
  /** What loaded models take: when they leave, it is free again. */
  readonly #taken = new WeakMap<CheckedModel, ModelFit>();

  constructor(options: LlamaCppSourceOptions) {
    this.#options = options;
  }

  async check(
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
      throw new UserError(
        "model-too-large",
        `${inspection.name} doesn't fit in memory. ${describeFit(atBest).join(" ")}`,
      );
    const checked: CheckedModel = {
      modelId,
      revision: model.revision,
      hasRoom: async () => (await this.fit(inspection, model.file)).verdict === "fits",
      load: async (onProgress, loading) => {
        this.#taken.set(checked, await this.fit(inspection, model.file));
        return this.#load(model, inspection, onProgress, loading);
      },
    };
    return checked;
  }

  /** Whether a model would run with what is free now. `file`: where it is; left out, it isn't here yet. */
  async fit(inspection: ModelInspection, file?: string): Promise<ModelFit> {
    return judgeFit(inspection.shape, await this.#plan(inspection, file), await this.free());
  }

  free(): Promise<FreeMemory> {
    return freeMemory(this.#options.settings);
  }

  async #plan(inspection: ModelInspection, file: string | undefined): Promise<MemoryPlan> {
    const { settings, context } = this.#options;
    if (file === undefined) return memoryPlan(settings, inspection);
    const { cacheType } = await engineSetup(file, inspection, settings, context.logger);
    return memoryPlan(settings, inspection, cacheType);
  }

  async #load(
    model: FoundModel,
    inspection: ModelInspection,
    onProgress: (share: number) => void,
    signal: AbortSignal,
  ): Promise<TextEngine> {
    const { settings, catalogue, context, ownModel } = this.#options;
    const { PROMPT_FORMAT: format } = settings;
    const habits = promptHabits(catalogue, model.id, inspection);
    const isOwn = model.id === ownModel && format !== undefined;
    return createLlamaCppEngine({
      modelFile: model.file,
      modelId: model.id,
      inspection,
      contextSize: settings.CONTEXT_SIZE,
      slots: settings.SLOTS,
      ...(await engineSetup(model.file, inspection, settings, context.logger)),
      gpu: settings.GPU,
      gpuLayers: settings.GPU_LAYERS,
      keptStates: {
        folder: settings.KEPT_STATES_DIR ?? tmpdir(),
        budgetBytes: settings.KEPT_STATES_MB * 2 ** 20,
      },
      layout: isOwn ? namedLayout(format) : habits.layout,
      stop: habits.stop,
      logger: context.logger,
      clock: context.clock,
      signal,
      onLoadProgress: onProgress,
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
