import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { modelRemark } from "../generation/model-remarks.ts";
import { UserError } from "../lib/errors.ts";
import { fileProblem } from "./file-problem.ts";
import { walkHeader } from "./gguf/walk-header.ts";
import { headerBytes, headerProblem } from "./gguf-header.ts";

/** What is read of a file at first; the headers of most models are larger. */
const firstBytes = 2 ** 20;

/** The largest vocabularies that there are take a quarter of it. */
const mostHeaderBytes = 64 * 2 ** 20;

/**
 * Throws a {@link UserError} of one line where a file isn't a GGUF file or its header can't be true. Takes no longer than
 * reading the header takes.
 */
export async function checkHeader(file: string): Promise<void> {
  const name = basename(file);
  await using handle = await openFile(file);
  const stats = await handle.stat();
  if (!stats.isFile()) throw fileProblem("model-not-gguf", name, modelRemark("file-no-file"));
  const start = await readStart(handle, Math.max(headerBytes, firstBytes));
  const problem = headerProblem(start, stats.size) ?? (await walk(handle, start, stats.size));
  if (problem !== undefined) throw fileProblem(problem.code, name, problem.what);
}

async function walk(handle: FileHandle, start: Uint8Array, sizeBytes: number) {
  for (let bytes = start; ; ) {
    const found = walkHeader(bytes, sizeBytes);
    if (found.kind === "sound") return undefined;
    if (found.kind === "problem") return { code: "model-damaged", what: found.what } as const;
    const wanted = Math.min(sizeBytes, Math.max(found.bytes, 2 * bytes.byteLength));
    if (wanted > mostHeaderBytes || wanted <= bytes.byteLength)
      return { code: "model-damaged", what: modelRemark("file-header-impossible") } as const;
    bytes = await readStart(handle, wanted);
  }
}

async function readStart(handle: FileHandle, count: number): Promise<Uint8Array> {
  const buffer = Buffer.alloc(count);
  let done = 0;
  while (done < count) {
    const { bytesRead } = await handle.read(buffer, done, count - done, done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return buffer.subarray(0, done);
}

async function openFile(file: string): Promise<FileHandle> {
  try {
    return await open(file, "r");
  } catch (error) {
    const missing = hasCode(error, "ENOENT");
    throw new UserError(
      missing ? "model-missing" : "model-unreadable",
      missing
        ? `There is no model file ${basename(file)}.`
        : `The model file ${basename(file)} can't be read: check its permissions.`,
      { cause: error },
    );
  }
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}
