import { type CheckResult, failed, ok } from "./check-result.ts";

const gib = 1024 ** 3;

/** Disk that SQLite, its journal and logs need for some time. */
const leastFreeDiskBytes = gib / 2;

export function checkDisk(folder: string, freeBytes: number): CheckResult {
  const free = `${inGib(freeBytes)} free for ${folder}`;
  if (freeBytes >= leastFreeDiskBytes) return ok("disk", free);
  return failed("disk", free, "Free at least 0.5 GiB, or let DATABASE_FILE point to another disk.");
}

/**
 * Whether the model's weights fit in memory that is free now, with a quarter on top for the context. An estimate: the
 * engine itself knows exactly, when it loads.
 */
export function checkMemory(memory: {
  readonly availableBytes: number;
  readonly totalBytes: number;
  readonly modelBytes: number | null;
}): CheckResult {
  const { availableBytes, totalBytes, modelBytes } = memory;
  const found = `${inGib(availableBytes)} of ${inGib(totalBytes)} free`;
  if (modelBytes === null) return ok("memory", found);
  const neededBytes = modelBytes * 1.25;
  if (availableBytes >= neededBytes)
    return ok("memory", `${found}, the model takes about ${inGib(neededBytes)}`);
  return failed(
    "memory",
    `${found}, but the model takes about ${inGib(neededBytes)}`,
    "Choose a smaller model or quantisation with MODEL, or end other programs. On a GPU with enough memory it may still run.",
  );
}

function inGib(bytes: number): string {
  return `${(bytes / gib).toFixed(bytes < gib ? 2 : 1)} GiB`;
}
