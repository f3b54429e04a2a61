import { GenerationError } from "../../generation/generation-error.ts";
import type { PromptSection } from "../../generation/request.ts";
import { historyStart } from "./history-cut.ts";

export interface FitInput {
  readonly sections: readonly PromptSection[];
  /** The section where the history of the prompt before began, where that is known. */
  readonly historyFrom?: string | undefined;
  /** Most tokens of the whole prompt. */
  readonly budget: number;
  /** What a section adds to the prompt, near enough. */
  countTokens(section: PromptSection): number;
  /** Tokens of the prompt that these sections make, exactly. The last call is for the sections of the result. */
  measure(sections: readonly PromptSection[]): number;
}

/**
 * Leaves out what {@link TrimRule} allows until the prompt fits: optional sections first, highest order first, then
 * history from the oldest, a block at a time. The newest history section always stays.
 *
 * Counts of single sections only guide the choice; the whole is measured each time, so the result never exceeds the
 * budget. Throws a {@link GenerationError} (`prompt-too-long`) when even the least there can be is too long.
 */
export function fitPrompt(input: FitInput): readonly PromptSection[] {
  const { budget } = input;
  const sections = input.sections.filter((section) => section.text !== "");
  const counted = sections.map((section) => ({ section, tokens: input.countTokens(section) }));
  // Rendering and measuring all of a long chat is work; counts are never wrong by this much.
  const mayFit = sum(counted) <= 1.25 * budget;
  if (mayFit && input.measure(sections) <= budget) return sections;

  for (let allowance = budget; ; ) {
    const { chosen, least } = choose(counted, allowance, input.historyFrom);
    const tokens = input.measure(chosen);
    if (tokens <= budget) return chosen;
    if (least) throw tooLong(tokens, budget);
    allowance -= tokens - budget;
  }
}

interface Counted {
  readonly section: PromptSection;
  readonly tokens: number;
}

/** `least`: nothing more can be left out. */
function choose(
  counted: readonly Counted[],
  allowance: number,
  historyFrom: string | undefined,
): { readonly chosen: readonly PromptSection[]; readonly least: boolean } {
  const dropped = new Set<Counted>();
  let excess = sum(counted) - allowance;

  for (const item of optionalsByOrder(counted)) {
    if (excess <= 0) break;
    dropped.add(item);
    excess -= item.tokens;
  }

  const history = counted.filter(({ section }) => section.trim.kind === "history");
  let cut = 0;
  if (excess > 0 && history.length > 0) {
    const historyBudget = sum(history) - excess;
    cut = historyStart(
      history.map(({ section, tokens }) => ({ id: section.id, tokens })),
      historyBudget,
      historyFrom,
    );
    cut = Math.min(cut, history.length - 1);
    for (const item of history.slice(0, cut)) dropped.add(item);
  }

  return {
    chosen: counted.filter((item) => !dropped.has(item)).map(({ section }) => section),
    least: excess > 0 && cut >= history.length - 1,
  };
}

/** The ones to leave out first coming first: highest order, and among equals the later one. */
function optionalsByOrder(counted: readonly Counted[]): readonly Counted[] {
  return counted
    .flatMap((item) => {
      const { trim } = item.section;
      return trim.kind === "optional" ? [{ item, order: trim.order }] : [];
    })
    .toReversed()
    .sort((a, b) => b.order - a.order)
    .map(({ item }) => item);
}

function sum(counted: readonly Counted[]): number {
  return counted.reduce((total, { tokens }) => total + tokens, 0);
}

function tooLong(tokens: number, budget: number): GenerationError {
  return new GenerationError({
    code: "prompt-too-long",
    message: `The character and the newest message need ${tokens} tokens, but only ${budget} fit in this model's context. Shorten them, or use a model or CONTEXT_SIZE with more room.`,
    values: { tokens, budget },
    retryable: false,
  });
}
