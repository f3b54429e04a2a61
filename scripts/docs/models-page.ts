import type { Catalogue, ModelEntry } from "../../src/models/catalogue/catalogue.ts";
import { memoryNeed } from "../../src/models/catalogue/memory-need.ts";
import { guideRows } from "../../test/support/guide-rows.ts";
import { guideRowsTest, routeTests } from "./route-tests.ts";

/** `docs/models.md`: the catalogue as tables. */
export function modelsPage({ models, formats }: Catalogue): string {
  const others = models.filter(({ guide }) => guide.length === 0);
  const rows = guideRows({ models }).map(({ row, entry, test }) => [
    String(row),
    ...cellsOf(entry),
    [code(test), ...routeTests(entry)].join("<br>"),
  ]);
  const formatRows = Object.entries(formats).map(([name, { about, stops, template }]) => [
    code(name),
    about,
    stops.map((stop) => code(JSON.stringify(stop).slice(1, -1))).join(" "),
    template === undefined ? "the file's own" : "ours",
  ]);
  return [
    head,
    "## The guide's models\n",
    testedBy,
    table(["row", ...titles, "tested by"], rows),
    "## Other models\n",
    table(titles, others.map(cellsOf)),
    "## Prompt formats\n",
    table(["format", "what it looks like", "stops", "template in imported files"], formatRows),
  ].join("\n");
}

const head = `# Models

<!-- Generated from catalogue/models.yaml by \`npm run docs:generate\`. Change it there. -->

What \`hearthside models list\` knows, and how each model comes to run here:

- **native**: llama.cpp has the architecture. Take a GGUF file, or make one of the checkpoint:
  \`hearthside models import FOLDER\` reads config.json, safetensors or PyTorch weights (of which nothing is ever run) and the
  tokenizer of LLaMA, GPT-2 and GPT-NeoX, and writes F16 or, with \`--type Q8_0\`, eight bits.
- **imported**: the guide's files are GGML (\`.bin\`), which llama.cpp reads no more. \`hearthside models import FILE.bin\`
  rewrites them as GGUF without quantising again: ggml, ggmf and ggjt v1 to v3 with F32, F16, Q4_0, Q4_1, Q5_0, Q5_1,
  Q8_0 and the k-quants. Scales of 32 bits are rounded to 16; only Q4_2 and Q4_3, which exist no more, become F16.
- **remapped**: llama.cpp lacks the architecture, but its numbers fit another one that it has: GPT-J becomes \`phi2\`;
  GPT-Neo, OPT and XGLM (fairseq dense) become \`gpt2\`. \`hearthside models import FOLDER\` does it, of the checkpoint, and
  says where exactness ends.
- **other engine**: transformers.js runs it in this process, or another program does, over HTTP
  ([engines.md](engines.md)).

The memory is that of four bits a parameter with one conversation of up to 4096 tokens: a rule of thumb. Files from
before GGUF don't say how long a context the model was trained for, nor its RMS epsilon, nor its prompt format: the
importer takes them from here, by the file's name, and says so; \`--context\`, \`--rms-epsilon\` and \`--format\` win.
`;

const titles = [
  "model",
  "family",
  "sizes (memory)",
  "context",
  "format",
  "licence",
  "route",
  "loses",
];

const testedBy = `Every row has a test of its route, ${code(guideRowsTest)}, which is the first in the last column; the others are
what the route stands on.
`;

function cellsOf(entry: ModelEntry): readonly string[] {
  const { name, family, sizes, context, format, licence, route, engine, loses, sources } = entry;
  const [source] = Object.values(sources);
  const memory = sizes.map((size) => {
    const need = memoryNeed(size, context);
    return need === undefined ? size.name : `${size.name} (${(need / 1e9).toFixed(1)} GB)`;
  });
  return [
    source === undefined ? name : `${name}<br>${code(source)}`,
    family,
    memory.join(", "),
    String(context),
    code(format),
    licence ?? "",
    engine === undefined ? route : `${route}: ${engine}`,
    loses ?? "",
  ];
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, heads.map(() => "---"), ...rows].map(
    (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`,
  );
  return `${lines.join("\n")}\n`;
}

function code(text: string): string {
  return `\`${text}\``;
}
