import type { GenerationRequest } from "../../src/generation/request.ts";
import type { GenerationReport, StreamPart } from "../../src/generation/stream-part.ts";
import type { TextEngine } from "../../src/generation/text-engine.ts";
import {
  createLlamaCppEngine,
  type LlamaCppEngineOptions,
  startLlamaCppEngine,
} from "../../src/inference/llama-cpp/create-llama-cpp-engine.ts";
import { loadModel } from "../../src/inference/llama-cpp/load-model.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import type { ModelInspection } from "../../src/models/model-inspection.ts";
import { demoModelFile } from "./demo-request.ts";
import { testGpu } from "./test-gpu.ts";
import { type WatchedContext, watchContext } from "./watched-context.ts";

/** What inspecting the demo model says; given to engines so that each test doesn't inspect it again. */
export const demoInspection: ModelInspection = {
  name: "Hearthside 4M",
  architecture: "llama",
  quantisation: "Q8_0",
  contextLength: 1024,
  sizeBytes: 4_791_712,
  hasChatTemplate: true,
  shape: {
    parameters: 4_458_752,
    layers: 4,
    layerBytes: 3_629_056,
    otherBytes: 1_115_136,
    cacheNumbers: 2048,
    embeddingLength: 256,
    feedForwardLength: 768,
    vocabularySize: 2048,
  },
};

/** The real engine with the demo model. */
export function openDemoEngine(options: Partial<LlamaCppEngineOptions> = {}): Promise<TextEngine> {
  return createLlamaCppEngine(demoOptions(options));
}

/** The same, with a view of the batches that llama.cpp evaluates. */
export async function openWatchedEngine(options: Partial<LlamaCppEngineOptions> = {}): Promise<{
  readonly engine: TextEngine;
  readonly batches: WatchedContext;
}> {
  const complete = demoOptions(options);
  const loaded = await loadModel(complete);
  const batches = watchContext(loaded.context);
  return { engine: await startLlamaCppEngine(complete, loaded, demoInspection), batches };
}

/** How tests run the demo model. */
export function demoOptions(options: Partial<LlamaCppEngineOptions>): LlamaCppEngineOptions {
  return {
    modelFile: demoModelFile,
    inspection: demoInspection,
    contextSize: 1024,
    slots: 1,
    batchSize: 512,
    threads: 1,
    gpu: testGpu,
    logger: silentLogger,
    clock: systemClock,
    ...options,
  };
}

export interface Reply {
  readonly text: string;
  readonly reason: string;
  readonly report: GenerationReport;
}

/** Reads a reply to its end. Throws when it ends in an error. */
export async function readReply(
  engine: TextEngine,
  request: GenerationRequest,
  options: { readonly signal?: AbortSignal; readonly onPart?: (part: StreamPart) => void } = {},
): Promise<Reply> {
  let text = "";
  for await (const part of engine.generate(
    request,
    options.signal ?? new AbortController().signal,
  )) {
    options.onPart?.(part);
    if (part.type === "text-delta") text += part.delta;
    if (part.type === "error") throw new Error(part.failure.message);
    if (part.type === "finish") return { text, reason: part.reason, report: part.report };
  }
  throw new Error("the stream ended without a last part");
}
