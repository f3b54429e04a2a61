import type { Catalogue, ModelEntry } from "../catalogue/catalogue.ts";
import { catalogueEntry, formatTemplate } from "../importing/ask-catalogue.ts";
import type { ImportWishes } from "../importing/import-request.ts";
import type { ImportParameters } from "./plan-import.ts";

export interface ChoiceInput {
  readonly catalogue: Catalogue;
  readonly fileName: string;
  /** Only Llama 2 70B has fewer heads for keys than for queries. */
  readonly hasGroupedKeys: boolean;
  readonly wishes: ImportWishes;
}

const llama = { contextLength: 2048, rmsEpsilon: 1e-6 };
const llama2 = { contextLength: 4096, rmsEpsilon: 1e-5 };

/**
 * What the new file will say that the legacy file doesn't: by the person's word, else as the catalogue knows the
 * model, else as it was for LLaMA. `notes` tells what was assumed, in whole sentences. Throws a `UserError` for a format
 * that there isn't.
 */
export function chooseParameters(input: ChoiceInput): {
  readonly parameters: ImportParameters;
  readonly notes: readonly string[];
} {
  const { catalogue, fileName, hasGroupedKeys, wishes } = input;
  const entry = catalogueEntry(catalogue, wishes.name, fileName);
  const series = hasGroupedKeys || entry?.family === "Llama 2" ? llama2 : llama;
  const format = wishes.format ?? entry?.format;
  const parameters: ImportParameters = {
    name: wishes.name ?? withoutEnding(fileName),
    contextLength: wishes.contextLength ?? entry?.context ?? series.contextLength,
    rmsEpsilon: wishes.rmsEpsilon ?? entry?.rmsEpsilon ?? series.rmsEpsilon,
    chatTemplate: formatTemplate(catalogue, format),
  };
  return { parameters, notes: notesOn(parameters, entry, format, wishes) };
}

function notesOn(
  { contextLength, rmsEpsilon }: ImportParameters,
  entry: ModelEntry | undefined,
  format: string | undefined,
  wishes: ImportWishes,
): readonly string[] {
  const notes: string[] = [];
  if (entry !== undefined) notes.push(`It is taken for ${entry.name}, by its name.`);
  const assumed = [
    ...(wishes.contextLength === undefined ? [`a context of ${contextLength} (--context)`] : []),
    ...(wishes.rmsEpsilon === undefined ? [`an RMS epsilon of ${rmsEpsilon} (--rms-epsilon)`] : []),
    ...(wishes.format === undefined ? [`the format ${format ?? "plain"} (--format)`] : []),
  ];
  if (assumed.length > 0)
    notes.push(`The file doesn't say these, so they were assumed: ${assumed.join(", ")}.`);
  return notes;
}

function withoutEnding(fileName: string): string {
  return fileName.replace(/\.(?:bin|ggml)$/i, "");
}
