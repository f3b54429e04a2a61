import type { ModelFit } from "../../generation/model-control.ts";
import { describeSuggestion, gib as inUnits } from "../models/describe-fit.ts";
import { type CheckResult, failed, ok } from "./check-result.ts";

const gib = 1024 ** 3;

/** Disk that SQLite, its journal and logs need for some time. */
const leastFreeDiskBytes = gib / 2;

export function checkDisk(folder: string, freeBytes: number): CheckResult {
  const free = `${inGib(freeBytes)} free for ${folder}`;
  if (freeBytes >= leastFreeDiskBytes) return ok("disk", free);
  return failed("disk", free, "Free at least 0.5 GiB, or let DATABASE_FILE point to another disk.");
}

/** Whether the model fits in what is free now, by the same estimate as everywhere else. */
export function checkMemory(memory: {
  readonly availableBytes: number;
  readonly totalBytes: number;
  /** Null where there is no usable model. */
  readonly fit: ModelFit | null;
}): CheckResult {
  const { availableBytes, totalBytes, fit } = memory;
  const found = `${inGib(availableBytes)} of ${inGib(totalBytes)} free`;
  if (fit === null) return ok("memory", found);
  const onGpu = fit.onGpu ? ` of ${inUnits(fit.freeBytes)} free on the GPU` : "";
  const need = `the model takes about ${inUnits(fit.neededBytes)}${onGpu}`;
  if (fit.verdict === "fits") return ok("memory", `${found}, ${need}`);
  if (fit.verdict === "slow")
    return ok("memory", `${found}, ${need}: a part of it runs on the CPU, which is slow`);
  return failed(
    "memory",
    `${found}, but ${need}`,
    [
      "Choose a smaller model or quantisation with MODEL, or end other programs.",
      ...(fit.suggestion === null ? [] : [describeSuggestion(fit.suggestion)]),
    ].join(" "),
  );
}

function inGib(bytes: number): string {
  return `${(bytes / gib).toFixed(bytes < gib ? 2 : 1)} GiB`;
}
