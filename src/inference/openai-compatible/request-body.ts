import type { GenerationRequest } from "../../generation/request.ts";
import { samplingFields } from "./sampling-fields.ts";
import type { ServerFlavour } from "./server-flavour.ts";
import type { WrittenPrompt } from "./server-prompt-writer.ts";

export interface ServerRequest {
  /** Where it is posted. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly ignoredSettings: readonly string[];
}

/** What is posted to the server for a request whose prompt is written. */
export function serverRequest(
  request: GenerationRequest,
  prompt: WrittenPrompt,
  server: {
    readonly model: string;
    readonly flavour: ServerFlavour;
    /** Text that ends a reply, beside the request's own. */
    readonly stop: readonly string[];
  },
): ServerRequest {
  const { flavour, model } = server;
  const isChat = "messages" in prompt.fields;
  const { fields, ignored } = samplingFields(request.sampling, flavour);
  const stop = [...request.stop, ...server.stop]
    .filter((text) => text !== "")
    .slice(0, flavour.mostStops);
  const least = Math.min(request.leastTokens ?? 0, prompt.maxTokens);
  const beginsReply = isChat && request.prompt.replyPrefix !== "";
  return {
    path: isChat ? "/v1/chat/completions" : "/v1/completions",
    body: {
      model,
      ...prompt.fields,
      max_tokens: prompt.maxTokens,
      ...(least > 0 && flavour.leastTokens !== undefined && { [flavour.leastTokens]: least }),
      ...(stop.length > 0 && { stop }),
      stream: true,
      ...fields,
      ...flavour.counting,
      ...(beginsReply && flavour.prefill),
    },
    ignoredSettings:
      least > 0 && flavour.leastTokens === undefined ? [...ignored, "leastTokens"] : ignored,
  };
}
