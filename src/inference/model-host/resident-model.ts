import type { ModelStatus } from "../../generation/generation-queue.ts";
import type { SelfTest } from "../../generation/model-control.ts";
import type { TextEngine } from "../../generation/text-engine.ts";
import { type Deferred, deferred } from "../../lib/deferred.ts";
import type { CheckedModel } from "./model-source.ts";

/** A model in memory, and who uses it. */
export class ResidentModel {
  readonly checked: CheckedModel;
  readonly engine: TextEngine;
  readonly selfTest: SelfTest | null;
  /** Makes room for another: takes no new requests. */
  leaving = false;
  /** Rises with every use of any model of the host. */
  lastUse: number;
  #users = 0;
  #idle: Deferred<void> | undefined;

  constructor(options: {
    readonly checked: CheckedModel;
    readonly engine: TextEngine;
    readonly selfTest: SelfTest | null;
    readonly lastUse: number;
  }) {
    this.checked = options.checked;
    this.engine = options.engine;
    this.selfTest = options.selfTest;
    this.lastUse = options.lastUse;
  }

  get modelId(): string {
    return this.checked.modelId;
  }

  enter(use: number): void {
    this.#users++;
    this.lastUse = use;
  }

  leave(): void {
    this.#users--;
    if (this.#users > 0) return;
    this.#idle?.resolve();
    this.#idle = undefined;
  }

  /** Resolves when nobody uses it. */
  idle(): Promise<void> {
    if (this.#users === 0) return Promise.resolve();
    this.#idle ??= deferred();
    return this.#idle.promise;
  }

  status(): ModelStatus {
    return {
      state: this.leaving ? "leaving" : "ready",
      modelId: this.modelId,
      engine: this.engine.info,
      status: this.engine.status(),
    };
  }
}
