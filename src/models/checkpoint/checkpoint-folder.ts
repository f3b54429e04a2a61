import { open, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../lib/errors.ts";
import { readFully } from "../importing/read-fully.ts";
import { checkpointProblem, shown } from "./checkpoint-problem.ts";
import type { CheckpointFile } from "./stored-tensor.ts";

/** What a folder of a checkpoint has beside the weights: small files, each with a bound. */
export class CheckpointFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Bytes of a file; undefined where there is no such file. A folder or a pipe is no file. */
  async sizeOf(name: string): Promise<number | undefined> {
    const stats = await stat(join(this.path, name)).catch(() => undefined);
    return stats?.isFile() ? stats.size : undefined;
  }

  /** A whole file; undefined where there is none. Throws a `UserError` where it is larger than such a file can be. */
  async bytes(name: string, mostBytes: number): Promise<Buffer | undefined> {
    const sizeBytes = await this.sizeOf(name);
    if (sizeBytes === undefined) return undefined;
    if (sizeBytes > mostBytes) throw this.#problem(name, "is impossibly large");
    try {
      return await readFile(join(this.path, name));
    } catch (error) {
      throw unreadable(name, error);
    }
  }

  async text(name: string, mostBytes: number): Promise<string | undefined> {
    return (await this.bytes(name, mostBytes))?.toString("utf8");
  }

  /** Throws a `UserError` where it isn't JSON. */
  async json(name: string, mostBytes: number): Promise<unknown> {
    const text = await this.text(name, mostBytes);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text);
    } catch {
      throw this.#problem(name, "isn't JSON: it is damaged, or only a pointer to the file");
    }
  }

  /** Opens a file of weights. Throws a `UserError` where it is missing, or only a pointer to it. */
  async openWeights(name: string): Promise<CheckpointFile> {
    const path = join(this.path, name);
    const sizeBytes = await this.sizeOf(name);
    if (sizeBytes === undefined)
      throw checkpointProblem(
        this.path,
        "checkpoint-incomplete",
        `lacks the file ${shown(name)}: download it too`,
      );
    const handle = await open(path, "r").catch((error: unknown) => {
      throw unreadable(name, error);
    });
    const start = await readFully(handle, 0, Math.min(sizeBytes, pointerStart.length));
    if (start.toString("latin1") !== pointerStart) return { path, handle, sizeBytes };
    await handle.close();
    throw this.#problem(name, "is only a Git LFS pointer: run `git lfs pull`");
  }

  #problem(name: string, what: string): UserError {
    return checkpointProblem(join(this.path, name), "checkpoint-damaged", what);
  }
}

const pointerStart = "version https://git-lfs";

function unreadable(name: string, cause: unknown): UserError {
  return new UserError("model-unreadable", `${shown(name)} can't be read: check its permissions.`, {
    cause,
  });
}
