import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { UserError } from "../../../../src/lib/errors.ts";
import { silentLogger } from "../../../../src/lib/logger.ts";
import { ModelFolder } from "../../../../src/models/folder/model-folder.ts";
import { createManualClock } from "../../../support/manual-clock.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const inspection = {
  name: "A model",
  architecture: "llama",
  quantisation: "Q8_0",
  contextLength: 1024,
  sizeBytes: 4,
  hasChatTemplate: true,
  shape: {
    parameters: 1,
    layers: 1,
    layerBytes: 1,
    otherBytes: 1,
    cacheNumbers: 1,
    embeddingLength: 1,
    feedForwardLength: 1,
    vocabularySize: 1,
  },
};

/** A folder whose files are looked into by reading their names; each look is noted. */
function openFolder(options: { readonly extraFile?: string } = {}) {
  const temporary = temporaryFolder();
  onTestFinished(() => temporary[Symbol.dispose]());
  const clock = createManualClock();
  const looks: string[] = [];
  const folder = new ModelFolder({
    directory: temporary.path,
    clock,
    logger: silentLogger,
    ...options,
    inspect: async (file) => {
      const name = file.slice(temporary.path.length + 1);
      looks.push(name);
      if (name.includes("broken")) throw new UserError("model-damaged", `${name} is cut off.`);
      return { ...inspection, name };
    },
  });
  const drop = (name: string, content = "GGUF") => writeFileSync(temporary.file(name), content);
  const ids = () => folder.known().map(({ id }) => id);
  return { temporary, folder, clock, looks, drop, ids };
}

test("files that are dropped in appear by themselves, with what is in them, and go when they go", async () => {
  const { folder, clock, drop, ids, temporary } = openFolder();
  await folder.settled();
  expect(ids()).toEqual([]);
  drop("one.gguf");
  mkdirSync(temporary.file("deep"));
  drop("deep/two.gguf");
  drop("notes.txt");
  clock.advance(3000);
  await folder.settled();
  expect(folder.known()).toMatchObject([
    { id: "two", finding: { inspection: { name: "deep/two.gguf" } } },
    { id: "one", finding: { inspection: { name: "one.gguf" } } },
  ]);
  rmSync(temporary.file("one.gguf"));
  clock.advance(3000);
  await folder.settled();
  expect(ids()).toEqual(["two"]);
});

test("each file is looked into once, until it is another", async () => {
  const { folder, clock, drop, looks } = openFolder();
  drop("one.gguf");
  for (let round = 0; round < 3; round++) {
    await folder.settled();
    clock.advance(3000);
  }
  const model = await folder.find("one");
  await Promise.all([folder.inspect(model), folder.inspect(model)]);
  expect(looks).toEqual(["one.gguf"]);
  drop("one.gguf", "GGUF, and longer");
  await folder.settled();
  expect(looks).toEqual(["one.gguf", "one.gguf"]);
});

test("a broken file is listed with what is wrong with it, and holds up no other", async () => {
  const { folder, drop } = openFolder();
  drop("a-broken.gguf");
  drop("sound.gguf");
  await folder.settled();
  expect(folder.known()).toMatchObject([
    { id: "a-broken", finding: { problem: "a-broken.gguf is cut off." } },
    { id: "sound", finding: { inspection: { name: "sound.gguf" } } },
  ]);
  await expect(folder.inspect(await folder.find("a-broken"))).rejects.toThrow("is cut off");
});

test("a file is found in the moment in which it has come; of what isn't there the others are named", async () => {
  const { folder, drop } = openFolder();
  await folder.settled();
  drop("new.gguf");
  expect(await folder.find("new")).toMatchObject({ id: "new", sizeBytes: 4 });
  await expect(folder.find("old")).rejects.toMatchObject({
    code: "model-missing",
    message: 'There is no model "old" here. There are: new.',
  });
});

test("a model of the settings outside of the folder counts as well, also beside one of its name", async () => {
  const elsewhere = temporaryFolder();
  onTestFinished(() => elsewhere[Symbol.dispose]());
  const extraFile = elsewhere.file("mine.gguf");
  writeFileSync(extraFile, "GGUF");
  const { folder, drop } = openFolder({ extraFile });
  expect(await folder.idOf(extraFile)).toBe("mine");
  drop("mine.gguf");
  expect(await folder.idOf(extraFile)).toBe(extraFile);
  expect(await folder.find("mine")).toMatchObject({ id: "mine" });
});
