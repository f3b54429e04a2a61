import type { Token } from "node-llama-cpp";
import type { GenerationRequest, PromptSection } from "../../generation/request.ts";
import type { SectionReport } from "../../generation/stream-part.ts";
import { fitPrompt } from "../../roleplay/prompt/fit-prompt.ts";
import type { ChatLayout, ChatMessage } from "../../roleplay/prompt/prompt-segment.ts";
import { sectionMessages } from "../../roleplay/prompt/section-messages.ts";
import type { PromptTokenizer } from "./prompt-tokenizer.ts";
import type { ReplyMemory } from "./reply-memory.ts";

/** The reply gets at most this share of the context when a request asks for more than a small context has. */
const mostReplyShare = 1 / 3;

export interface WrittenPrompt {
  readonly tokens: readonly Token[];
  /** How many of the last tokens are the reply's prefix; 0 when they can't be told from what is before them. */
  readonly prefixLength: number;
  /** Most tokens of the reply that have room after it. */
  readonly maxTokens: number;
  readonly sections: readonly SectionReport[];
}

/** Makes tokens of a request: sections that fit, in the model's own layout. */
export class PromptWriter {
  readonly #layout: ChatLayout;
  readonly #tokenizer: PromptTokenizer;
  readonly #contextSize: number;
  readonly #tokensPerMessage: number;

  constructor(options: {
    readonly layout: ChatLayout;
    readonly tokenizer: PromptTokenizer;
    readonly contextSize: number;
  }) {
    this.#layout = options.layout;
    this.#tokenizer = options.tokenizer;
    this.#contextSize = options.contextSize;
    this.#tokensPerMessage = this.#measureMarks();
  }

  /** Throws a {@link GenerationError} when the prompt can't be made to fit. */
  write(
    request: Pick<GenerationRequest, "prompt" | "maxTokens">,
    replies: ReplyMemory,
  ): WrittenPrompt {
    const { sections, replyPrefix, historyFrom } = request.prompt;
    // What was measured last is what fits.
    let tokens: readonly Token[] = [];
    const measure = (some: readonly PromptSection[]) => {
      const segments = this.#layout.render(sectionMessages(some), replyPrefix);
      tokens = this.#tokenizer.tokenize(segments, replies);
      return tokens.length;
    };
    const count = (section: PromptSection) =>
      this.#tokenizer.text(section.text).length + this.#tokensPerMessage;
    const reserved = Math.min(request.maxTokens, Math.floor(this.#contextSize * mostReplyShare));

    const fitting = fitPrompt({
      sections,
      historyFrom,
      // llama.cpp keeps one place of the context free.
      budget: this.#contextSize - reserved - 1,
      countTokens: count,
      measure,
    });
    const included = new Set(fitting);
    return {
      tokens,
      prefixLength: this.#prefixLength(tokens, replyPrefix),
      maxTokens: Math.min(request.maxTokens, this.#contextSize - 1 - tokens.length),
      sections: sections.map((section) => ({
        id: section.id,
        tokens: this.#tokenizer.text(section.text).length,
        included: included.has(section),
      })),
    };
  }

  #prefixLength(tokens: readonly Token[], replyPrefix: string): number {
    const prefix = this.#tokenizer.text(replyPrefix);
    const start = tokens.length - prefix.length;
    return prefix.every((token, index) => tokens[start + index] === token) ? prefix.length : 0;
  }

  /** Tokens that the layout itself adds for a message. */
  #measureMarks(): number {
    const exchange: readonly ChatMessage[] = [
      { role: "user", content: "a" },
      { role: "assistant", content: "a" },
    ];
    const length = (messages: readonly ChatMessage[]) =>
      this.#tokenizer.tokenize(this.#layout.render(messages, "")).length;
    const more = length([...exchange, ...exchange]) - length(exchange);
    return Math.max(0, Math.ceil(more / exchange.length) - this.#tokenizer.text("a").length);
  }
}
