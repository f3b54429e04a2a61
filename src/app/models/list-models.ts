import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Settings } from "../../config/settings.ts";
import type { ModelFit } from "../../generation/model-control.ts";
import { UserError } from "../../lib/errors.ts";
import { type ModelEntry, modelRoutes } from "../../models/catalogue/catalogue.ts";
import { memoryNeed } from "../../models/catalogue/memory-need.ts";
import { readCatalogue } from "../../models/catalogue/read-catalogue.ts";
import type { FreeMemory } from "../../models/fit/judge-fit.ts";
import { judgeFit } from "../../models/fit/judge-fit.ts";
import { inspectModel } from "../../models/inspect-model.ts";
import { listModels } from "../../models/resolve-model-file.ts";
import { describeSuggestion, gib } from "./describe-fit.ts";
import { freeMemory, memoryPlan } from "./fit-here.ts";

/** A GGUF file of the models folder. */
export interface ListedFile {
  /** Inside the folder. */
  readonly file: string;
  readonly sizeBytes: number;
  /** Null where it can't be used. */
  readonly fit: ModelFit | null;
  /** One line; null where it can be used. */
  readonly problem: string | null;
}

/** A model of the catalogue. */
export interface ListedModel {
  readonly entry: ModelEntry;
  /** Its sizes that fit at four bits a parameter, with one conversation; null where that isn't known. */
  readonly fitting: readonly string[] | null;
}

export interface ModelList {
  readonly files: readonly ListedFile[];
  readonly known: readonly ListedModel[];
}

/** How a model would run, as the list has it. */
const routeWords: Readonly<Record<ModelEntry["route"], { name: string; means: string }>> = {
  native: {
    name: "natively",
    means: "from a GGUF file, or from a checkpoint after `hearthside models import`",
  },
  imported: {
    name: "by import",
    means: "`hearthside models import` rewrites its old file as GGUF",
  },
  remapped: {
    name: "by remapping",
    means: "`hearthside models import` fits its checkpoint to another architecture",
  },
  "other engine": {
    name: "other engine",
    means: "not by llama.cpp: `hearthside models info NAME` says by what",
  },
};
const routeWidth = Math.max(...Object.values(routeWords).map(({ name }) => name.length));

/** Looking into a file takes a process of its own. */
const sideBySide = 2;

/** The models that are here, and those that the catalogue knows, with whether they fit in what is free now. */
export async function listKnownModels(settings: Settings): Promise<ModelList> {
  const [paths, { models }, free] = await Promise.all([
    listModels(settings.MODELS_DIR),
    readCatalogue(),
    freeMemory(settings),
  ]);
  return {
    files: await lookIntoAll(paths, settings, free),
    known: models.map((entry) => ({ entry, fitting: fittingSizes(entry, free) })),
  };
}

async function lookIntoAll(
  paths: readonly string[],
  settings: Settings,
  free: FreeMemory,
): Promise<readonly ListedFile[]> {
  const files: ListedFile[] = [];
  const left = paths.entries();
  const workers = Array.from({ length: sideBySide }, async () => {
    for (const [index, path] of left) files[index] = await lookInto(path, settings, free);
  });
  await Promise.all(workers);
  return files;
}

async function lookInto(file: string, settings: Settings, free: FreeMemory): Promise<ListedFile> {
  const path = join(settings.MODELS_DIR, file);
  const { size: sizeBytes } = await stat(path);
  try {
    const inspection = await inspectModel(path);
    const fit = judgeFit(inspection.shape, memoryPlan(settings, inspection), free);
    return { file, sizeBytes, fit, problem: null };
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    return { file, sizeBytes, fit: null, problem: thrown.message };
  }
}

function fittingSizes(
  { sizes, context }: ModelEntry,
  { gpuBytes, ramBytes }: FreeMemory,
): readonly string[] | null {
  const needs = sizes.map((size) => ({ name: size.name, bytes: memoryNeed(size, context) }));
  if (needs.some(({ bytes }) => bytes === undefined)) return null;
  const freeBytes = gpuBytes ?? ramBytes;
  return needs.filter(({ bytes = 0 }) => bytes <= freeBytes).map(({ name }) => name);
}

/** The same as JSON. */
export function listAsJson({ files, known }: ModelList): object {
  return { files, known: known.map(({ entry, fitting }) => ({ ...entry, fitting })) };
}

/** One line per model. */
export function describeModels({ files, known }: ModelList, modelsDir: string): string {
  const fileWidth = Math.max(0, ...files.map(({ file }) => file.length));
  const here = files.map(
    (listed) =>
      `  ${listed.file.padEnd(fileWidth)}  ${gib(listed.sizeBytes).padStart(9)}  ${verdictOf(listed)}`,
  );
  const routes = modelRoutes.map(
    (route) => `  ${routeWords[route].name.padEnd(routeWidth)}  ${routeWords[route].means}`,
  );
  const width = Math.max(...known.map(({ entry }) => entry.id.length));
  const rows = known.map(({ entry, fitting }) =>
    `  ${entry.id.padEnd(width)}  ${summaryOf(entry)}${fittingText(entry, fitting)}`.trimEnd(),
  );
  return [
    `In ${modelsDir}:`,
    ...(here.length === 0 ? ["  none"] : here),
    "",
    "Known models. What you have of them stands above; the rest says how each would run here, once you have its files:",
    ...routes,
    "What fits: at 4 bits, with one conversation.",
    "",
    ...rows,
  ].join("\n");
}

function verdictOf({ fit, problem }: ListedFile): string {
  if (fit === null) return problem ?? "";
  const words = {
    fits: "fits",
    slow: "fits partly on the GPU, which is slow",
    "too-large": "doesn't fit",
  } as const;
  const need = `${words[fit.verdict]}: about ${gib(fit.neededBytes)} of ${gib(fit.freeBytes)} free`;
  return fit.suggestion === null ? need : `${need}. ${describeSuggestion(fit.suggestion)}`;
}

function summaryOf({ route, family, sizes, context }: ModelEntry): string {
  const names = sizes.map(({ name }) => name).join(", ");
  return `${routeWords[route].name.padEnd(routeWidth)}  ${family}, ${names}; ${context} tokens`;
}

function fittingText({ sizes }: ModelEntry, fitting: readonly string[] | null): string {
  if (fitting === null) return "";
  if (fitting.length === 0) return "; doesn't fit";
  return fitting.length === sizes.length ? "; fits" : `; fits: ${fitting.join(", ")}`;
}
