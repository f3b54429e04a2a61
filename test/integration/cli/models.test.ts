import { mkdirSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { hearthside } from "../../support/hearthside.ts";
import { makeLegacyModel } from "../../support/legacy-model.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { writeTinyModel } from "../../support/tiny-model.ts";

test("an old file is looked at, imported, and listed", async () => {
  using folder = temporaryFolder();
  const environment = { MODELS_DIR: folder.path };
  const old = folder.file("guanaco-7b.ggmlv3.q4_0.bin");
  writeFileSync(old, makeLegacyModel({ container: "ggjt3", type: "Q4_0" }).files[0] ?? "");

  const before = await hearthside(["models", "info", old, "--json"], environment);
  expect(JSON.parse(before.out)).toMatchObject({
    known: { id: "guanaco", route: "imported" },
    gguf: null,
    legacy: { container: "ggjt v3", tensorTypes: ["Q4_0", "F32"] },
  });

  const imported = await hearthside(["models", "import", old, "--name", "Guanaco"], environment);
  expect(imported.code).toBe(0);
  expect(imported.out).toMatch(/Guanaco\.gguf: imported from ggjt v3.*\nSHA-256 [0-9a-f]{64}\n/);
  expect(imported.error).toContain("Writing … 100 %");

  const after = await hearthside(["models", "info", "Guanaco.gguf", "--json"], environment);
  expect(JSON.parse(after.out)).toMatchObject({
    gguf: { name: "Guanaco", quantisation: "Q4_0", hasChatTemplate: true },
    legacy: null,
  });
  const list = await hearthside(["models", "list", "--json"], environment);
  expect(JSON.parse(list.out)).toMatchObject({
    files: [{ file: "Guanaco.gguf", fit: { verdict: "fits" }, problem: null }],
  });
});

test.each([
  [
    "a file that isn't there",
    ["models", "info", "nothing-here"],
    /neither a known model nor a file/,
  ],
  [
    "a format that isn't there",
    ["models", "import", "OLD", "--format", "klingon"],
    /There are: plain/,
  ],
  [
    "a context that is none",
    ["models", "import", "OLD", "--context", "long"],
    /--context is "long"/,
  ],
])("%s is wrong use", async (_what, args, message) => {
  using folder = temporaryFolder();
  const old = folder.file("old.bin");
  writeFileSync(old, makeLegacyModel({ container: "ggjt3", type: "F16" }).files[0] ?? "");
  const { code, error } = await hearthside(
    args.map((arg) => (arg === "OLD" ? old : arg)),
    { MODELS_DIR: folder.path },
  );
  expect(code).toBe(2);
  expect(error).toMatch(message);
});

test("what is known of a model is told by its name", async () => {
  const { code, out } = await hearthside(["models", "info", "Nous-Hermes-Llama2"]);
  expect(code).toBe(0);
  expect(out).toMatch(/family\s+Llama 2\n.*context\s+4096 tokens\n.*route\s+imported/s);
});

test("a file of the models folder goes by the id that Discord shows, also in a folder below", async () => {
  using folder = temporaryFolder();
  mkdirSync(folder.file("small"));
  writeTinyModel(folder.file("small/small.Q8_0.gguf"), { name: "Small", word: "ø" });
  const { code, out } = await hearthside(["models", "info", "small.Q8_0"], {
    MODELS_DIR: folder.path,
  });
  expect(code).toBe(0);
  expect(out).toMatch(/says it is +Small$/m);
});

test("the list says of each file whether it fits, and of what is none why", async () => {
  using folder = temporaryFolder();
  writeTinyModel(folder.file("small.gguf"), { name: "Small", word: "ø" });
  writeFileSync(folder.file("page.gguf"), "<!doctype html>");
  const { code, out } = await hearthside(["models", "list"], { MODELS_DIR: folder.path });
  expect(code).toBe(0);
  expect(out).toMatch(/^ {2}page\.gguf +1 MiB {2}The model file page\.gguf is an HTML page/m);
  expect(out).toMatch(/^ {2}small\.gguf +1 MiB {2}fits: about \d+ MiB of .+ free$/m);
  expect(out).toMatch(
    /^ {2}guanaco +by import +LLaMA, 7B, 13B, 33B, 65B; 2048 tokens; (?:fits|doesn't fit)/m,
  );
  expect(out).toMatch(/^ {2}by import +`hearthside models import` rewrites its old file as GGUF$/m);
});
