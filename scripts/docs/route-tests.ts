import { existsSync, readFileSync } from "node:fs";
import type { ModelEntry } from "../../src/models/catalogue/catalogue.ts";

/** A test that proves a route: its file, and what it is called there. */
interface RouteTest {
  readonly file: string;
  readonly name: string;
  /** What the file says where the name is put together; default: the name. */
  readonly written?: string;
}

const models = "test/integration/models";
const inference = "test/integration/inference";
const logits = `${models}/import-checkpoint-logits.test.ts`;
const subjects = "test/support/checkpoints/checkpoint-subjects.ts";

/** Where the test of every row is. */
export const guideRowsTest = `${models}/guide-rows.test.ts`;

const legacy: readonly RouteTest[] = [
  {
    file: `${models}/import-logits.test.ts`,
    name: "… gives the logits that the original program gave",
    written: "gives the logits that the original program gave",
  },
  {
    file: `${models}/import-weights.test.ts`,
    name: "every number of every tensor is what it was",
  },
];

/** Tests of the families that come as checkpoints, by what they are called in {@link subjects}. */
const checkpoints: Readonly<Record<string, string>> = {
  "GPT-2": "GPT-2",
  "GPT-NeoX": "GPT-NeoX",
  "GPT-Neo": "GPT-Neo",
  "GPT-J": "GPT-J",
  OPT: "OPT",
  "fairseq dense (XGLM)": "XGLM",
};

const engines: Readonly<Record<string, RouteTest>> = {
  "transformers.js": {
    file: `${inference}/transformers/conformance.test.ts`,
    name: "the engine for t5 models in ONNX",
    written: '"t5"',
  },
  KoboldCpp: {
    file: `${inference}/openai-compatible/conformance.test.ts`,
    name: "the engine for a server of kind koboldcpp by completions",
    written: '["koboldcpp", "completions"]',
  },
  "text-generation-webui": {
    file: `${inference}/openai-compatible/conformance.test.ts`,
    name: "the engine for a server of kind user by completions",
    written: '["user", "completions"]',
  },
};

/** The tests that a model's route stands on, beside the one of its row. Throws where one of them isn't there. */
export function routeTests(entry: ModelEntry): readonly string[] {
  return testsOf(entry).map(({ file, name, written }) => {
    const where = file === logits ? [file, subjects] : [file];
    const isThere = where.some(
      (each) => existsSync(each) && readFileSync(each, "utf8").includes(written ?? name),
    );
    if (!isThere)
      throw new Error(
        `${entry.id} is said to be tested by "${name}" in ${file}, which isn't there`,
      );
    return `\`${file.split("/").at(-1)}\`: ${name}`;
  });
}

function testsOf({ route, family, engine = "" }: ModelEntry): readonly RouteTest[] {
  if (route === "imported") return legacy;
  if (route === "other engine") {
    const [test] = Object.entries(engines).flatMap(([name, each]) =>
      engine.startsWith(name) ? [each] : [],
    );
    if (test === undefined) throw new Error(`no test is named for the engine ${engine}`);
    return [test];
  }
  const name = checkpoints[family];
  if (name === undefined) throw new Error(`no test is named for the family ${family}`);
  return [
    { file: logits, name, written: `${/^\w+$/.test(name) ? name : JSON.stringify(name)}: {` },
  ];
}
