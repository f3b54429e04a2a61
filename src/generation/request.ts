/**
 * What the bot asks of a worker. A request is plain data and carries everything that its reply needs: a worker
 * sees no database. It names the model that is to answer, and is otherwise independent of it: token counts and the chat
 * template belong to the worker, which fits the sections to its own context.
 */
export interface GenerationRequest {
  /** Raised when the shape changes, so that an old worker refuses what it can't understand. */
  readonly version: 1;
  /** Idempotency key. The first swipe of a turn has the turn's id. No colon, no whitespace. */
  readonly id: string;
  /** Requests of one conversation share a warm slot. */
  readonly conversationKey: string;
  /** Who shares the GPU fairly with whom: the guild, or the user in direct messages. */
  readonly fairnessKey: string;
  readonly priority: Priority;
  /** Id of the model that has to answer, as {@link EngineInfo.modelId} has it. Null: the worker's own default. */
  readonly model: string | null;
  readonly prompt: PromptPlan;
  /** Text that ends the reply; it is never part of the result. */
  readonly stop: readonly string[];
  readonly sampling: SamplingSettings;
  /** Most tokens of the reply. */
  readonly maxTokens: number;
  /** Tokens before which the reply may not end by itself, in an engine that can see to it. Left out: 0. */
  readonly leastTokens?: number | undefined;
}

/** `interactive`: a person waits. `background`: summaries, embeddings; overtaken by everything else. */
export type Priority = "interactive" | "background";

/**
 * The prompt as sections in reading order, from the most stable to the most volatile (the prefix cache re-reads
 * from the first token that differs).
 */
export interface PromptPlan {
  readonly sections: readonly PromptSection[];
  /** The text that the reply starts with, for instance `Rosie:`. It isn't part of the result. */
  readonly replyPrefix: string;
  /**
   * Id of the section with which the history of the conversation's last prompt began. While it fits, it begins there
   * again, so that the engine needn't read it anew. Left out: nobody knows.
   */
  readonly historyFrom?: string | undefined;
}

export interface PromptSection {
  /** Stable name for reports: `main`, `character`, `example`, `history:<turn id>`, `lore`, `note`, … */
  readonly id: string;
  readonly role: SectionRole;
  readonly text: string;
  readonly trim: TrimRule;
}

export type SectionRole = "system" | "user" | "assistant";

/**
 * What may happen to a section when the prompt is too long, in this order: `optional` ones go first (highest
 * `order` first), then `history` from the oldest in blocks that begin at a turn (`history:…`). `required` ones stay, and a prompt whose required
 * sections don't fit is an error.
 */
export type TrimRule =
  | { readonly kind: "required" }
  | { readonly kind: "optional"; readonly order: number }
  | { readonly kind: "history" };

/** Every sampler that some engine has. An engine reports what it had to ignore. */
export interface SamplingSettings {
  /** 0 always takes the likeliest token. */
  readonly temperature: number;
  /** The temperature varies by so much with how sure the model is; 0 is off. */
  readonly dynatempRange: number;
  readonly dynatempExponent: number;
  /** Bends the distribution by a parabola; 0 is off. */
  readonly smoothingFactor: number;
  readonly smoothingCurve: number;
  /** 0 is off. */
  readonly topK: number;
  /** 1 is off. */
  readonly topP: number;
  /** 0 is off. */
  readonly minP: number;
  /** Locally typical sampling; 1 is off. */
  readonly typicalP: number;
  /** Tail-free sampling; 1 is off. */
  readonly tailFree: number;
  /** Keeps what is likelier than this share of the likeliest token's squared chance; 0 is off. */
  readonly topA: number;
  /** Keeps logits within so many standard deviations of the highest; 0 is off. */
  readonly topNSigma: number;
  /** 0 is off; 1 and 2 are its versions, which take the place of everything that cuts the tail. */
  readonly mirostat: number;
  readonly mirostatTau: number;
  readonly mirostatEta: number;
  /** 1 is off. Applies to the last `repeatLastTokens` tokens. */
  readonly repeatPenalty: number;
  readonly repeatLastTokens: number;
  readonly frequencyPenalty: number;
  readonly presencePenalty: number;
  /** "Don't repeat yourself", a penalty on repeated sequences; 0 is off. */
  readonly dryMultiplier: number;
  readonly dryBase: number;
  /** Tokens that may repeat without a penalty. */
  readonly dryAllowedLength: number;
  /** Tokens that it looks back on. */
  readonly dryLastTokens: number;
  /** Texts at which a repetition ends. */
  readonly drySequenceBreakers: readonly string[];
  /** "Exclude top choices": chance between 0 and 1; 0 is off. */
  readonly xtcProbability: number;
  readonly xtcThreshold: number;
  readonly seed: number;
}
