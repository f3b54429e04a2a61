import { basename } from "node:path";
import { UserError } from "../../lib/errors.ts";
import type { GgufContent } from "../importing/gguf-content.ts";
import type { ImportSource, PreparedImport } from "../importing/import-request.ts";
import { originOf } from "../importing/origin.ts";
import { EndOfFileError } from "../importing/read-fully.ts";
import { chooseParameters } from "./choose-parameters.ts";
import { legacyProblem } from "./legacy-problem.ts";
import { type OpenLegacyModel, openLegacyModel } from "./open-legacy-model.ts";
import { hasGroupedKeys, type ImportPlan, planImport } from "./plan-import.ts";
import { pieceMemory, tensorData, UnsoundBlocksError } from "./tensor-data.ts";

/** Reads the heads of a legacy model's files and plans its GGUF file. Throws a `UserError` when that can't be. */
export async function prepareLegacyImport(request: ImportSource): Promise<PreparedImport> {
  const { source: file, wishes, catalogue } = request;
  if (wishes.type !== undefined)
    throw new UserError(
      "import-type",
      "--type is for checkpoints. A GGML file keeps the types that it has: leave --type out.",
    );
  const legacy = await openLegacyModel(file);
  try {
    const { parameters, notes } = chooseParameters({
      catalogue,
      fileName: basename(file),
      hasGroupedKeys: hasGroupedKeys(legacy.files),
      wishes,
    });
    const plan = planImport(legacy.files, parameters);
    return {
      name: parameters.name,
      from: legacy.files[0]?.container.name ?? "",
      content: await contentOf(legacy, plan),
      tensorTypes: [...new Set(plan.tensors.map(({ type }) => type.target.name))],
      notes: [...notes, ...plan.losses],
      [Symbol.asyncDispose]: () => legacy[Symbol.asyncDispose](),
    };
  } catch (error) {
    await legacy[Symbol.asyncDispose]();
    throw error;
  }
}

async function contentOf(
  { files, handles }: OpenLegacyModel,
  { layout, tensors }: ImportPlan,
): Promise<GgufContent> {
  const [{ file } = { file: "" }] = files;
  const memory = pieceMemory();
  return {
    layout,
    origin: await originOf(files.map((part, index) => [part.file, handles[index]])),
    async *data(index) {
      const tensor = tensors[index];
      if (tensor === undefined) throw new RangeError(`there is no tensor ${index}`);
      try {
        yield* tensorData(tensor, handles, memory);
      } catch (error) {
        throw damage(file, error);
      }
    },
  };
}

function damage(file: string, error: unknown): unknown {
  if (error instanceof EndOfFileError)
    return legacyProblem(file, "model-damaged", "became shorter while it was read");
  if (error instanceof UnsoundBlocksError)
    return legacyProblem(
      file,
      "model-damaged",
      "has numbers that can't be: it is damaged, or of the first days of March 2023, whose blocks nothing reads",
    );
  return error;
}
