import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { tooLarge } from "../../../../src/app/models/describe-fit.ts";
import { errorText, errorTexts } from "../../../../src/discord/texts/error-text.ts";
import { errorValues } from "../../../../src/discord/texts/error-values.ts";
import { remarkTexts, saidRemark } from "../../../../src/discord/texts/remark-text.ts";
import type { ModelFit } from "../../../../src/generation/model-control.ts";
import { englishModelRemarks, modelRemark } from "../../../../src/generation/model-remarks.ts";
import { remarkOf, UserError } from "../../../../src/lib/errors.ts";
import { placeholders } from "../../../../src/lib/remark.ts";
import { fileProblem } from "../../../../src/models/file-problem.ts";
import { modelOutcomeSchema } from "../../../../src/queue/models/model-payload.ts";
import { englishRemarks, remark } from "../../../../src/roleplay/remarks.ts";

const german = { locale: "de" };

test("an error is said in the person's language, with its values", () => {
  const error = new UserError("no-such-greeting", "Rosie has no such greeting.", {
    values: { character: "Rosie", count: 3 },
  });
  expect(errorText(error, german)).toContain("Diese Begrüßung hat Rosie nicht.");
  expect(errorText(error, { locale: "fr" })).toContain("un nombre de 1 à 3");
  expect(errorText(error, { locale: "en-GB" })).toBe("Rosie has no such greeting.");
});

test("details of a file are said in the person's language too", () => {
  const found = remark("object");
  const values = {
    file: "rosie.json",
    field: "data.name",
    what: remark("text-expected", { found }),
  };
  const error = new UserError(
    "card-field",
    "rosie.json: data.name: expected text, found an object",
    {
      values,
    },
  );
  expect(errorText(error, german)).toBe(
    "In der Karte stimmt ein Feld nicht: rosie.json: data.name: erwartet wird ein Text, gefunden: ein Objekt",
  );
  expect(errorText(error, { locale: "en-US" })).toBe(error.message);
});

test("an error can be a part of what is said of a file", () => {
  const error = new UserError(
    "card-not-text",
    "rosie.png: not UTF-8 text. Save the card as UTF-8.",
    {
      values: { file: "rosie.png" },
    },
  );
  const skipped = remark("copy-skipped", { problem: remarkOf(error) });
  expect(saidRemark(skipped, german)).toBe(
    "rosie.png: Die Karte ist kein Text in UTF-8. Speichere sie als UTF-8. Genommen wird eine andere Kopie der Karte im selben Bild.",
  );
  expect(saidRemark(skipped, { locale: "en-GB" })).toBe(
    "rosie.png: not UTF-8 text. Save the card as UTF-8. Another copy of the card in the same picture is used.",
  );
  expect(saidRemark("A sentence of old.", german)).toBe("A sentence of old.");
});

describe("remarks on files", () => {
  test.each(["de", "fr"] as const)("name in %s what they name in English", (language) => {
    const names = (text: string) => [...placeholders(text)].toSorted();
    const odd = Object.entries({ ...englishRemarks, ...englishModelRemarks }).filter(
      ([code, text]) => names(remarkTexts[language][code] ?? "").join() !== names(text).join(),
    );
    expect(odd).toEqual([]);
  });

  test.each([
    [englishRemarks, ["roleplay", "library", "conversation/personas", "conversation/presets"]],
    [englishModelRemarks, ["app/models", "models"]],
  ])("are each made somewhere", (remarks, folders) => {
    const sources = folders.flatMap((folder) =>
      filesIn(join("src", folder)).filter((file) => !file.endsWith("remarks.ts")),
    );
    const code = sources.map((file) => readFileSync(file, "utf8")).join("\n");
    expect(Object.keys(remarks).filter((each) => !code.includes(`"${each}"`))).toEqual([]);
  });
});

test("what is wrong with a model's file is said in the person's language, also when a worker found it", () => {
  const found = fileProblem(
    "model-version",
    "old.gguf",
    modelRemark("file-gguf-unknown", { version: 9 }),
  );
  const outcome = {
    kind: "refused",
    code: found.code,
    message: found.message,
    values: found.values,
  };
  const heard = modelOutcomeSchema.parse(JSON.parse(JSON.stringify(outcome)));
  if (heard.kind !== "refused") throw new Error("it was refused");
  const { code, message, values = {} } = heard;
  const error = new UserError(code, message, { values });
  expect(errorText(error, german)).toBe(
    "Die Modelldatei old.gguf hat Version 9 von GGUF, die niemand kennt.",
  );
  expect(errorText(error, { locale: "en-US" })).toBe(
    "The model file old.gguf has version 9 of GGUF, which is unknown.",
  );
});

