import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { importLegacy } from "../../support/import-legacy.ts";
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
  const report = await importLegacy({
    file: legacyFile(folder),
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
  const once = await importLegacy({ file, modelsDir: folder.path, target: folder.file("a.gguf") });
  const again = await importLegacy({ file, modelsDir: folder.path, target: folder.file("b.gguf") });
  expect(again.sha256).toBe(once.sha256);
});

test("a file that is there is never written over", async () => {
  using folder = temporaryFolder();
  const file = legacyFile(folder);
  writeFileSync(folder.file("old.gguf"), "mine");
  await expect(importLegacy({ file, modelsDir: folder.path })).rejects.toMatchObject({
    code: "model-exists",
  });
  expect(readFileSync(folder.file("old.gguf"), "utf8")).toBe("mine");
});

test("an abort leaves nothing behind", async () => {
  using folder = temporaryFolder();
  const stop = new AbortController();
  const reason = new Error("enough");
  const imported = importLegacy({
    file: legacyFile(folder),
    modelsDir: folder.path,
    onProgress: () => stop.abort(reason),
    signal: stop.signal,
  });
  await expect(imported).rejects.toBe(reason);
  expect(readdirSync(folder.path)).toEqual(["old.bin"]);
});

test("what an import that was killed left behind goes with the next one", async () => {
  using folder = temporaryFolder();
  // No process has this id: it is beyond what Linux gives out.
  writeFileSync(folder.file("old.gguf.99999999.part"), "half");
  await importLegacy({ file: legacyFile(folder), modelsDir: folder.path });
  expect(readdirSync(folder.path).toSorted()).toEqual(["old.bin", "old.gguf"]);
});

test("a name can't lead out of the models folder", async () => {
  using folder = temporaryFolder();
  const { file } = await importLegacy({
    file: legacyFile(folder),
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
    importLegacy({ file: folder.file("large.bin"), modelsDir: folder.path }),
  ).rejects.toMatchObject({ code: "model-parts", message: expect.stringContaining("one of 2") });
});
