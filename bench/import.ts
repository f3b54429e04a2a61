/**
 * How fast `hearthside models import` is beside `cp` of the same file, and how much memory it takes, for files of
 * different sizes. Run it with `npx tsx bench/import.ts [FOLDER]`: it takes 9 GB there for a while. The largest file is
 * sparse, so that only what is written for it costs room.
 */
import { execFileSync, fork } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { writeLegacyModel } from "./support/write-legacy-model.ts";

const measuredSchema = z.object({
  durationMs: z.number(),
  idleKilobytes: z.number(),
  peakKilobytes: z.number(),
});

const cases = [
  { megabytes: 100, version: 1, sparse: false },
  { megabytes: 100, version: 3, sparse: false },
  { megabytes: 1000, version: 1, sparse: false },
  { megabytes: 1000, version: 3, sparse: false },
  { megabytes: 4000, version: 3, sparse: true },
] as const;

function importOnce(file: string, target: string): Promise<z.infer<typeof measuredSchema>> {
  return new Promise((resolve, reject) => {
    const child = fork(
      fileURLToPath(new URL("./support/import-process.ts", import.meta.url)),
      [file, target],
      { execArgv: ["--import", "tsx"] },
    );
    child.on("message", (message) => resolve(measuredSchema.parse(message)));
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`the import ended with code ${code}`)));
  });
}

/** Milliseconds of a copy that writes every byte. */
function copyOnce(file: string, target: string): number {
  const startMs = performance.now();
  execFileSync("cp", ["--sparse=never", "--reflink=never", file, target]);
  execFileSync("sync", ["--data", target]);
  return performance.now() - startMs;
}

const folder = mkdtempSync(join(process.argv[2] ?? tmpdir(), "hearthside-bench-"));
const rows: Record<string, string | number>[] = [];
try {
  for (const { megabytes, version, sparse } of cases) {
    const file = join(folder, "old.bin");
    const target = join(folder, "new.gguf");
    await writeLegacyModel(file, { version, sizeBytes: megabytes * 1e6, sparse });
    const size = statSync(file).size / 1e6;
    const copyMs = copyOnce(file, join(folder, "copy.bin"));
    rmSync(join(folder, "copy.bin"));
    const { durationMs, idleKilobytes, peakKilobytes } = await importOnce(file, target);
    rows.push({
      file: `${size.toFixed(0)} MB, ggjt v${version}${sparse ? ", sparse" : ""}`,
      "import, MB/s": (size / (durationMs / 1000)).toFixed(0),
      "cp and sync, MB/s": (size / (copyMs / 1000)).toFixed(0),
      "import / cp": (copyMs / durationMs).toFixed(2),
      "peak, MiB": (peakKilobytes / 1024).toFixed(0),
      "above idle, MiB": ((peakKilobytes - idleKilobytes) / 1024).toFixed(0),
    });
    rmSync(file);
    rmSync(target);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.table(rows);
