import type {
  LoadProgress,
  ModelControl,
  ModelDescription,
  ModelFacts,
  ModelFile,
  ModelTask,
  PulledModel,
  PullProgress,
  ReadyModel,
} from "../../generation/model-control.ts";
import type { ModelHost } from "../../inference/model-host/model-host.ts";
import type { Catalogue } from "../../models/catalogue/catalogue.ts";
import { modelOfFile } from "../../models/catalogue/find-model.ts";
import type { KnownModel, ModelFolder } from "../../models/folder/model-folder.ts";
import type { ModelInspection } from "../../models/model-inspection.ts";
import { pullModel } from "../../models/pull/pull-model.ts";
import { freeDisk } from "../doctor/look-at-machine.ts";
import { tooLarge } from "./describe-fit.ts";
import type { LlamaCppSource } from "./llama-cpp-source.ts";
import { promptHabits } from "./prompt-habits.ts";

export interface LocalModelsOptions {
  readonly folder: ModelFolder;
  readonly source: LlamaCppSource;
  readonly host: ModelHost;
  readonly catalogue: Catalogue;
  readonly modelsDir: string;
  readonly endpoint: string;
  /** The id of the model of the settings. */
  readonly ownModel: string;
}

/** The models of this process: its folder, and what its host runs. */
export class LocalModels implements ModelControl {
  readonly #options: LocalModelsOptions;
  /** Model id -> its facts when they were last told; the fit changes with what else is in memory. */
  readonly #facts = new Map<string, ModelFacts>();

  constructor(options: LocalModelsOptions) {
    this.#options = options;
  }

  files(): readonly ModelFile[] {
    const known = this.#options.folder.known();
    void this.#judgeAll(known);
    return known.map((model) => ({
      id: model.id,
      sizeBytes: model.sizeBytes,
      facts: this.#facts.get(model.revision) ?? null,
      problem: model.finding !== null && "problem" in model.finding ? model.finding.problem : null,
    }));
  }

  /** Looks into every file that is there, so that the first who asks for them learns something of each. Never rejects. */
  async lookAround(): Promise<void> {
    const { folder } = this.#options;
    await folder.settled();
    await this.#judgeAll(folder.known());
  }

  defaultModel(): string {
    return this.#options.ownModel;
  }

  async describe(modelId: string, signal: AbortSignal): Promise<ModelDescription> {
    const { folder, catalogue, host } = this.#options;
    const model = await folder.find(modelId);
    const inspection = await folder.inspect(model);
    signal.throwIfAborted();
    const habits = promptHabits(catalogue, modelId, inspection);
    const entry = modelOfFile(catalogue, modelId);
    return {
      id: modelId,
      sizeBytes: model.sizeBytes,
      facts: await this.#factsOf(inspection, model.file),
      problem: null,
      template: inspection.hasChatTemplate ? null : (habits.layout?.name ?? "plain"),
      stops: habits.stop,
      sampling: definedOnly(entry?.sampling ?? {}),
      known: {
        name: entry?.name ?? null,
        family: entry?.family ?? null,
        licence: entry?.licence ?? null,
        loses: entry?.loses ?? null,
      },
      selfTest: host.selfTest(modelId),
    };
  }

  load(modelId: string, task: ModelTask<LoadProgress>): Promise<ReadyModel> {
    return this.#options.host.load(modelId, task);
  }

  async pull(source: string, task: ModelTask<PullProgress>): Promise<PulledModel> {
    const { modelsDir, catalogue, endpoint, folder } = this.#options;
    const pulled = await pullModel({
      ...task,
      source,
      modelsDir,
      catalogue,
      endpoint,
      freeDisk: async (path) => (await freeDisk(`${path}/.`)).freeBytes,
      beforeDownload: (inspection) => this.#refuseTooLarge(inspection),
    });
    await folder.refresh();
    const found = folder.known().find(({ file }) => file === pulled.file);
    return {
      id: found?.id ?? pulled.inspection.name,
      sizeBytes: pulled.sizeBytes,
      sha256: pulled.sha256,
      verified: pulled.verified,
      fresh: pulled.fresh,
      facts: await this.#factsOf(pulled.inspection, pulled.file),
    };
  }

  async #refuseTooLarge(inspection: ModelInspection): Promise<void> {
    const { fit } = await this.#factsOf(inspection);
    if (fit.verdict !== "too-large") return;
    const { name } = inspection;
    throw tooLarge(name, fit, `${name} wouldn't fit in memory here, so it wasn't downloaded`);
  }

  async #factsOf(inspection: ModelInspection, file?: string): Promise<ModelFacts> {
    const { name, architecture, quantisation, contextLength } = inspection;
    const fit = await this.#options.source.fit(inspection, file);
    return { name, architecture, quantisation, contextLength, fit };
  }

  /** Never rejects. */
  async #judgeAll(models: readonly KnownModel[]): Promise<void> {
    for (const { revision, file, finding } of models)
      if (finding !== null && "inspection" in finding)
        this.#facts.set(revision, await this.#factsOf(finding.inspection, file));
  }
}

function definedOnly(values: Readonly<Record<string, number | undefined>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
