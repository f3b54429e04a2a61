import { randomBytes } from "node:crypto";
import type { TextEngine } from "../../generation/text-engine.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { ChatLayout } from "../../roleplay/prompt/prompt-segment.ts";
import { createModelLayout } from "../model-layout.ts";
import { loadLibrary } from "./load-library.ts";
import { inspectOnnxFolder } from "./onnx-folder.ts";
import { loadOnnxModel, type OnnxModel } from "./onnx-model.ts";
import { OnnxPromptWriter } from "./onnx-prompt-writer.ts";
import { TransformersEngine } from "./transformers-engine.ts";

export interface TransformersOptions {
  /** The folder of a model in ONNX. */
  readonly folder: string;
  /** Tokens of one conversation; never more than the model was trained for. */
  readonly contextSize: number;
  /** Replies that are written side by side; they share the processor. */
  readonly slots: number;
  readonly threads?: number | undefined;
  /** How prompts are written. Undefined: as the model's own chat template says, or else plainly. */
  readonly layout?: ChatLayout | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * Loads a model in ONNX from a folder, with transformers.js, and answers requests with it. Throws a `UserError` where
 * the library or a file of the model isn't there, or a file is damaged.
 */
export async function createTransformersEngine(options: TransformersOptions): Promise<TextEngine> {
  const { signal, clock, logger, slots } = options;
  signal.throwIfAborted();
  const folder = await inspectOnnxFolder(options.folder);
  const library = await loadLibrary();
  signal.throwIfAborted();
  const model = await loadOnnxModel(library, folder, options.threads);
  const contextSize = Math.min(options.contextSize, model.contextLength ?? options.contextSize);
  const layout = options.layout ?? ownLayout(model, logger);
  return new TransformersEngine({
    info: {
      modelId: folder.name,
      displayName: folder.name,
      contextSize,
      slots,
      engine: "transformers.js (ONNX, CPU)",
      architecture: folder.architecture,
      quantisation: folder.precision,
      sizeBytes: folder.sizeBytes,
    },
    model,
    writer: new OnnxPromptWriter({ model, layout, contextSize }),
    template: layout.name,
    stop: layout.stop ?? [],
    clock,
    logger,
  });
}

function ownLayout(model: OnnxModel, logger: Logger): ChatLayout {
  return createModelLayout({
    template: model.chatTemplate,
    bosToken: model.bosText,
    eosToken: model.eosText,
    nonce: randomBytes(12).toString("hex"),
    logger,
  });
}
