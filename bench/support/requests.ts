import type {
  GenerationRequest,
  PromptSection,
  SamplingSettings,
} from "../../src/generation/request.ts";
import { neutralSampling } from "../../src/generation/sampling-defaults.ts";

/** Common settings that every engine has, so that all do the same work. */
export const benchSampling: SamplingSettings = {
  ...neutralSampling,
  temperature: 0.8,
  topK: 40,
  minP: 0.05,
  repeatLastTokens: 0,
  seed: 1,
};

export interface BenchRequest {
  readonly conversationKey: string;
  readonly sections: readonly PromptSection[];
  readonly maxTokens: number;
  /** Default: 0, as the model likes. */
  readonly leastTokens?: number;
  readonly seed?: number;
  readonly replyPrefix?: string;
}

let requests = 0;

export function benchRequest(options: BenchRequest): GenerationRequest {
  const { conversationKey, sections, maxTokens, seed = 1, replyPrefix = "" } = options;
  requests++;
  return {
    version: 1,
    id: `bench-${requests}`,
    conversationKey,
    fairnessKey: conversationKey,
    priority: "interactive",
    model: null,
    prompt: { sections, replyPrefix },
    stop: [],
    sampling: { ...benchSampling, seed },
    maxTokens,
    ...(options.leastTokens === undefined ? {} : { leastTokens: options.leastTokens }),
  };
}

/** A prompt that is one text. */
export function oneText(text: string): readonly PromptSection[] {
  return [{ id: "main", role: "system", text, trim: { kind: "required" } }];
}

const words =
  "the inn stood by the river and its lamps were lit when rain came over the hill that night".split(
    " ",
  );

/** Text of exactly so many characters, another one for each seed: a token each for the random models. */
export function someText(length: number, seed: number): string {
  let text = `${seed}: `;
  for (let index = seed; text.length < length; index = (index * 7 + 5) % 1009)
    text += `${words[index % words.length]} `;
  return `${text.slice(0, length - 1)}.`;
}
