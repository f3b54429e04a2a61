import type { SamplingSettings } from "../../generation/request.ts";

/** What one program that speaks the protocol takes beyond it. */
export interface ServerFlavour {
  /** For people. */
  readonly name: string;
  /** What the program calls our samplers. One that isn't here can't be set. */
  readonly samplers: Partial<Readonly<Record<keyof SamplingSettings, string>>>;
  /** What it calls the tokens before which a reply may not end. Left out: it can't be told. */
  readonly leastTokens?: string;
  /** How it writes a top-k that is off. */
  readonly topKOff: number;
  /** Stop strings that it takes in one request. */
  readonly mostStops: number;
  /**
   * Fields that let a chat's reply go on from a last message of the assistant. Null: a reply can't be begun for the
   * server, and the model writes the speaker's label itself or not at all.
   */
  readonly prefill: Readonly<Record<string, unknown>> | null;
  /** Fields that ask for exact counts; some programs give them with the first piece of text already. */
  readonly counting: Readonly<Record<string, unknown>>;
}

/** The protocol as OpenAI documents it: https://platform.openai.com/docs/api-reference/completions/create */
const standardSamplers = {
  temperature: "temperature",
  topP: "top_p",
  frequencyPenalty: "frequency_penalty",
  presencePenalty: "presence_penalty",
  seed: "seed",
} as const;

const filteringSamplers = { topK: "top_k", minP: "min_p" } as const;
const repetitionSamplers = {
  dryMultiplier: "dry_multiplier",
  dryBase: "dry_base",
  dryAllowedLength: "dry_allowed_length",
  xtcProbability: "xtc_probability",
  xtcThreshold: "xtc_threshold",
} as const;
/** As llama.cpp's own programs and those built on it call them. */
const llamaCppSamplers = {
  dryLastTokens: "dry_penalty_last_n",
  drySequenceBreakers: "dry_sequence_breakers",
  dynatempRange: "dynatemp_range",
  dynatempExponent: "dynatemp_exponent",
  mirostat: "mirostat",
  mirostatTau: "mirostat_tau",
  mirostatEta: "mirostat_eta",
} as const;

/** A reply that has begun has no room for a monologue before it; servers refuse to go on from one that might. */
const withoutThinking = { chat_template_kwargs: { enable_thinking: false } } as const;

const usageAtTheEnd = { stream_options: { include_usage: true } } as const;

export const serverFlavours = {
  /** https://github.com/ggml-org/llama.cpp/tree/master/tools/server */
  "llama-server": {
    name: "llama-server",
    samplers: {
      ...standardSamplers,
      ...filteringSamplers,
      ...repetitionSamplers,
      ...llamaCppSamplers,
      typicalP: "typical_p",
      topNSigma: "top_n_sigma",
      repeatPenalty: "repeat_penalty",
      repeatLastTokens: "repeat_last_n",
    },
    topKOff: 0,
    mostStops: 64,
    prefill: withoutThinking,
    counting: { ...usageAtTheEnd, timings_per_token: true, cache_prompt: true },
  },
  /** https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html */
  vllm: {
    name: "vLLM",
    samplers: { ...standardSamplers, ...filteringSamplers, repeatPenalty: "repetition_penalty" },
    leastTokens: "min_tokens",
    topKOff: -1,
    mostStops: 64,
    prefill: {
      ...withoutThinking,
      add_generation_prompt: false,
      continue_final_message: true,
    },
    counting: { stream_options: { include_usage: true, continuous_usage_stats: true } },
  },
  /** https://github.com/LostRuins/koboldcpp. Its presence penalty is the only one of the two. */
  koboldcpp: {
    name: "KoboldCpp",
    samplers: {
      temperature: "temperature",
      topP: "top_p",
      presencePenalty: "presence_penalty",
      seed: "seed",
      ...filteringSamplers,
      ...repetitionSamplers,
      ...llamaCppSamplers,
      typicalP: "typical",
      tailFree: "tfs",
      topA: "top_a",
      topNSigma: "nsigma",
      smoothingFactor: "smoothing_factor",
      repeatPenalty: "rep_pen",
      repeatLastTokens: "rep_pen_range",
    },
    topKOff: 0,
    mostStops: 64,
    prefill: { continue_assistant_turn: true },
    counting: usageAtTheEnd,
  },
  /** https://github.com/oobabooga/text-generation-webui/wiki/12-%E2%80%90-OpenAI-API */
  "text-generation-webui": {
    name: "text-generation-webui",
    samplers: {
      ...standardSamplers,
      ...filteringSamplers,
      ...repetitionSamplers,
      typicalP: "typical_p",
      tailFree: "tfs",
      topA: "top_a",
      topNSigma: "top_n_sigma",
      smoothingFactor: "smoothing_factor",
      smoothingCurve: "smoothing_curve",
      mirostat: "mirostat_mode",
      mirostatTau: "mirostat_tau",
      mirostatEta: "mirostat_eta",
      repeatPenalty: "repetition_penalty",
      repeatLastTokens: "repetition_penalty_range",
    },
    topKOff: 0,
    mostStops: 64,
    prefill: { continue_: true },
    counting: usageAtTheEnd,
  },
  /** https://docs.ollama.com/api/openai-compatibility */
  ollama: {
    name: "Ollama",
    samplers: standardSamplers,
    topKOff: 0,
    mostStops: 64,
    prefill: {},
    counting: usageAtTheEnd,
  },
  /** Only what the protocol has: some servers refuse fields that they don't know. */
  other: {
    name: "OpenAI-compatible server",
    samplers: standardSamplers,
    topKOff: 0,
    mostStops: 4,
    prefill: null,
    counting: usageAtTheEnd,
  },
} as const satisfies Record<string, ServerFlavour>;

export type ServerKind = keyof typeof serverFlavours;

/** What the programs write as the owner of their models. */
const kindByOwner: ReadonlyMap<string, ServerKind> = new Map([
  ["llamacpp", "llama-server"],
  ["vllm", "vllm"],
  ["koboldcpp", "koboldcpp"],
  ["user", "text-generation-webui"],
  ["library", "ollama"],
]);

/** Tells the program by the `owned_by` of its list of models. */
export function recogniseServer(owner: string | undefined): ServerKind {
  return kindByOwner.get(owner ?? "") ?? "other";
}
