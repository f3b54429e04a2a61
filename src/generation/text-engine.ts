import type { GenerationRequest } from "./request.ts";
import type { StreamPart } from "./stream-part.ts";

/** Something that turns requests into text: llama.cpp, a server over HTTP, a script in tests. */
export interface TextEngine extends AsyncDisposable {
  readonly info: EngineInfo;
  /**
   * Starts at once or as soon as a slot is free. Any number may run side by side; those of one conversation run one
   * after another. Ending the iteration early or aborting `signal` stops the work within one token; an abort ends
   * the stream with `finish` and reason `cancelled`.
   */
  generate(request: GenerationRequest, signal: AbortSignal): AsyncIterable<StreamPart>;
  /** Live figures for `/model show` and metrics. */
  status(): EngineStatus;
}

export interface EngineInfo {
  /** Stable id: the model file's name without extension. */
  readonly modelId: string;
  /** For people. */
  readonly displayName: string;
  /** Tokens for one conversation: prompt and reply together. */
  readonly contextSize: number;
  /** Requests that run side by side. */
  readonly slots: number;
  /** `llama.cpp (CPU)`, `llama.cpp (CUDA)`, `scripted`, … */
  readonly engine: string;
  readonly architecture: string | null;
  readonly quantisation: string | null;
  readonly sizeBytes: number | null;
}

export interface EngineStatus {
  readonly activeRequests: number;
  readonly waitingRequests: number;
  /** Since start. */
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly generatedTokens: number;
}
