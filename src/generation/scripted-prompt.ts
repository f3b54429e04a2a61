import type { GenerationRequest, PromptSection } from "./request.ts";
import type { PromptUsage, SectionReport } from "./stream-part.ts";

export interface ScriptedPrompt {
  readonly text: string;
  readonly usage: PromptUsage;
  readonly sections: readonly SectionReport[];
}

/**
 * Lays out a prompt as the scripted engine reads it: the sections' texts one after another, a token for every few
 * characters. Null when what is required doesn't fit.
 */
export function fitScriptedPrompt(
  request: GenerationRequest,
  engine: {
    readonly contextSize: number;
    readonly charactersPerToken: number;
    /** What the slot still holds. */
    readonly warmText: string;
  },
): ScriptedPrompt | null {
  const tokens = (text: string) => Math.ceil(text.length / engine.charactersPerToken);
  const { sections, replyPrefix } = request.prompt;
  const budget = engine.contextSize - request.maxTokens - tokens(replyPrefix);
  const included = new Set(sections);
  let used = sections.reduce((sum, section) => sum + tokens(section.text), 0);
  for (const section of dispensable(sections)) {
    if (used <= budget) break;
    included.delete(section);
    used -= tokens(section.text);
  }
  if (used > budget) return null;

  const kept = sections.filter((section) => included.has(section));
  const text = [...kept.map((section) => section.text), replyPrefix].join("\n");
  const promptTokens = tokens(text);
  const cachedTokens = Math.min(
    Math.floor(commonPrefix(text, engine.warmText) / engine.charactersPerToken),
    // The last token is always evaluated: the first new one is drawn from it.
    Math.max(promptTokens - 1, 0),
  );
  return {
    text,
    usage: { promptTokens, cachedTokens, evaluatedTokens: promptTokens - cachedTokens },
    sections: sections.map((section) => ({
      id: section.id,
      tokens: tokens(section.text),
      included: included.has(section),
    })),
  };
}

/** Sections that may go, the first to go first. */
function dispensable(sections: readonly PromptSection[]): readonly PromptSection[] {
  const optional = sections.flatMap((section) =>
    section.trim.kind === "optional" ? [{ section, order: section.trim.order }] : [],
  );
  return [
    ...optional.toSorted((a, b) => b.order - a.order).map(({ section }) => section),
    ...sections.filter((section) => section.trim.kind === "history"),
  ];
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}
