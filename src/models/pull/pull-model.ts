import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { access, mkdir, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { ModelTask, PullProgress } from "../../generation/model-control.ts";
import { UserError } from "../../lib/errors.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { headerProblem } from "../gguf-header.ts";
import { inspectModel } from "../inspect-model.ts";
import type { ModelInspection } from "../model-inspection.ts";
import { downloadFile, unfinishedEnding } from "./download-file.ts";
import { inspectRemote as inspectRemoteFile } from "./inspect-remote.ts";
import { modelFileName, partCount, readModelAddress } from "./model-address.ts";
import { lookAtRemote, type RemoteFile } from "./remote-file.ts";

export interface PullOptions extends ModelTask<PullProgress> {
  /** `hf:USER/REPO:QUANT`, the address of a GGUF file, or a model of the catalogue. */
  readonly source: string;
  readonly modelsDir: string;
  readonly catalogue: Catalogue;
  /** Hugging Face, or a mirror of it. */
  readonly endpoint: string;
  /** What the file has to be, where the person knows. */
  readonly sha256?: string | undefined;
  readonly freeDisk: (folder: string) => Promise<number>;
  /**
   * Called before the download with what the header on the server says. Throws a `UserError` where it isn't worth it. Not
   * called for servers that don't give a part of a file.
   */
  readonly beforeDownload: (inspection: ModelInspection) => Promise<void>;
  /** How a file that has come is looked into. Default: in a process of its own. */
  readonly inspect?: ((file: string, signal: AbortSignal) => Promise<ModelInspection>) | undefined;
  /** The same of its header on the server. */
  readonly inspectRemote?: typeof inspectRemoteFile | undefined;
}

export interface PulledFile {
  /** Absolute. */
  readonly file: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Whether the server or the person said what the checksum has to be. */
  readonly verified: boolean;
  /** False when the file was there already, whole. */
  readonly fresh: boolean;
  readonly inspection: ModelInspection;
}

/**
 * Brings a model into the models folder: looks at its header on the server first, downloads it, compares its checksum and
 * reads it as llama.cpp does. A file that is damaged doesn't stay.
 *
 * @throws UserError that says what is wrong. Rejects with the signal's reason when it aborts; what has come stays for the
 * next try.
 */
export async function pullModel(options: PullOptions): Promise<PulledFile> {
  const { source, catalogue, endpoint, signal } = options;
  const address = readModelAddress(source, catalogue);
  const remote = await lookAtRemote(address, endpoint, signal);
  refuseWrongFile(remote, source);
  const modelsDir = resolve(options.modelsDir);
  const target = join(modelsDir, modelFileName(address));
  const wasThere = partCount(remote.url) === 1 && (await isWhole(target, remote));
  const expected = options.sha256?.toLowerCase() ?? remote.sha256;
  const goesOn = !wasThere && (await isThere(`${target}${unfinishedEnding}`));
  let file = wasThere ? target : await download(remote, target, options);
  let sha256 = await checksum(file, signal);
  if (goesOn && expected !== null && sha256 !== expected) {
    // The library takes down a piece as come before it is on the disk: an earlier try that broke off may have left a hole.
    await rm(file);
    file = await download(remote, target, options);
    sha256 = await checksum(file, signal);
  }
  if (expected !== null && sha256 !== expected) {
    await rm(file);
    throw new UserError(
      "model-checksum",
      `${basename(file)} isn't what it should be: its SHA-256 is ${sha256}, expected was ${expected}. It was deleted; ask for it again.`,
      { values: { file: basename(file) } },
    );
  }
  const inspection = await inspectOrRemove(file, options);
  const { size: sizeBytes } = await stat(file);
  return { file, sizeBytes, sha256, verified: expected !== null, fresh: !wasThere, inspection };
}

async function download(remote: RemoteFile, target: string, options: PullOptions): Promise<string> {
  const {
    beforeDownload,
    freeDisk,
    onProgress,
    signal,
    inspectRemote = inspectRemoteFile,
  } = options;
  const inspection = await inspectRemote(remote, signal);
  if (inspection !== undefined) await beforeDownload(inspection);
  await makeFolder(dirname(target));
  const freeBytes = await freeDisk(dirname(target));
  return downloadFile({ url: remote.url, file: target, freeBytes, onProgress, signal });
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new UserError(
      "models-read-only",
      "The folder of models can't be written to: check the permissions of MODELS_DIR, or put the file there by hand.",
      { cause },
    );
  }
}

function refuseWrongFile({ start, sizeBytes }: RemoteFile, source: string): void {
  const problem = headerProblem(start, sizeBytes ?? Number.MAX_SAFE_INTEGER);
  if (problem !== undefined)
    throw new UserError(problem.code, `What ${source} gives ${problem.what.english}.`, {
      values: { file: source, what: problem.what },
    });
}

async function isWhole(file: string, { sizeBytes }: RemoteFile): Promise<boolean> {
  try {
    return sizeBytes !== null && (await stat(file)).size === sizeBytes;
  } catch {
    return false;
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}

async function inspectOrRemove(
  file: string,
  { inspect, signal }: PullOptions,
): Promise<ModelInspection> {
  try {
    return await (inspect?.(file, signal) ?? inspectModel(file, { signal }));
  } catch (thrown) {
    // A newer llama.cpp may run what this one doesn't know; what is damaged helps nobody.
    if (thrown instanceof UserError && thrown.code === "model-damaged") await rm(file);
    throw thrown;
  }
}

async function checksum(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { signal, highWaterMark: 1 << 20 }))
    hash.update(chunk as Buffer);
  return hash.digest("hex");
}
