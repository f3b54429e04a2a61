import { Template } from "@huggingface/jinja";
import { arrangeMessages } from "./arrange-messages.ts";
import { ownTemplate } from "./own-template.ts";
import {
  type ChatLayout,
  type ChatMessage,
  ChatTemplateError,
  type PromptSegment,
} from "./prompt-segment.ts";
import { runTemplate } from "./run-template.ts";
import { templateEnvironment } from "./template-environment.ts";
import { probeTraits } from "./template-traits.ts";

/** Templates of this many characters and more are taken for an attack. The longest known has about 30 000. */
const mostCharacters = 500_000;

export interface TemplateOptions {
  /** The Jinja source, as the model file has it. */
  readonly source: string;
  /** The text of the model's tokens, for templates that write them. */
  readonly bosToken: string;
  readonly eosToken: string;
  /** Letters and digits that can't be guessed: contents are told from the template's own text by it. */
  readonly nonce: string;
}

/**
 * A layout that writes chats by a model's own Jinja template.
 *
 * The template never sees what people wrote. It is rendered with a mark in place of each content; its output is then
 * split at the marks. So nobody's text can become a control token, whatever the template does with it, and no
 * template can lose or change text unnoticed.
 *
 * Rendering is synchronous and interprets a program that a stranger wrote: callers limit its time.
 * Throws {@link ChatTemplateError} when the template can't even write a single user message.
 */
export function createTemplateLayout(options: TemplateOptions): ChatLayout {
  const render = compile(options);
  const marks = contentMarks(options.nonce);

  const write = (messages: readonly ChatMessage[]): readonly PromptSegment[] => {
    const marked = messages.map(({ role }, index) => ({ role, content: marks.of(index) }));
    return splitAtMarks(render(marked), messages, marks.pattern);
  };
  const keeps = (roles: readonly ChatMessage["role"][]): boolean => {
    try {
      write(roles.map((role) => ({ role, content: "" })));
      return true;
    } catch (error) {
      if (error instanceof ChatTemplateError) return false;
      throw error;
    }
  };
  const trims = (roles: readonly ChatMessage["role"][], index: number): boolean => {
    const content = `\n\t${marks.of(index)}\t\n`;
    const messages = roles.map((role, at) => ({
      role,
      content: at === index ? content : marks.of(at),
    }));
    return !render(messages).includes(content);
  };

  write([{ role: "user", content: "" }]);
  const traits = probeTraits({ keeps, trims });
  return {
    kind: "template",
    name: ownTemplate,
    render(messages, replyPrefix) {
      const segments = write(arrangeMessages(messages, traits));
      return replyPrefix === "" ? segments : [...segments, { text: replyPrefix, special: false }];
    },
  };
}

type RenderMessages = (messages: readonly ChatMessage[]) => string;

function compile({ source, bosToken, eosToken }: TemplateOptions): RenderMessages {
  if (source.length >= mostCharacters)
    throw new ChatTemplateError(`the chat template has ${source.length} characters`);
  const program = attempt(() => new Template(source).parsed);
  return (messages) =>
    attempt(() => {
      const environment = templateEnvironment({
        messages,
        add_generation_prompt: true,
        bos_token: bosToken,
        eos_token: eosToken,
        // The reply starts with the character's label at once; there is no room for a monologue before it.
        enable_thinking: false,
      });
      return runTemplate(program, environment);
    });
}

/** Whatever a template throws, it is the template's fault. */
function attempt<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ChatTemplateError(`the chat template failed: ${reason.slice(0, 200)}`, {
      cause: error,
    });
  }
}

function contentMarks(nonce: string) {
  return {
    of: (index: number) => `mark${nonce}n${index}e`,
    pattern: new RegExp(`mark${nonce}n(\\d+)e`, "g"),
  };
}

function splitAtMarks(
  rendered: string,
  messages: readonly ChatMessage[],
  pattern: RegExp,
): readonly PromptSegment[] {
  const segments: PromptSegment[] = [];
  const add = (text: string, special: boolean) => {
    if (text !== "") segments.push({ text, special });
  };
  let end = 0;
  let expected = 0;
  for (const match of rendered.matchAll(pattern)) {
    if (Number(match[1]) !== expected)
      throw new ChatTemplateError("the chat template loses, repeats or moves messages");
    add(rendered.slice(end, match.index), true);
    add(messages[expected]?.content ?? "", false);
    end = match.index + match[0].length;
    expected++;
  }
  if (expected !== messages.length) throw new ChatTemplateError("the chat template loses messages");
  add(rendered.slice(end), true);
  return segments;
}
