import { writeFileSync } from "node:fs";
import { readGgufFileInfo } from "node-llama-cpp";
import { describe, expect, test } from "vitest";
import { openEngine } from "../../../src/app/open-engine.ts";
import { loadSettings } from "../../../src/config/load-settings.ts";
import { systemClock } from "../../../src/lib/clock.ts";
import { silentLogger } from "../../../src/lib/logger.ts";
import type { ModelEntry } from "../../../src/models/catalogue/catalogue.ts";
import { readCatalogue } from "../../../src/models/catalogue/read-catalogue.ts";
import { checkpointSubjects } from "../../support/checkpoints/checkpoint-subjects.ts";
import { writeCheckpoint } from "../../support/checkpoints/write-checkpoint.ts";
import {
  type CompletionServerKind,
  startCompletionServer,
} from "../../support/completion-server.ts";
import { readReply } from "../../support/demo-engine.ts";
import { makeRequest } from "../../support/generation-request.ts";
import { type GuideRow, guideRows } from "../../support/guide-rows.ts";
import { importAny } from "../../support/import-any.ts";
import { legacyKinds, makeLegacyModel } from "../../support/legacy-model.ts";
import { lastLogits } from "../../support/model-logits.ts";
import { writeT5Onnx } from "../../support/onnx/made-onnx-models.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const catalogue = await readCatalogue();
const prompt = [3, 40, 77, 114, 151, 188];

/** Small models of the families that come as checkpoints. */
const families: Readonly<Record<string, keyof typeof checkpointSubjects>> = {
  "GPT-2": "GPT-2",
  "GPT-NeoX": "GPT-NeoX",
  "GPT-Neo": "GPT-Neo",
  "GPT-J": "GPT-J",
  OPT: "OPT",
  "fairseq dense (XGLM)": "XGLM",
};

/** How the programs that run the others are told apart on the wire. */
const servers: Readonly<Record<string, CompletionServerKind>> = {
  KoboldCpp: "koboldcpp",
  "text-generation-webui": "user",
};

const context = {
  logger: silentLogger,
  clock: systemClock,
  print: () => {},
  signal: new AbortController().signal,
};

/** What a route came to, and what it has to come to. */
interface Outcome {
  readonly found: object;
  readonly expected: object;
}

describe("each model of the guide answers here, on the route that the catalogue names", () => {
  test.each(guideRows(catalogue).map((row) => [row.test, row] as const))(
    "%s",
    async (_name, row) => {
      const { found, expected } = await take(row);
      expect(found).toEqual(expected);
    },
  );
});

function take(row: GuideRow): Promise<Outcome> {
  const { entry } = row;
  switch (entry.route) {
    case "imported":
      return importLegacyRow(row);
    case "native":
    case "remapped":
      return importCheckpointRow(entry);
    case "other engine":
      return entry.engine?.startsWith("transformers.js") ? askOnnx(entry) : askServer(entry);
    default:
      return entry.route satisfies never;
  }
}

/** A GGML file under the model's own name; from row to row in another container and with another quantisation. */
async function importLegacyRow({ row, entry }: GuideRow): Promise<Outcome> {
  using folder = temporaryFolder();
  const [container, type] = legacyKinds[(row * 5) % legacyKinds.length] ?? ["ggjt3", "Q4_0"];
  const [{ name: size } = { name: "" }] = entry.sizes;
  const title = entry.name.endsWith(size) ? entry.name : `${entry.name} ${size}`;
  const source = folder.file(`${title.replaceAll(" ", "-")}.ggmlv3.bin`);
  writeFileSync(source, makeLegacyModel({ container, type }).files[0] ?? "");
  const { file, notes } = await importAny({ source, modelsDir: folder.path });
  const { metadata } = await readGgufFileInfo(file, { sourceType: "filesystem" });
  const [logits = []] = await lastLogits(file, [[1, 260, 270, 280]]);
  const { llama } = metadata;
  return {
    found: {
      takenFor: /It is taken for (.*?), by its name/.exec(notes.join(" "))?.[1],
      context: llama?.context_length,
      epsilon: llama?.attention.layer_norm_rms_epsilon,
      template: metadata.tokenizer?.chat_template,
      finiteLogits: logits.filter((logit) => Number.isFinite(logit)).length,
    },
    expected: {
      takenFor: entry.name,
      context: entry.context,
      epsilon: Math.fround(entry.rmsEpsilon ?? 0),
      template: catalogue.formats[entry.format]?.template,
      finiteLogits: 288,
    },
  };
}

/** Rounding to 16 bits between the layers makes less of a difference in a logit; a wrong weight makes more. */
const mostApart = 0.02;

/** A checkpoint of the model's architecture: its logits are those of a plain calculation. */
async function importCheckpointRow(entry: ModelEntry): Promise<Outcome> {
  using folder = temporaryFolder();
  const subject = checkpointSubjects[families[entry.family] ?? ""];
  if (subject === undefined) throw new Error(`there is no made model of ${entry.family}`);
  writeCheckpoint(folder.file("made"), subject.model, { files: subject.files });
  const { file, notes } = await importAny({
    source: folder.file("made"),
    modelsDir: folder.path,
    wishes: { name: entry.name },
  });
  const { metadata } = await readGgufFileInfo(file, { sourceType: "filesystem" });
  const [logits = []] = await lastLogits(file, [prompt]);
  const calculated = subject.reference(subject.model, prompt);
  const isNear = (value: number, index: number) =>
    Math.abs(value - (logits[index] ?? Number.NaN)) < mostApart;
  return {
    found: {
      template: metadata.tokenizer?.chat_template,
      saysWhereItEnds: notes.join(" ").includes("256 tokens"),
      nearLogits: calculated.filter(isNear).length,
    },
    expected: {
      template: catalogue.formats[entry.format]?.template,
      saysWhereItEnds: entry.loses?.includes("256 tokens") ?? false,
      nearLogits: calculated.length,
    },
  };
}

/** A model of T5's kind in ONNX, in this process. */
async function askOnnx(entry: ModelEntry): Promise<Outcome> {
  using folder = temporaryFolder();
  writeT5Onnx(folder.file(entry.name));
  const settings = { ENGINE: "transformers", MODELS_DIR: folder.path, MODEL: entry.name };
  await using engine = (await openEngine(loadSettings(settings), context)).engine;
  const { text } = await readReply(engine, makeRequest({ maxTokens: 8 }));
  return {
    found: { family: entry.family, engine: engine.info.architecture, speaks: /[a-z]/.test(text) },
    expected: { family: "T5", engine: "t5", speaks: true },
  };
}

/** A server that speaks as the program does that the catalogue names. */
async function askServer(entry: ModelEntry): Promise<Outcome> {
  const [kind] = Object.entries(servers).flatMap(([name, each]) =>
    entry.engine?.startsWith(name) ? [each] : [],
  );
  if (kind === undefined) throw new Error(`${entry.engine} isn't among the servers`);
  await using server = await startCompletionServer({ kind, reply: " Come in, dear." });
  const settings = { ENGINE: "openai", ENGINE_URL: server.url, PROMPT_FORMAT: "plain" };
  await using engine = (await openEngine(loadSettings(settings), context)).engine;
  const { text } = await readReply(engine, makeRequest());
  return {
    found: { text, asked: server.asked.length },
    expected: { text: " Come in, dear.", asked: 1 },
  };
}
