import type { Logger } from "../lib/logger.ts";
import { createTemplateLayout } from "../roleplay/prompt/chat-template.ts";
import { plainLayout } from "../roleplay/prompt/plain-layout.ts";
import { type ChatLayout, ChatTemplateError } from "../roleplay/prompt/prompt-segment.ts";
import { TimeLimitError, withTimeLimit } from "./time-limit.ts";

/** Rendering takes a few milliseconds; a template that takes this long hangs. */
const renderLimitMs = 2000;

export interface ModelLayoutOptions {
  /** The chat template in the model file; undefined when it has none. */
  readonly template: string | undefined;
  readonly bosToken: string;
  readonly eosToken: string;
  readonly nonce: string;
  readonly logger: Logger;
}

/**
 * The layout that a model asks for: its own chat template, or plain text when it has none, or when its template is
 * broken. A template that fails on a particular chat gives way to plain text for that one.
 */
export function createModelLayout(options: ModelLayoutOptions): ChatLayout {
  const { template: source, logger } = options;
  if (source === undefined) return plainLayout;

  const guarded = (render: () => ReturnType<ChatLayout["render"]>) =>
    fallBack(() => withTimeLimit(renderLimitMs, render));
  const layout = fallBack(() =>
    withTimeLimit(renderLimitMs, () => createTemplateLayout({ ...options, source })),
  );
  if (layout.failed) {
    logger.warn({ reason: layout.reason }, "The model's chat template is broken; using plain text");
    return plainLayout;
  }
  return {
    kind: "template",
    name: layout.value.name,
    render(messages, replyPrefix) {
      const rendered = guarded(() => layout.value.render(messages, replyPrefix));
      if (!rendered.failed) return rendered.value;
      logger.warn({ reason: rendered.reason }, "The chat template failed; using plain text");
      return plainLayout.render(messages, replyPrefix);
    },
  };
}

type Attempt<T> =
  | { readonly failed: false; readonly value: T }
  | { readonly failed: true; readonly reason: string };

function fallBack<T>(run: () => T): Attempt<T> {
  try {
    return { failed: false, value: run() };
  } catch (error) {
    if (error instanceof ChatTemplateError || error instanceof TimeLimitError)
      return { failed: true, reason: error.message };
    throw error;
  }
}
