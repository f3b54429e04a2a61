import { checkpointProblem, shown } from "./checkpoint-problem.ts";
import { type Rows, storedRows } from "./rows/rows.ts";
import type { StoredTensor } from "./stored-tensor.ts";

/** What the tensors of a model are called by some who save it, before their names proper. */
const prefix = /^(?:transformer|gpt_neox|model\.decoder|decoder|model)\./;

/**
 * The tensors of a checkpoint by their names, each to be taken with the shape that it has to have. Throws a `UserError`
 * where one is missing or has another shape; afterwards {@link checkAllTaken} finds what nobody asked for.
 */
export class Weights {
  readonly #folder: string;
  readonly #tensors = new Map<string, StoredTensor>();
  readonly #taken = new Set<string>();

  constructor(folder: string, tensors: readonly StoredTensor[]) {
    this.#folder = folder;
    for (const tensor of tensors) {
      const name = tensor.name.replace(prefix, "");
      if (this.#tensors.has(name))
        throw checkpointProblem(
          folder,
          "checkpoint-damaged",
          `has the tensor ${shown(name)} twice`,
        );
      this.#tensors.set(name, tensor);
    }
  }

  has(name: string): boolean {
    return this.#tensors.has(name);
  }

  /** Nobody needs this tensor, whether it is there or not. */
  ignore(name: string): void {
    this.#taken.add(name);
  }

  /** A matrix of so many rows of a length. */
  matrix(name: string, count: number, length: number): Rows {
    return this.#take(name, [count, length], count, length);
  }

  vector(name: string, length: number): Rows {
    return this.#take(name, [length], 1, length);
  }

  /** Throws where there is a tensor that is of another model than this one. `ignored` says which don't matter. */
  checkAllTaken(ignored: RegExp): void {
    for (const name of this.#tensors.keys())
      if (!this.#taken.has(name) && !ignored.test(name))
        throw checkpointProblem(
          this.#folder,
          "checkpoint-unsupported",
          `has a tensor ${shown(name)} that this kind of model doesn't have: get the model as GGUF`,
        );
  }

  #take(name: string, shape: readonly number[], count: number, length: number): Rows {
    const tensor = this.#tensors.get(name);
    if (tensor === undefined)
      throw checkpointProblem(
        this.#folder,
        "checkpoint-incomplete",
        `has no tensor ${name}: a file is missing, or config.json is of another model`,
      );
    if (tensor.shape.join() !== shape.join())
      throw checkpointProblem(
        this.#folder,
        "checkpoint-damaged",
        `has a tensor ${name} of ${tensor.shape.join(" x ")} in place of ${shape.join(" x ")}: config.json is of another model, or it is damaged`,
      );
    const { format, file, offset } = tensor;
    if (typeof format !== "string")
      throw checkpointProblem(
        this.#folder,
        "checkpoint-unsupported",
        `has a tensor ${name} of type ${shown(format.other)}; F32, F16 and BF16 can be imported. Quantised checkpoints (GPTQ, AWQ) run in text-generation-webui`,
      );
    this.#taken.add(name);
    return storedRows({ file, offset, format }, count, length);
  }
}
