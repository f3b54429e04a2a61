/**
 * How fast `hearthside models import` is beside `cp` of the same file, and how much memory it takes for a small model and a
 * large one. The large ones are sparse, so that only what is written of them costs room: 5 GB for a while.
 */
import { execFileSync, fork } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Bench } from "./support/bench.ts";
import { atMost, type Figure, median } from "./support/figures.ts";
import { writeCheckpointModel } from "./support/write-checkpoint-model.ts";
import { writeLegacyModel } from "./support/write-legacy-model.ts";

const measuredSchema = z.object({
  durationMs: z.number(),
  idleKilobytes: z.number(),
  peakKilobytes: z.number(),
});

type Measured = z.infer<typeof measuredSchema>;

/** A model that is written, and what its bytes are in. */
interface Subject {
  readonly name: string;
  readonly type?: "F16" | "Q8_0";
  /** Writes it to a folder; returns what is imported and the file that holds nearly all of it. */
  write(
    folder: string,
    size: { readonly sizeBytes: number; readonly sparse: boolean },
  ): Promise<{ readonly source: string; readonly weights: string }>;
}

const legacy = (version: 1 | 3): Subject => ({
  name: `GGML (ggjt v${version}, Q4_0)`,
  async write(folder, size) {
    const file = join(folder, "old.bin");
    await writeLegacyModel(file, { version, ...size });
    return { source: file, weights: file };
  },
});

const checkpoint = (format: "F32" | "BF16", type: "F16" | "Q8_0"): Subject => ({
  name: `a checkpoint (safetensors, ${format} to ${type})`,
  type,
  async write(folder, size) {
    const source = join(folder, "checkpoint");
    return { source, weights: await writeCheckpointModel(source, { format, ...size }) };
  },
});

const rounds = 3;
const timedBytes = 400e6;
const [smallBytes, largeBytes] = [100e6, 4000e6];

/** What a large model may take above a small one, in MiB: its header is larger, and the collector comes when it comes. */
const mostGrowth = 32;

export const imports: Bench = {
  name: "import",
  async run({ say }) {
    const figures: Figure[] = [];
    for (const subject of [
      legacy(3),
      legacy(1),
      checkpoint("BF16", "F16"),
      checkpoint("F32", "Q8_0"),
    ]) {
      say(`import: the speed of ${subject.name}`);
      figures.push(await speedOf(subject));
    }
    for (const subject of [legacy(3), checkpoint("BF16", "F16")]) {
      say(`import: the memory of ${subject.name}`);
      figures.push(await memoryOf(subject));
    }
    return figures;
  },
};

/** Reads, converts, writes, puts onto the disk, and reads and compares again; `cp` reads and writes. */
async function speedOf(subject: Subject): Promise<Figure> {
  return inFolder(async (folder) => {
    const { source, weights } = await subject.write(folder, {
      sizeBytes: timedBytes,
      sparse: false,
    });
    const megabytes = statSync(weights).size / 1e6;
    const ratios: number[] = [];
    const rates: { readonly own: number; readonly copy: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      const copyMs = copyOnce(weights, join(folder, "copy"));
      const { durationMs } = await importOnce(subject, source, folder);
      ratios.push(copyMs / durationMs);
      rates.push({ own: megabytes / (durationMs / 1000), copy: megabytes / (copyMs / 1000) });
    }
    const own = median(rates.map((rate) => rate.own)).toFixed(0);
    const copy = median(rates.map((rate) => rate.copy)).toFixed(0);
    return {
      name: `import of ${subject.name} / cp and sync, MB/s`,
      value: median(ratios).toFixed(2),
      detail: `${megabytes.toFixed(0)} MB, median of ${rounds} pairs: ${own} / ${copy} MB/s; an import also reads all of it once more and compares`,
    };
  });
}

async function memoryOf(subject: Subject): Promise<Figure> {
  const peaks: number[] = [];
  for (const sizeBytes of [smallBytes, largeBytes])
    peaks.push(
      await inFolder(async (folder) => {
        const { source } = await subject.write(folder, {
          sizeBytes,
          sparse: sizeBytes === largeBytes,
        });
        const { peakKilobytes, idleKilobytes } = await importOnce(subject, source, folder);
        return (peakKilobytes - idleKilobytes) / 1024;
      }),
    );
  const [small = 0, large = 0] = peaks;
  return {
    name: `peak memory, 4 GB above 100 MB, of ${subject.name}`,
    value: `${(large - small).toFixed(0)} MiB`,
    goal: atMost(mostGrowth, large - small),
    detail: `above the idle program: ${small.toFixed(0)} MiB for 100 MB, ${large.toFixed(0)} MiB for 4 GB (a sparse file)`,
  };
}

async function inFolder<T>(act: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "hearthside-bench-"));
  try {
    return await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function importOnce({ type }: Subject, source: string, folder: string): Promise<Measured> {
  const target = join(folder, "new.gguf");
  return new Promise<Measured>((resolve, reject) => {
    const child = fork(
      fileURLToPath(new URL("./support/import-process.ts", import.meta.url)),
      [source, target, ...(type === undefined ? [] : [type])],
      { execArgv: ["--import", "tsx"] },
    );
    child.on("message", (message) => resolve(measuredSchema.parse(message)));
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`the import ended with code ${code}`)));
  }).finally(() => rmSync(target, { force: true }));
}

/** Milliseconds of a copy that writes every byte. */
function copyOnce(file: string, target: string): number {
  const startMs = performance.now();
  execFileSync("cp", ["--sparse=never", "--reflink=never", file, target]);
  execFileSync("sync", ["--data", target]);
  const durationMs = performance.now() - startMs;
  rmSync(target);
  return durationMs;
}
