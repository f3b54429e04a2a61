import type { TextEngine } from "../../src/generation/text-engine.ts";
import {
  createOpenAiCompatibleEngine,
  type OpenAiCompatibleOptions,
} from "../../src/inference/openai-compatible/create-openai-compatible-engine.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { type CompletionServerOptions, startCompletionServer } from "./completion-server.ts";

/** An engine on a server of its own, which ends with it. */
export async function openServed(
  server: CompletionServerOptions,
  options: Partial<OpenAiCompatibleOptions> = {},
): Promise<TextEngine> {
  const host = await startCompletionServer(server);
  const engine = await connectTo(host.url, options);
  return {
    info: engine.info,
    generate: (request, signal) => engine.generate(request, signal),
    status: () => engine.status(),
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      await host[Symbol.asyncDispose]();
    },
  };
}

/** An engine on a server that is there; tests state what matters to them. */
export function connectTo(
  url: string,
  options: Partial<OpenAiCompatibleOptions> = {},
): Promise<TextEngine> {
  return createOpenAiCompatibleEngine({
    url,
    apiKey: undefined,
    model: undefined,
    protocol: "completions",
    contextSize: 4096,
    slots: 4,
    clock: systemClock,
    logger: silentLogger,
    signal: new AbortController().signal,
    ...options,
  });
}
