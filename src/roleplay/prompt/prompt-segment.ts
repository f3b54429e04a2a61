/**
 * A stretch of the rendered prompt. `special`: written by the chat template, so that its marks (`<|im_end|>`, …) are
 * control tokens. Everything else is text of people, characters and cards, in which the same characters are only
 * characters.
 */
export interface PromptSegment {
  readonly text: string;
  readonly special: boolean;
}

/** How one model wants a chat written down. */
export interface ChatLayout {
  readonly kind: "template" | "plain";
  /** For people: a named format, or whose template it is. */
  readonly name: string;
  /** Text that ends a reply in this layout, beside the model's end tokens. Default: none. */
  readonly stop?: readonly string[];
  /** Throws {@link ChatTemplateError} when the template can't write this chat. */
  render(messages: readonly ChatMessage[], replyPrefix: string): readonly PromptSegment[];
}

export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** The model's own chat template is broken, or can't write this chat. */
export class ChatTemplateError extends Error {
  override readonly name = "ChatTemplateError";
}
