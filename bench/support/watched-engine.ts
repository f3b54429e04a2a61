import type { GenerationRequest } from "../../src/generation/request.ts";
import type { GenerationReport, StreamPart } from "../../src/generation/stream-part.ts";
import type { TextEngine } from "../../src/generation/text-engine.ts";

/** What an engine was asked, and when it did what: milliseconds of `performance.now()`. */
export interface WatchedGeneration {
  readonly request: GenerationRequest;
  readonly startedAt: number;
  firstTextAt: number | undefined;
  endedAt: number | undefined;
  report: GenerationReport | undefined;
  text: string;
}

export interface WatchedEngine extends TextEngine {
  /** Oldest first. */
  readonly generations: readonly WatchedGeneration[];
}

/** An engine that notes what passes through it. Takes ownership of the engine inside. */
export function watchEngine(engine: TextEngine): WatchedEngine {
  const generations: WatchedGeneration[] = [];
  return {
    info: engine.info,
    generations,
    status: () => engine.status(),
    generate(request, signal) {
      const watched: WatchedGeneration = {
        request,
        startedAt: performance.now(),
        firstTextAt: undefined,
        endedAt: undefined,
        report: undefined,
        text: "",
      };
      generations.push(watched);
      return watch(engine.generate(request, signal), watched);
    },
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  };
}

/** Asks an engine directly, with nothing around it, and reads the reply to its end. Throws when it fails. */
export async function askDirectly(
  engine: TextEngine,
  request: GenerationRequest,
): Promise<WatchedGeneration & { readonly report: GenerationReport }> {
  const watched: WatchedGeneration = {
    request,
    startedAt: performance.now(),
    firstTextAt: undefined,
    endedAt: undefined,
    report: undefined,
    text: "",
  };
  const parts = watch(engine.generate(request, new AbortController().signal), watched);
  for await (const part of parts)
    if (part.type === "error") throw new Error(`the engine failed: ${part.failure.message}`);
  const { report } = watched;
  if (report === undefined) throw new Error("the engine gave no report");
  return { ...watched, report };
}

async function* watch(
  parts: AsyncIterable<StreamPart>,
  watched: WatchedGeneration,
): AsyncGenerator<StreamPart> {
  for await (const part of parts) {
    if (part.type === "text-delta") {
      watched.firstTextAt ??= performance.now();
      watched.text += part.delta;
    }
    if (part.type === "finish" || part.type === "error") watched.endedAt = performance.now();
    if (part.type === "finish") watched.report = part.report;
    yield part;
  }
}