test("a model that is too large comes with what would help, in the person's language", () => {
  const fit: ModelFit = {
    verdict: "too-large",
    onGpu: false,
    neededBytes: 9 * 2 ** 30,
    freeBytes: 3.5 * 2 ** 30,
    weightBytes: 7 * 2 ** 30,
    cacheBytes: 2 ** 30,
    workBytes: 2 ** 30,
    contextSize: 8192,
    slots: 4,
    gpuLayers: null,
    layers: 32,
    suggestion: { kind: "context", contextSize: 2048, slots: 1 },
  };
  const error = tooLarge("Huge", fit, "Huge doesn't fit in memory");
  expect(errorText(error, german)).toBe(
    "Huge passt nicht in den Speicher: Es braucht etwa 9.0 GiB, und 3.5 GiB sind frei. Mit CONTEXT_SIZE=2048 SLOTS=1 würde es passen.",
  );
  expect(error.message).toContain("It would fit with CONTEXT_SIZE=2048 SLOTS=1.");
});

test("values are never taken for texts", () => {
  const error = new UserError("lorebook-exists", "…", { values: { name: "{message} $& {name}" } });
  expect(errorText(error, german)).toContain("„{message} $& {name}“");
});

test("an error without a translation, or without a value that it names, stays English", () => {
  expect(errorText(new UserError("unheard-of", "Mend it."), german)).toBe("Mend it.");
  expect(errorText(new UserError("toString", "Mend it."), german)).toBe("Mend it.");
  expect(errorText(new UserError("no-such-greeting", "Mend it."), german)).toBe("Mend it.");
});

describe("the texts of errors", () => {
  const thrown = codesIn([
    "conversation",
    "discord/commands",
    "discord/settings",
    "discord/components",
    "discord/proxies",
    "discord/threads",
    "library",
    "memory",
  ]);
  const read = codesIn(["roleplay/character", "roleplay/chat-file", "roleplay/lorebook"]);
  /** Imports are made by the command line alone; that no model is there for a reply is a notice. */
  const ofTheCommandLine = [
    "model-exists",
    "model-not-ggml",
    "model-outside",
    "model-parts",
    "model-unavailable",
  ];
  /** What `/model` runs into where the models are. */
  const ofModels = codesIn(
    ["app/models", "inference/llama-cpp", "inference/model-host", "models", "queue/models"],
    /"(model-[a-z-]+|not-a-model|no-model-source|bad-model-address|disk-full|no-worker|closing)"/g,
  ).filter((code) => !ofTheCommandLine.includes(code));
  /** The program doesn't start with these, so nobody in Discord sees them. */
  const atTheStart = ["characters-folder", "bad-settings"];

  test("are there for every error that people in Discord can cause", () => {
    const missing = [...thrown, ...read, ...ofModels].filter(
      (code) => !Object.hasOwn(errorValues, code) && !atTheStart.includes(code),
    );
    expect(missing).toEqual([]);
  });

  test("are there for no other error", () => {
    const known = new Set([...thrown, ...read, ...ofModels]);
    expect(Object.keys(errorValues).filter((code) => !known.has(code))).toEqual([]);
  });

  test.each(["de", "fr"] as const)("of %s name the values that there are", (language) => {
    for (const [code, text] of Object.entries(errorTexts[language])) {
      const values: readonly string[] = errorValues[code as keyof typeof errorValues];
      expect(["message", ...values], `${code}: ${text}`).toEqual(
        expect.arrayContaining([...placeholders(text)]),
      );
    }
  });
});

/** Codes of the errors that the files below these folders throw. */
function codesIn(
  folders: readonly string[],
  pattern = /new UserError\(\s*"([a-z-]+)"/g,
): readonly string[] {
  const codes = folders.flatMap((folder) =>
    filesIn(join("src", folder)).flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(pattern)].map(([, code = ""]) => code),
    ),
  );
  return [...new Set(codes)].toSorted();
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}
