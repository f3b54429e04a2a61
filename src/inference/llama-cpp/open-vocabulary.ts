import type { LlamaModel } from "node-llama-cpp";
import { coerceError, UserError } from "../../lib/errors.ts";
import { inspectModel } from "../../models/inspect-model.ts";
import { openBackend } from "./llama-backend.ts";

/** A model's words without its weights: enough to count tokens and to write prompts, not to answer. */
export interface Vocabulary extends AsyncDisposable {
  readonly name: string;
  readonly model: LlamaModel;
  /** Tokens that the model was trained for. */
  readonly contextLength: number;
}

/** Takes a moment and little memory. Throws a {@link UserError} of one line when the file is no model. */
export async function openVocabulary(modelFile: string): Promise<Vocabulary> {
  const { name, contextLength } = await inspectModel(modelFile);
  const llama = await openBackend("off");
  try {
    const model = await llama.loadModel({ modelPath: modelFile, vocabOnly: true, gpuLayers: 0 });
    return { name, model, contextLength, [Symbol.asyncDispose]: () => model.dispose() };
  } catch (error) {
    throw new UserError(
      "model-load-failed",
      `The model's vocabulary can't be read: ${coerceError(error).message}`,
      { cause: error },
    );
  }
}
