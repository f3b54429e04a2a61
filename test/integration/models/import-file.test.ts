import { createHash } from "node:crypto";
import { readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { importAny } from "../../support/import-any.ts";
import { makeLegacyModel } from "../../support/legacy-model.ts";
import { type TemporaryFolder, temporaryFolder } from "../../support/temporary-folder.ts";

function legacyFile(folder: TemporaryFolder, name = "old.bin"): string {
  const file = folder.file(name);
  writeFileSync(file, makeLegacyModel({ container: "ggjt3", type: "Q8_0" }).files[0] ?? "");
  return file;
}

test("the checksum is that of the file, and progress ends at the whole", async () => {
  using folder = temporaryFolder();
  const done: number[] = [];
  const report = await importAny({
    source: legacyFile(folder),
    modelsDir: folder.path,
    onProgress: ({ doneBytes, totalBytes }) => done.push(doneBytes / totalBytes),
  });
  const bytes = readFileSync(report.file);
  expect(report.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect(done.at(-1)).toBe(1);
});

test("importing again gives the same file", async () => {
  using folder = temporaryFolder();
  const file = legacyFile(folder);
  const once = await importAny({
    source: file,
    modelsDir: folder.path,
    target: folder.file("a.gguf"),
  });
  const again = await importAny({
    source: file,
    modelsDir: folder.path,
    target: folder.file("b.gguf"),
  });
  expect(again.sha256).toBe(once.sha256);
});

test("a file that is there is never written over", async () => {
  using folder = temporaryFolder();
  const file = legacyFile(folder);
  writeFileSync(folder.file("old.gguf"), "mine");
  await expect(importAny({ source: file, modelsDir: folder.path })).rejects.toMatchObject({
    code: "model-exists",
  });
  expect(readFileSync(folder.file("old.gguf"), "utf8")).toBe("mine");
});

test("an abort leaves nothing behind that is too little to go on from", async () => {
  using folder = temporaryFolder();
  const stop = new AbortController();
  const reason = new Error("enough");
  const imported = importAny({
    source: legacyFile(folder),
    modelsDir: folder.path,
    onProgress: () => stop.abort(reason),
    signal: stop.signal,
  });
  await expect(imported).rejects.toBe(reason);
  expect(readdirSync(folder.path)).toEqual(["old.bin"]);
});

describe("an import that was broken off", () => {
  const stretchBytes = 16 * 1024;

  test("goes on where it was, and gives the same file", async () => {
    using folder = temporaryFolder();
    const source = legacyFile(folder);
    const whole = await importAny({ source, modelsDir: folder.path, target: folder.file("whole") });
    await breakOff(folder, source);
    const left = readdirSync(folder.path).filter((name) => name.startsWith("old.gguf."));
    expect(left.map((name) => name.replace(/\d+/, "N")).toSorted()).toEqual([
      "old.gguf.N.part",
      "old.gguf.N.part.journal",
    ]);

    const written: number[] = [];
    const report = await importAny({
      source,
      modelsDir: folder.path,
      stretchBytes,
      onProgress: ({ phase, doneBytes }) => {
        if (phase === "writing") written.push(doneBytes);
      },
    });
    expect(report.sha256).toBe(whole.sha256);
    expect(report.notes[0]).toMatch(/^An import that was broken off had written \d\d % of it/);
    expect(written[0]).toBeGreaterThan(report.sizeBytes / 3);
    expect(readdirSync(folder.path).toSorted()).toEqual(["old.bin", "old.gguf", "whole"]);
  });

  test("starts over when what it had written isn't what it noted", async () => {
    using folder = temporaryFolder();
    const source = legacyFile(folder);
    await breakOff(folder, source);
    const part = partOf(folder);
    const bytes = readFileSync(part);
    writeFileSync(part, bytes.fill(0xff, 5000, 5100));
    await expect(importAny({ source, modelsDir: folder.path })).rejects.toMatchObject({
      code: "disk-unreliable",
    });
    expect(readdirSync(folder.path)).toEqual(["old.bin"]);
    expect((await importAny({ source, modelsDir: folder.path })).notes[0]).not.toMatch(/broken/);
  });

  test("starts over when its source has changed", async () => {
    using folder = temporaryFolder();
    const source = legacyFile(folder);
    await breakOff(folder, source);
    utimesSync(source, 1, 1);
    const report = await importAny({ source, modelsDir: folder.path });
    expect(report.notes.join(" ")).not.toMatch(/broken off/);
    expect(readdirSync(folder.path).toSorted()).toEqual(["old.bin", "old.gguf"]);
  });

  test("starts over when it is shorter than its journal says", async () => {
    using folder = temporaryFolder();
    const source = legacyFile(folder);
    await breakOff(folder, source);
    truncateSync(partOf(folder), 1000);
    const report = await importAny({ source, modelsDir: folder.path });
    expect(report.notes.join(" ")).not.toMatch(/broken off/);
  });

  /** Stops an import past its middle. */
  async function breakOff(folder: TemporaryFolder, source: string): Promise<void> {
    const stop = new AbortController();
    const reason = new Error("enough");
    const imported = importAny({
      source,
      modelsDir: folder.path,
      stretchBytes,
      onProgress: ({ doneBytes, totalBytes }) => {
        if (doneBytes > totalBytes * 0.6) stop.abort(reason);
      },
      signal: stop.signal,
    });
    await expect(imported).rejects.toBe(reason);
  }

  function partOf(folder: TemporaryFolder): string {
    const [name = ""] = readdirSync(folder.path).filter((each) => each.endsWith(".part"));
    return folder.file(name);
  }
});

test("what an import that was killed left behind goes with the next one", async () => {
  using folder = temporaryFolder();
  // No process has this id: it is beyond what Linux gives out.
  writeFileSync(folder.file("old.gguf.99999999.part"), "half");
  await importAny({ source: legacyFile(folder), modelsDir: folder.path });
  expect(readdirSync(folder.path).toSorted()).toEqual(["old.bin", "old.gguf"]);
});

test("a name can't lead out of the models folder", async () => {
  using folder = temporaryFolder();
  const { file } = await importAny({
    source: legacyFile(folder),
    modelsDir: folder.file("models"),
    wishes: { name: "../../etc/passwd" },
  });
  expect(file).toBe(folder.file("models/etc-passwd.gguf"));
});

test("a part that is missing is asked for", async () => {
  using folder = temporaryFolder();
  const { files } = makeLegacyModel({ container: "ggmf", type: "F16", parts: 2 });
  writeFileSync(folder.file("large.bin"), files[0] ?? "");
  await expect(
    importAny({ source: folder.file("large.bin"), modelsDir: folder.path }),
  ).rejects.toMatchObject({ code: "model-parts", message: expect.stringContaining("one of 2") });
});
