import { UserError } from "../../lib/errors.ts";
import { arrangeMessages } from "./arrange-messages.ts";
import { type NamedFormat, namedFormats } from "./named-formats.ts";
import { plainLayout } from "./plain-layout.ts";
import type { ChatLayout, ChatMessage, PromptSegment } from "./prompt-segment.ts";
import type { TemplateTraits } from "./template-traits.ts";

/** The name of the layout without any marks. */
const plainName = "plain";

/** Every name that {@link namedLayout} knows. */
export const layoutNames: readonly string[] = [plainName, ...namedFormats.map(({ name }) => name)];

/** The layout of a format that goes by this name. Throws a {@link UserError} that lists the names when none does. */
export function namedLayout(name: string): ChatLayout {
  if (name === plainName) return plainLayout;
  const format = namedFormats.find((known) => known.name === name);
  if (format !== undefined) return createNamedLayout(format);
  throw new UserError(
    "unknown-prompt-format",
    `There is no prompt format "${name}". There are: ${layoutNames.join(", ")}.`,
  );
}

function createNamedLayout(format: NamedFormat): ChatLayout {
  const traits = traitsOf(format);
  return {
    kind: "template",
    name: format.name,
    stop: format.stop,
    render(messages, replyPrefix) {
      const writer = new FormatWriter(format);
      const arranged = arrangeMessages(messages, traits);
      for (const message of arranged) writer.write(message);
      return writer.end(replyPrefix);
    },
  };
}

function traitsOf(format: NamedFormat): TemplateTraits {
  const { alternating = false, lateSystem = false, trimmed = false } = format;
  return {
    system: true,
    lateSystem,
    repeatedRoles: !alternating,
    assistantFirst: !alternating,
    withoutUser: !alternating,
    trimmedRoles: new Set(trimmed ? (["system", "user", "assistant"] as const) : []),
  };
}

/** Writes the messages of one chat, one after another. */
class FormatWriter {
  readonly #format: NamedFormat;
  readonly #segments: PromptSegment[] = [];
  /** Waits for the user's message that it stands in. */
  #system: ChatMessage | undefined;
  #before: ChatMessage["role"] | undefined;

  constructor(format: NamedFormat) {
    this.#format = format;
  }

  write(message: ChatMessage): void {
    const { system, preface, afterReply } = this.#format;
    if (message.role === "system" && system.place === "in-user") {
      this.#system = message;
      return;
    }
    if (this.#before === undefined && message.role !== "system") this.#mark(preface);
    if (this.#before === "assistant") this.#mark(afterReply);
    const { before, after } = this.#format[message.role];
    this.#mark(before);
    if (this.#system !== undefined) {
      this.#mark(system.before);
      this.#text(this.#system.content);
      this.#mark(system.after);
      this.#system = undefined;
    }
    this.#text(message.content);
    this.#mark(after);
    this.#before = message.role;
  }

  /** The whole prompt, with what opens the reply. */
  end(replyPrefix: string): readonly PromptSegment[] {
    const { assistant, afterReply, preface } = this.#format;
    if (this.#before === undefined) this.#mark(preface);
    if (this.#before === "assistant") this.#mark(afterReply);
    // A space at the very end would be a token of its own, and the model's words begin with theirs.
    this.#mark(replyPrefix === "" ? assistant.before.replace(/ +$/, "") : assistant.before);
    this.#text(replyPrefix);
    return this.#segments;
  }

  #mark(text = ""): void {
    if (text !== "") this.#segments.push({ text, special: true });
  }

  #text(text: string): void {
    const written = this.#format.withoutBlankLines ? text.replace(/\n\s*\n/g, "\n") : text;
    if (written !== "") this.#segments.push({ text: written, special: false });
  }
}
