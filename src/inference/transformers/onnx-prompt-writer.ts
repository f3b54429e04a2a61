import type { GenerationRequest, PromptSection } from "../../generation/request.ts";
import type { SectionReport } from "../../generation/stream-part.ts";
import { defuseControlStrings } from "../../roleplay/prompt/control-strings.ts";
import { fitPrompt } from "../../roleplay/prompt/fit-prompt.ts";
import type { ChatLayout } from "../../roleplay/prompt/prompt-segment.ts";
import { sectionMessages } from "../../roleplay/prompt/section-messages.ts";
import type { OnnxModel } from "./onnx-model.ts";

/** The reply gets at most this share of the context when a request asks for more than a small context has. */
const mostReplyShare = 1 / 3;

/** Tokens that a layout adds for a message, at most; what is really needed is measured. */
const tokensPerMessage = 8;

/** Texts whose tokens are counted once: a chat's turns come back with every request. */
const mostCounts = 4096;

export interface WrittenPrompt {
  readonly tokens: readonly number[];
  /** Most tokens of the reply that have room after it. */
  readonly maxTokens: number;
  readonly sections: readonly SectionReport[];
}

/**
 * Makes tokens of a request: sections that fit, in a layout. The tokenizer sees marks wherever they stand, so those that
 * people wrote are broken up.
 */
export class OnnxPromptWriter {
  readonly #model: Pick<OnnxModel, "encode" | "marks">;
  readonly #layout: ChatLayout;
  readonly #contextSize: number;
  readonly #counts = new Map<string, number>();

  constructor(options: {
    readonly model: Pick<OnnxModel, "encode" | "marks">;
    readonly layout: ChatLayout;
    readonly contextSize: number;
  }) {
    this.#model = options.model;
    this.#layout = options.layout;
    this.#contextSize = options.contextSize;
  }

  /** Throws a `GenerationError` when the prompt can't be made to fit. */
  write(request: Pick<GenerationRequest, "prompt" | "maxTokens">): WrittenPrompt {
    const { sections, replyPrefix } = request.prompt;
    const reserved = Math.min(request.maxTokens, Math.floor(this.#contextSize * mostReplyShare));
    // What was measured last is what fits.
    let tokens: readonly number[] = [];
    const fitting = fitPrompt({
      sections,
      budget: this.#contextSize - reserved - 1,
      countTokens: (section) => this.#count(section.text) + tokensPerMessage,
      measure: (some) => {
        tokens = this.#render(some, replyPrefix);
        return tokens.length;
      },
    });
    const included = new Set(fitting);
    return {
      tokens,
      maxTokens: Math.min(request.maxTokens, this.#contextSize - 1 - tokens.length),
      sections: sections.map((section) => ({
        id: section.id,
        tokens: this.#count(section.text),
        included: included.has(section),
      })),
    };
  }

  #render(sections: readonly PromptSection[], replyPrefix: string): readonly number[] {
    const messages = sectionMessages(sections).map(({ role, content }) => ({
      role,
      content: this.#defuse(content),
    }));
    const text = this.#layout
      .render(messages, this.#defuse(replyPrefix))
      .map((segment) => segment.text)
      .join("");
    const tokens = this.#model.encode(text, true);
    // A template may write the first mark itself.
    return tokens.length > 1 && tokens[0] === tokens[1] && this.#layout.kind === "template"
      ? tokens.slice(1)
      : tokens;
  }

  #count(text: string): number {
    const known = this.#counts.get(text);
    if (known !== undefined) return known;
    if (this.#counts.size >= mostCounts) this.#counts.clear();
    const count = this.#model.encode(this.#defuse(text), false).length;
    this.#counts.set(text, count);
    return count;
  }

  #defuse(text: string): string {
    return defuseControlStrings(text, this.#model.marks);
  }
}
