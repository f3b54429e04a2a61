/** Turns texts into vectors of one length, for recall by meaning. */
export interface Embedder extends AsyncDisposable {
  readonly info: { readonly modelId: string; readonly dimensions: number };
  /** One vector per text, in order, each of length 1. Throws {@link GenerationError} when a text can't be read. */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
}
