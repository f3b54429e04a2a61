import { open } from "node:fs/promises";
import { basename, resolve } from "node:path";
import type { Settings } from "../../config/settings.ts";
import type { ModelFit } from "../../generation/model-control.ts";
import { UserError } from "../../lib/errors.ts";
import type { Catalogue, ModelEntry } from "../../models/catalogue/catalogue.ts";
import { modelNamed, modelOfFile } from "../../models/catalogue/find-model.ts";
import { memoryNeed } from "../../models/catalogue/memory-need.ts";
import { readCatalogue } from "../../models/catalogue/read-catalogue.ts";
import { fileOfModel } from "../../models/folder/file-of-model.ts";
import { recogniseLegacyFile, recognitionBytes } from "../../models/ggml/legacy-container.ts";
import { openLegacyModel } from "../../models/ggml/open-legacy-model.ts";
import { inspectModel } from "../../models/inspect-model.ts";
import type { ModelInspection } from "../../models/model-inspection.ts";
import { describeFit } from "./describe-fit.ts";
import { fitHere } from "./fit-here.ts";

/** What a file from before GGUF says of itself. */
export interface LegacyInspection {
  readonly container: string;
  readonly parts: number;
  readonly sizeBytes: number;
  readonly vocabularySize: number;
  readonly embeddingLength: number;
  readonly blockCount: number;
  readonly headCount: number;
  readonly tensorTypes: readonly string[];
}

export interface ShownModel {
  /** What the catalogue knows; null when it doesn't know the model. */
  readonly known:
    | (Omit<ModelEntry, "file"> & {
        readonly filePattern?: string;
        readonly stops: readonly string[];
      })
    | null;
  /** What a GGUF file says of itself; null when the model was asked for by name. */
  readonly gguf: ModelInspection | null;
  readonly legacy: LegacyInspection | null;
  /** Whether a GGUF file would run here now; null for what is none. */
  readonly fit: ModelFit | null;
}

/**
 * Everything there is to say of a model: of one of the catalogue by its id or name, of a file in the models folder or
 * anywhere else, or of one that lies in the folder by its id, which is its name without the ending. Throws a {@link UserError} where there is neither, or the file is damaged.
 */
export async function showModel(wanted: string, settings: Settings): Promise<ShownModel> {
  const { MODELS_DIR: modelsDir } = settings;
  const catalogue = await readCatalogue();
  const named = modelNamed(catalogue, wanted);
  if (named !== undefined)
    return { known: known(catalogue, named), gguf: null, legacy: null, fit: null };
  const file = await findFile(wanted, modelsDir);
  const entry = modelOfFile(catalogue, basename(file.path));
  const isLegacy = recogniseLegacyFile(file.start) !== undefined;
  const gguf = isLegacy ? null : await inspectModel(file.path);
  return {
    known: entry === undefined ? null : known(catalogue, entry),
    gguf,
    legacy: isLegacy ? await inspectLegacy(file.path) : null,
    fit: gguf === null ? null : await fitHere(settings, gguf),
  };
}

function known(catalogue: Catalogue, entry: ModelEntry): ShownModel["known"] {
  // A regular expression says nothing in JSON.
  const { file, ...rest } = entry;
  const stops = catalogue.formats[entry.format]?.stops ?? [];
  return { ...rest, ...(file && { filePattern: file.source }), stops };
}

async function findFile(
  wanted: string,
  modelsDir: string,
): Promise<{ readonly path: string; readonly start: Uint8Array }> {
  const named = await fileOfModel(wanted, modelsDir);
  for (const path of [resolve(modelsDir, wanted), resolve(wanted), named]) {
    if (path === undefined) continue;
    const handle = await open(path, "r").catch(() => undefined);
    if (handle === undefined) continue;
    try {
      const isFile = (await handle.stat()).isFile();
      if (!isFile) continue;
      const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(recognitionBytes) });
      return { path, start: buffer.subarray(0, bytesRead) };
    } finally {
      await handle.close();
    }
  }
  throw new UserError(
    "model-missing",
    `"${wanted}" is neither a known model nor a file. \`hearthside models list\` shows what there is.`,
  );
}

async function inspectLegacy(file: string): Promise<LegacyInspection> {
  await using model = await openLegacyModel(file);
  const [first] = model.files;
  if (first === undefined) throw new RangeError("a legacy model has no file");
  const { vocabularySize, embeddingLength, blockCount, headCount } = first.hyperparameters;
  return {
    container: first.container.name,
    parts: model.files.length,
    sizeBytes: model.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    vocabularySize,
    embeddingLength,
    blockCount,
    headCount,
    tensorTypes: [...new Set(first.tensors.map(({ type }) => type.name))],
  };
}

/** The same as lines for people. */
export function describeModel({ known: entry, gguf, legacy, fit }: ShownModel): string {
  const rows: (readonly [string, string])[] = [];
  if (gguf !== null)
    rows.push(
      [
        "file",
        `GGUF, ${gguf.architecture} ${gguf.quantisation ?? ""}, ${mebibytes(gguf.sizeBytes)}`,
      ],
      ["says it is", gguf.name],
      ["trained for", `${gguf.contextLength} tokens`],
      ["chat template", gguf.hasChatTemplate ? "its own" : "none"],
    );
  if (fit !== null)
    rows.push([
      "memory",
      [...describeFit(fit), fit.verdict === "fits" ? "It fits." : "It doesn't fit."].join(" "),
    ]);
  if (legacy !== null)
    rows.push(
      [
        "file",
        `${legacy.container}, ${legacy.tensorTypes.join(" and ")}, ${mebibytes(legacy.sizeBytes)}`,
      ],
      [
        "model",
        `LLaMA, ${legacy.blockCount} layers of ${legacy.embeddingLength}, ${legacy.vocabularySize} tokens`,
      ],
      ["to run it", "hearthside models import"],
    );
  if (entry !== null) rows.push(...knownRows(entry));
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n");
}

function knownRows(
  entry: NonNullable<ShownModel["known"]>,
): readonly (readonly [string, string])[] {
  const { name, id, family, licence, context, format, stops, sampling, sources } = entry;
  const { route, engine, loses } = entry;
  const optional = (title: string, value: string | undefined) =>
    value === undefined || value === "" ? [] : [[title, value] as const];
  return [
    ["catalogue", `${name} (${id})`],
    ["family", family],
    ["sizes", entry.sizes.map((size) => sizeText(size, context)).join("; ")],
    ...optional("licence", licence),
    ["context", `${context} tokens`],
    ["format", format],
    ...optional("stops", stops.map((stop) => JSON.stringify(stop)).join(" ")),
    ...optional(
      "sampling",
      Object.entries(sampling)
        .map(([key, value]) => `${key} ${value}`)
        .join(", "),
    ),
    ["route", engine === undefined ? route : `${route}: ${engine}`],
    ...optional("loses", loses),
    ...Object.entries(sources).map(([quant, uri]) => [quant, uri] as const),
  ];
}

function sizeText(size: ModelEntry["sizes"][number], context: number): string {
  const need = memoryNeed(size, context);
  return need === undefined ? size.name : `${size.name} (about ${(need / 1e9).toFixed(1)} GB)`;
}

function mebibytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 ** 2)} MiB`;
}
