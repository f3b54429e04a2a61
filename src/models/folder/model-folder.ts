import { stat } from "node:fs/promises";
import { basename, extname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Clock } from "../../lib/clock.ts";
import { coerceError, UserError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { inspectModel } from "../inspect-model.ts";
import type { ModelInspection } from "../model-inspection.ts";
import { listModels } from "../resolve-model-file.ts";
import { nameModels } from "./model-ids.ts";

export interface FoundModel {
  readonly id: string;
  /** Absolute. */
  readonly file: string;
  readonly sizeBytes: number;
  /** Differs when the file does. */
  readonly revision: string;
}

/** A model file with what could be learnt of it: null until somebody has looked. */
export type KnownModel = FoundModel & {
  readonly finding: { readonly inspection: ModelInspection } | { readonly problem: string } | null;
};

export interface ModelFolderOptions {
  /** `MODELS_DIR`. */
  readonly directory: string;
  /** A model file outside of it that counts as well. */
  readonly extraFile?: string | undefined;
  readonly clock: Pick<Clock, "now">;
  readonly logger: Logger;
  /** How a file is looked into; default: in a process of its own. */
  readonly inspect?: ((file: string) => Promise<ModelInspection>) | undefined;
}

/** How old a listing may be. */
const freshMs = 2000;

/**
 * The model files that are there. What is dropped into the folder appears by itself: the folder is read again whenever
 * somebody asks, at most every two seconds, and each new file is looked into once, one after another.
 */
export class ModelFolder {
  readonly #options: ModelFolderOptions;
  /** Revision -> what was found. */
  readonly #findings = new Map<string, KnownModel["finding"]>();
  /** Revision -> what is being found out. */
  readonly #asked = new Map<string, Promise<ModelInspection>>();
  #models: readonly FoundModel[] = [];
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  #looking: Promise<void> | undefined;

  constructor(options: ModelFolderOptions) {
    this.#options = options;
  }

  /** As it was found lately; asking has it looked at anew. */
  known(): readonly KnownModel[] {
    void this.refresh();
    return this.#models.map((model) => this.#withFinding(model));
  }

  /** Reads the folder, unless that was done just now. Never rejects. */
  refresh(): Promise<void> {
    const { clock } = this.#options;
    if (this.#reading === undefined && clock.now() - this.#readAt < freshMs)
      return Promise.resolve();
    this.#reading ??= this.#read().finally(() => {
      this.#readAt = clock.now();
      this.#reading = undefined;
      this.#looking ??= this.#lookIntoNew().finally(() => {
        this.#looking = undefined;
      });
    });
    return this.#reading;
  }

  /** Resolves when every file that is there now has been looked into. */
  async settled(): Promise<void> {
    await this.refresh();
    await this.#looking;
  }

  /**
   * The model with this id, also when its file has come this very moment.
   *
   * @throws UserError when there is none.
   */
  async find(id: string): Promise<FoundModel> {
    const wanted = (model: FoundModel) => model.id === id;
    await this.#read();
    const found = this.#models.find(wanted);
    if (found !== undefined) return found;
    const there = this.#models.map((model) => model.id);
    throw new UserError(
      "model-missing",
      `There is no model "${id}" here. ${there.length === 0 ? "There is none at all." : `There are: ${there.slice(0, 20).join(", ")}.`}`,
    );
  }

  /** The id of the model in this file. @throws UserError when it is none of the folder's. */
  async idOf(file: string): Promise<string> {
    await this.#read();
    const found = this.#models.find((model) => model.file === resolve(file));
    if (found !== undefined) return found.id;
    // Says what it is in its place, where that can be told.
    await inspectModel(file);
    throw new UserError(
      "not-a-model",
      `The model file ${basename(file)} is none by its name: let it end in .gguf.`,
    );
  }

  /** @throws UserError of one line when the file is broken. Each file is read once. */
  async inspect(model: FoundModel): Promise<ModelInspection> {
    const known = this.#findings.get(model.revision);
    if (known && "inspection" in known) return known.inspection;
    const asked = this.#asked.get(model.revision) ?? this.#inspect(model);
    this.#asked.set(model.revision, asked);
    return asked;
  }

  async #inspect({ file, revision }: FoundModel): Promise<ModelInspection> {
    const inspect = this.#options.inspect ?? inspectModel;
    try {
      const inspection = await inspect(file);
      this.#findings.set(revision, { inspection });
      return inspection;
    } catch (thrown) {
      if (thrown instanceof UserError) this.#findings.set(revision, { problem: thrown.message });
      throw thrown;
    } finally {
      this.#asked.delete(revision);
    }
  }

  async #read(): Promise<void> {
    const { directory, extraFile } = this.#options;
    const root = resolve(directory);
    const named = nameModels(await listModels(root)).map(({ id, path }) => ({
      id,
      file: join(root, ...path.split("/")),
    }));
    if (extraFile !== undefined && !isInside(root, extraFile)) {
      const name = basename(extraFile, extname(extraFile));
      const isTaken = named.some(({ id }) => id === name);
      named.push({ id: isTaken ? extraFile : name, file: resolve(extraFile) });
    }
    const models = await Promise.all(named.map(({ id, file }) => measured(id, file)));
    this.#models = models.filter((model) => model !== undefined);
    const revisions = new Set(this.#models.map(({ revision }) => revision));
    for (const revision of this.#findings.keys())
      if (!revisions.has(revision)) this.#findings.delete(revision);
  }

  /** Never rejects. */
  async #lookIntoNew(): Promise<void> {
    for (;;) {
      const next = this.#models.find(({ revision }) => !this.#findings.has(revision));
      if (next === undefined) return;
      try {
        await this.inspect(next);
      } catch (thrown) {
        const error = coerceError(thrown);
        this.#findings.set(next.revision, { problem: error.message });
        this.#options.logger.warn({ model: next.id, error }, "a model file can't be used");
      }
    }
  }

  #withFinding(model: FoundModel): KnownModel {
    return { ...model, finding: this.#findings.get(model.revision) ?? null };
  }
}

function isInside(root: string, file: string): boolean {
  const path = relative(root, resolve(file));
  return path !== "" && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

/** Undefined when it has gone meanwhile. */
async function measured(id: string, file: string): Promise<FoundModel | undefined> {
  try {
    const { size, mtimeMs, ino } = await stat(file);
    return { id, file, sizeBytes: size, revision: `${file}:${size}:${mtimeMs}:${ino}` };
  } catch {
    return undefined;
  }
}
