import type { GenerationRequest, PromptSection } from "../../generation/request.ts";
import type { SectionReport } from "../../generation/stream-part.ts";
import { arrangeMessages } from "../../roleplay/prompt/arrange-messages.ts";
import { defuseControlStrings } from "../../roleplay/prompt/control-strings.ts";
import { fitPrompt } from "../../roleplay/prompt/fit-prompt.ts";
import type { ChatLayout, ChatMessage } from "../../roleplay/prompt/prompt-segment.ts";
import { sectionMessages } from "../../roleplay/prompt/section-messages.ts";
import type { TemplateTraits } from "../../roleplay/prompt/template-traits.ts";
import type { TokenEstimate } from "./token-estimate.ts";

/**
 * `completions`: the server gets the prompt as one text, in a chat format that we write. `chat`: it gets messages, and
 * writes them by the model's own template.
 */
export type ServerProtocol = "completions" | "chat";

/** The reply gets at most this share of the context when a request asks for more than a small context has. */
const mostReplyShare = 1 / 3;

/** Tokens that a server's template adds for a message, at most. */
const tokensPerMessage = 8;

/** What every known chat template puts up with: the server's can't be asked. */
const strictTraits: TemplateTraits = {
  system: true,
  lateSystem: false,
  repeatedRoles: false,
  assistantFirst: false,
  withoutUser: false,
  trimmedRoles: new Set(),
};

export interface WrittenPrompt {
  /** The part of the request's body that holds the prompt. */
  readonly fields: { readonly prompt: string } | { readonly messages: readonly ChatMessage[] };
  readonly estimatedTokens: number;
  /** Most tokens of the reply that have room after it. */
  readonly maxTokens: number;
  readonly sections: readonly SectionReport[];
}

/** Makes the prompt of a request: sections that fit, as far as that can be told without the server's tokenizer. */
export class ServerPromptWriter {
  readonly #protocol: ServerProtocol;
  readonly #layout: ChatLayout;
  readonly #marks: readonly string[];
  readonly #prefills: boolean;
  readonly #contextSize: number;
  readonly #estimate: TokenEstimate;

  constructor(options: {
    readonly protocol: ServerProtocol;
    /** How a prompt is written for `completions`. Its marks can't be written by people in either protocol. */
    readonly layout: ChatLayout;
    /** The text of the model's tokens that nobody may write either, as far as it is known. */
    readonly endTokens: readonly string[];
    /** Whether a chat's reply can be begun for the server. */
    readonly prefills: boolean;
    readonly contextSize: number;
    readonly estimate: TokenEstimate;
  }) {
    this.#protocol = options.protocol;
    this.#layout = options.layout;
    this.#marks = [...(options.layout.stop ?? []).filter(isMark), ...options.endTokens];
    this.#prefills = options.prefills;
    this.#contextSize = options.contextSize;
    this.#estimate = options.estimate;
  }

  /** For people: the format that the prompt is written in. */
  get template(): string {
    return this.#protocol === "completions" ? this.#layout.name : "the server's own template";
  }

  /** Text that ends a reply in the format that the prompt is written in. */
  get stop(): readonly string[] {
    return this.#protocol === "completions" ? (this.#layout.stop ?? []) : [];
  }

  /** Throws a {@link GenerationError} when the prompt can't be made to fit. */
  write(request: GenerationRequest): WrittenPrompt {
    const { sections, replyPrefix, historyFrom } = request.prompt;
    let last = { fields: { prompt: "" } as WrittenPrompt["fields"], tokens: 0 };
    const fitting = fitPrompt({
      sections,
      historyFrom,
      budget: this.#contextSize - this.#reserved(request.maxTokens) - 1,
      countTokens: (section) => this.#estimate.count(section.text) + tokensPerMessage,
      // What was measured last is what fits.
      measure: (some) => {
        last = this.#render(some, replyPrefix);
        return last.tokens;
      },
    });
    const included = new Set(fitting);
    return {
      fields: last.fields,
      estimatedTokens: last.tokens,
      maxTokens: Math.min(request.maxTokens, this.#contextSize - 1 - last.tokens),
      sections: sections.map((section) => ({
        id: section.id,
        tokens: this.#estimate.count(section.text),
        included: included.has(section),
      })),
    };
  }

  #reserved(maxTokens: number): number {
    return Math.min(maxTokens, Math.floor(this.#contextSize * mostReplyShare));
  }

  #render(sections: readonly PromptSection[], replyPrefix: string) {
    const messages = sectionMessages(sections).map(({ role, content }) => ({
      role,
      content: this.#defuse(content),
    }));
    return this.#protocol === "chat"
      ? this.#renderChat(messages, replyPrefix)
      : this.#renderText(messages, replyPrefix);
  }

  #renderText(messages: readonly ChatMessage[], replyPrefix: string) {
    const prompt = this.#layout
      .render(messages, this.#defuse(replyPrefix))
      .map(({ text }) => text)
      .join("");
    return { fields: { prompt }, tokens: this.#estimate.count(prompt) };
  }

  #renderChat(messages: readonly ChatMessage[], replyPrefix: string) {
    const arranged = [...arrangeMessages(messages, strictTraits)];
    if (this.#prefills && replyPrefix !== "")
      arranged.push({ role: "assistant", content: this.#defuse(replyPrefix) });
    const text = arranged.map(({ content }) => content).join("\n");
    const tokens = this.#estimate.count(text) + (arranged.length + 1) * tokensPerMessage;
    return { fields: { messages: arranged }, tokens };
  }

  #defuse(text: string): string {
    return defuseControlStrings(text, this.#marks);
  }
}

/** Told from a label such as `Bob:`, which ends replies too but may be anyone's name. */
function isMark(stop: string): boolean {
  return /[#<[|]/.test(stop);
}
