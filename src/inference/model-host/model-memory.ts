import type { ModelStatus } from "../../generation/generation-queue.ts";
import type { LoadProgress, ModelTask, SelfTest } from "../../generation/model-control.ts";
import type { EngineStatus, TextEngine } from "../../generation/text-engine.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { unlessAborted } from "../../lib/unless-aborted.ts";
import { chooseVictim } from "./choose-victim.ts";
import type { CheckedModel } from "./model-source.ts";
import { ResidentModel } from "./resident-model.ts";
import { tryModel } from "./self-test.ts";
import { addStatus, noStatus } from "./sum-status.ts";

/** The models in memory, and how one comes in and another leaves. One comes in at a time. */
export class ModelMemory implements AsyncDisposable {
  readonly #mostModels: number;
  readonly #logger: Logger;
  readonly #closing: AbortSignal;
  readonly #residents = new Map<string, ResidentModel>();
  /** A file that was tried once needs no second try. */
  readonly #selfTests = new Map<string, SelfTest>();
  #coming: { readonly modelId: string; share: number } | undefined;
  #uses = 0;
  /** Of models that have left. */
  #past: EngineStatus = noStatus;

  constructor(options: {
    readonly mostModels: number;
    readonly logger: Logger;
    /** Aborted when all of it ends: then nothing comes back. */
    readonly closing: AbortSignal;
  }) {
    this.#closing = options.closing;
    this.#mostModels = options.mostModels;
    this.#logger = options.logger;
  }

  get(modelId: string): ResidentModel | undefined {
    return this.#residents.get(modelId);
  }

  ids(): readonly string[] {
    return [...this.#residents.keys()];
  }

  /** What is loaded now. */
  checked(): readonly CheckedModel[] {
    return this.#all().map((resident) => resident.checked);
  }

  /** Counts a user in; whoever uses it calls `leave` in the end. */
  use(resident: ResidentModel): ResidentModel {
    resident.enter(++this.#uses);
    return resident;
  }

  status(): EngineStatus {
    return this.#all().reduce((sum, { engine }) => addStatus(sum, engine.status()), this.#past);
  }

  models(): readonly ModelStatus[] {
    const there = this.#all().map((resident) => resident.status());
    const coming = this.#coming;
    if (coming === undefined) return there;
    return [...there, { state: "loading", modelId: coming.modelId, progress: coming.share }];
  }

  /**
   * Brings a model in and tries it out. Where there is no room, others leave, the one that was used least lately first;
   * when it can't be loaded after all, they are brought back, and the error is thrown.
   */
  async bring(
    checked: CheckedModel,
    { onProgress, signal }: ModelTask<LoadProgress>,
  ): Promise<ResidentModel> {
    this.#coming = { modelId: checked.modelId, share: 0 };
    const left: CheckedModel[] = [];
    try {
      while (!(await this.#hasRoomFor(checked))) {
        const victim = chooseVictim(this.#all());
        if (victim === undefined) break;
        onProgress({ step: "making-room", share: 0 });
        await this.#letGo(victim, signal);
        left.push(victim.checked);
      }
      return await this.#loadAndTry(checked, { onProgress, signal });
    } catch (thrown) {
      await this.#bringBack(left);
      throw thrown;
    } finally {
      this.#coming = undefined;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const residents = this.#all();
    this.#residents.clear();
    for (const { engine } of residents) await engine[Symbol.asyncDispose]();
  }

  #all(): readonly ResidentModel[] {
    return [...this.#residents.values()];
  }

  async #hasRoomFor(checked: CheckedModel): Promise<boolean> {
    return this.#residents.size < this.#mostModels && (await checked.hasRoom());
  }

  /** What runs on it finishes; then it is unloaded. It stays when the signal aborts first. */
  async #letGo(resident: ResidentModel, signal: AbortSignal): Promise<void> {
    resident.leaving = true;
    try {
      await unlessAborted(resident.idle(), signal);
    } catch (thrown) {
      resident.leaving = false;
      throw thrown;
    }
    await this.#remove(resident);
    this.#logger.info({ model: resident.modelId }, "a model has left to make room");
  }

  async #loadAndTry(
    checked: CheckedModel,
    { onProgress, signal }: ModelTask<LoadProgress>,
  ): Promise<ResidentModel> {
    signal.throwIfAborted();
    let resident: ResidentModel | undefined;
    const engine = await checked.load(
      (share) => {
        this.#coming = { modelId: checked.modelId, share };
        onProgress({ step: "loading", share });
      },
      signal,
      // One that dies before it is there fails its try.
      () => resident && void this.#remove(resident),
    );
    try {
      onProgress({ step: "testing", share: 1 });
      const selfTest = this.#selfTests.get(checked.revision) ?? (await tryModel(engine, signal));
      this.#selfTests.set(checked.revision, selfTest);
      resident = this.#add(checked, engine, selfTest);
      return resident;
    } catch (thrown) {
      await engine[Symbol.asyncDispose]();
      throw thrown;
    }
  }

  /** Whoever comes next has it loaded afresh. Never rejects. */
  async #remove(resident: ResidentModel): Promise<void> {
    const { modelId, engine } = resident;
    // It may have died while it was about to leave.
    if (this.#residents.get(modelId) !== resident) return;
    this.#residents.delete(modelId);
    this.#past = addStatus(this.#past, engine.status());
    await engine[Symbol.asyncDispose]();
  }

  #add(checked: CheckedModel, engine: TextEngine, selfTest: SelfTest): ResidentModel {
    const resident = new ResidentModel({ checked, engine, selfTest, lastUse: ++this.#uses });
    this.#residents.set(checked.modelId, resident);
    this.#logger.info({ model: checked.modelId, ...selfTest }, "a model is ready");
    return resident;
  }

  /** The last one to leave first, so that at least it is there again. */
  async #bringBack(left: readonly CheckedModel[]): Promise<void> {
    for (const checked of left.toReversed()) {
      try {
        this.#closing.throwIfAborted();
        await this.#loadAndTry(checked, { onProgress: () => {}, signal: this.#closing });
      } catch (thrown) {
        if (this.#closing.aborted) return;
        this.#logger.error(
          { model: checked.modelId, error: coerceError(thrown) },
          "a model that had made room could not be brought back",
        );
      }
    }
  }
}
