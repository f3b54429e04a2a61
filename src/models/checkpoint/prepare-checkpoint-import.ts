import { basename, resolve } from "node:path";
import { UserError } from "../../lib/errors.ts";
import type { ModelEntry } from "../catalogue/catalogue.ts";
import { type GgufMetadata, layOutGguf } from "../gguf/encode-header.ts";
import { tensorTypes } from "../gguf/tensor-types.ts";
import { catalogueEntry, formatTemplate } from "../importing/ask-catalogue.ts";
import type { CheckpointType, ImportSource, PreparedImport } from "../importing/import-request.ts";
import { originOf } from "../importing/origin.ts";
import { EndOfFileError } from "../importing/read-fully.ts";
import { CheckpointFolder } from "./checkpoint-folder.ts";
import { checkpointProblem } from "./checkpoint-problem.ts";
import { chooseArchitecture } from "./choose-architecture.ts";
import { type ModelPlan, type PlannedTensor, u32 } from "./model-plan.ts";
import { type OpenWeights, openWeights } from "./open-weights.ts";
import { type EncodedType, encodeRows, fittingType } from "./rows/encode-rows.ts";
import { UnfitNumberError } from "./rows/number-formats.ts";
import { readVocabulary } from "./tokenizer/read-vocabulary.ts";
import { readTokenizerSettings, type TokenizerSettings } from "./tokenizer/tokenizer-settings.ts";
import { type Vocabulary, vocabularyMetadata } from "./tokenizer/vocabulary.ts";
import { Weights } from "./weights.ts";

const mostConfigBytes = 4 * 1024 ** 2;

/** llama.cpp's numbers for the kind of quantisation of a whole file. */
const fileTypes: Readonly<Record<CheckpointType, number>> = { F16: 1, Q8_0: 7 };

/**
 * Reads what a Hugging Face checkpoint says of its model, and plans its GGUF file. Throws a `UserError` when it can't be
 * imported, with what to do instead.
 */
export async function prepareCheckpointImport(request: ImportSource): Promise<PreparedImport> {
  const { wishes } = request;
  if (wishes.rmsEpsilon !== undefined)
    throw new UserError(
      "import-epsilon",
      "--rms-epsilon is for GGML files. A checkpoint says it itself: leave it out.",
    );
  const folder = new CheckpointFolder(resolve(request.source));
  const config = await folder.json("config.json", mostConfigBytes);
  if (config === undefined)
    throw checkpointProblem(
      folder.path,
      "checkpoint-incomplete",
      "has no config.json: it isn't a checkpoint, or not all of it was downloaded",
    );
  const plan = chooseArchitecture(folder.path, config);
  const weights = await openWeights(folder);
  try {
    const model = plan({
      folder: folder.path,
      config,
      weights: new Weights(folder.path, weights.tensors),
      contextLength: wishes.contextLength,
    });
    const settings = await readTokenizerSettings(folder, config);
    const vocabulary = await readVocabulary(folder, settings, model.vocabularySize);
    return await prepare(request, folder, { model, settings, vocabulary, weights });
  } catch (error) {
    await weights[Symbol.asyncDispose]();
    throw error;
  }
}

interface Parts {
  readonly model: ModelPlan;
  readonly settings: TokenizerSettings;
  readonly vocabulary: Vocabulary;
  readonly weights: OpenWeights;
}

async function prepare(
  { wishes, catalogue }: ImportSource,
  folder: CheckpointFolder,
  { model, settings, vocabulary, weights }: Parts,
): Promise<PreparedImport> {
  const name = wishes.name ?? basename(folder.path);
  const entry = catalogueEntry(catalogue, wishes.name, basename(folder.path));
  const chat = chooseTemplate(settings, entry, wishes.format);
  const type = wishes.type ?? "F16";
  const tensors = model.tensors.map((tensor) => ({ tensor, type: typeOf(tensor, type) }));
  const { architecture, contextLength } = model;
  const metadata: GgufMetadata = [
    ["general.architecture", { type: "string", value: architecture }],
    ["general.name", { type: "string", value: name }],
    ["general.quantization_version", u32(2)],
    ["general.file_type", u32(fileTypes[type])],
    [`${architecture}.context_length`, u32(contextLength)],
    ...model.metadata.map(([key, value]) => [`${architecture}.${key}`, value] as const),
    ...vocabularyMetadata(vocabulary),
    ...templateMetadata(chat.template ?? formatTemplate(catalogue, chat.format)),
  ];
  const layout = layOutGguf(
    metadata,
    tensors.map(({ tensor: { name: tensorName, rows, kind }, type: own }) => ({
      name: tensorName,
      dimensions: kind === "vector" ? [rows.length] : [rows.length, rows.count],
      type: own,
    })),
  );
  return {
    name,
    from: `a ${model.family} checkpoint (${weights.container})`,
    content: {
      layout,
      origin: await originOf(weights.files.map(({ path, handle }) => [path, handle])),
      data: (index) => dataOf(folder, tensors[index]),
    },
    tensorTypes: [...new Set(tensors.map((tensor) => tensor.type.name))],
    notes: [...chat.notes, ...model.notes],
    [Symbol.asyncDispose]: () => weights[Symbol.asyncDispose](),
  };
}

function typeOf({ kind, rows }: PlannedTensor, type: CheckpointType): EncodedType {
  return kind === "matrix" ? fittingType(tensorTypes[type], rows.length) : tensorTypes.F32;
}

/** By a person's word, else the checkpoint's own template, else as the catalogue knows the model. */
function chooseTemplate(
  { chatTemplate }: TokenizerSettings,
  entry: ModelEntry | undefined,
  wanted: string | undefined,
): {
  readonly template?: string;
  readonly format?: string | undefined;
  readonly notes: readonly string[];
} {
  if (wanted !== undefined) return { format: wanted, notes: [] };
  if (chatTemplate !== undefined) return { template: chatTemplate, notes: [] };
  const format = entry?.format;
  const by = entry === undefined ? "" : `; it is taken for ${entry.name}, by its name`;
  return {
    format,
    notes: [
      `The checkpoint has no chat template, so the format ${format ?? "plain"} was assumed (--format)${by}.`,
    ],
  };
}

function templateMetadata(template: string | undefined): GgufMetadata {
  if (template === undefined) return [];
  return [["tokenizer.chat_template", { type: "string", value: template }]];
}

async function* dataOf(
  folder: CheckpointFolder,
  planned: { readonly tensor: PlannedTensor; readonly type: EncodedType } | undefined,
): AsyncGenerator<Uint8Array> {
  if (planned === undefined) throw new RangeError("there is no such tensor");
  const { tensor, type } = planned;
  try {
    yield* encodeRows(tensor.rows, type);
  } catch (error) {
    throw asProblem(folder, tensor.name, error);
  }
}

function asProblem(folder: CheckpointFolder, tensor: string, error: unknown): unknown {
  if (error instanceof EndOfFileError)
    return checkpointProblem(
      folder.path,
      "checkpoint-damaged",
      "has a file that became shorter while it was read",
    );
  if (!(error instanceof UnfitNumberError)) return error;
  return error.isTooLarge
    ? checkpointProblem(
        folder.path,
        "checkpoint-unsupported",
        `has numbers in ${tensor} that 16 bits can't hold: import it with --type Q8_0`,
      )
    : checkpointProblem(
        folder.path,
        "checkpoint-damaged",
        `has numbers in ${tensor} that aren't any: it is damaged`,
      );
}
