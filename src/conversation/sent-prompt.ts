import type { PromptPlan, SamplingSettings, SectionRole } from "../generation/request.ts";
import type { GenerationReport } from "../generation/stream-part.ts";
import type { Remark } from "../lib/remark.ts";
import type { LorePlace, Outcome } from "../roleplay/lorebook/activation.ts";
import type { LastPrompt } from "../roleplay/prompt/prompt-input.ts";
import type { StandingLore } from "../roleplay/prompt/standing-lore.ts";

/** What a worker was asked for one reply, kept with the swipe so that it can be looked at as it was. */
export interface SentPrompt {
  /** In reading order, those that the worker left out included: its report says which. */
  readonly sections: readonly SentSection[];
  readonly replyPrefix: string;
  readonly stop: readonly string[];
  /** The seed included. */
  readonly sampling: SamplingSettings;
  /** Most tokens of the reply. */
  readonly maxTokens: number;
  /** Null when no lorebook took part. */
  readonly lore: LoreRecord | null;
  /** What was remembered, and the turns that it comes from; absent from prompts of before there was memory. */
  readonly memory?: readonly MemoryTrace[];
}

/** One thing that a prompt remembered. */
export interface MemoryTrace {
  readonly kind: "fact" | "summary" | "turn";
  readonly text: string;
  /** The turn that it comes from; null for what was written down without one, and for summaries. */
  readonly turnId: string | null;
  /** Who said or pinned it, so that it can be forgotten with them; absent from summaries. */
  readonly authorId?: string;
  /** Positions of the turns that a summary stands for, both included. */
  readonly positions?: readonly [number, number];
}

export interface SentSection {
  readonly id: string;
  readonly role: SectionRole;
  readonly text: string;
}

/** What became of the lorebooks in one activation. */
export interface LoreRecord {
  /** Those that fired and those that nearly did; what merely had no key in the chat isn't worth keeping. */
  readonly entries: readonly LoreHit[];
  /** Estimated tokens of the active entries. */
  readonly tokens: number;
  /** Those of old are sentences. */
  readonly warnings: readonly (Remark | string)[];
}

export interface LoreHit {
  readonly bookName: string;
  readonly title: string;
  readonly active: boolean;
  /** One sentence of English for people. */
  readonly why: string;
  /** What that says; missing where it was kept before there were other languages. */
  readonly outcome?: Outcome;
  /** Null for an entry that isn't active. */
  readonly place: LorePlace | null;
  /** In turns from the end; null for what doesn't stand at a depth. */
  readonly depth: number | null;
  readonly tokens: number;
}

/** The active text of a turn with the prompt that led to it. */
export interface StoredPrompt {
  readonly prompt: SentPrompt;
  readonly finishReason: string;
  readonly report: GenerationReport | null;
}

/** What later prompts of a conversation need to know of an earlier one. */
export interface PromptFacts extends LastPrompt {
  /** Null when the prompt was too short to tell, or its tokens weren't counted. */
  readonly charactersPerToken: number | null;
  /** Some turn of the history was left out. */
  readonly historyTrimmed: boolean;
  /** How many turns of the history the model read; null where the worker didn't say. */
  readonly includedTurns: number | null;
  /** The turns that it recalled; absent where it recalled none. */
  readonly recalled?: readonly MemoryTrace[];
}

/** Below this many tokens, what stands around the sections would count too much. */
const fewestTokens = 20;

export function sentSections(plan: PromptPlan): readonly SentSection[] {
  return plan.sections.map(({ id, role, text }) => ({ id, role, text }));
}

export function promptFacts(prompt: SentPrompt, report: GenerationReport | null): PromptFacts {
  const counts = countedSections(prompt, report).filter(({ included }) => included === true);
  const turns = (report?.sections ?? []).filter(({ id }) => id.startsWith("history:"));
  const tokens = counts.reduce((sum, section) => sum + (section.tokens ?? 0), 0);
  const characters = counts.reduce((sum, { section }) => sum + section.text.length, 0);
  return {
    charactersPerToken: tokens < fewestTokens ? null : characters / tokens,
    historyTrimmed: turns.some(({ included }) => !included),
    includedTurns: report === null ? null : turns.filter(({ included }) => included).length,
    firstTurn: counts.map(({ section }) => turnOf(section)).find((id) => id !== null) ?? null,
    standingLore: standingLore(counts.map(({ section }) => section)),
  };
}

/** `sections`: those that the model read. */
function standingLore(sections: readonly SentSection[]): readonly StandingLore[] {
  return sections.flatMap(({ id, text }, index) => {
    const found = /^(?:lore:triggered|(memory):recall|(?:lore|(memory)):standing-\d+)$/.exec(id);
    if (found === null) return [];
    const memory = found[1] !== undefined || found[2] !== undefined;
    const beforeTurn = sections
      .slice(index)
      .map(turnOf)
      .find((turn) => turn !== null);
    return beforeTurn == null ? [] : [{ text, beforeTurn, ...(memory && { memory }) }];
  });
}

/** The turn that a section shows; null for what is none. */
function turnOf({ id }: SentSection): string | null {
  return /^history:(.+)$/.exec(id)?.[1] ?? null;
}

/**
 * Tokens of a prompt that are in none of its sections: what the chat template puts around them, and the beginning of the
 * reply. Null where they weren't counted.
 */
export function tokensAroundSections(
  prompt: SentPrompt,
  report: GenerationReport | null,
): number | null {
  if (report === null) return null;
  const read = countedSections(prompt, report).filter(({ included }) => included !== false);
  if (read.some(({ tokens }) => tokens === null)) return null;
  const inSections = read.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0);
  return Math.max(0, report.promptTokens - inSections);
}

/** The sections that are lore which earlier turns called up and which stays where it stood. */
export function standingLoreSections(
  prompt: SentPrompt,
  report: GenerationReport | null,
): readonly string[] {
  return countedSections(prompt, report)
    .filter(
      ({ section, included }) => included !== false && section.id.startsWith("lore:standing-"),
    )
    .map(({ section }) => section.id);
}

/** The sections with what the worker said of them; null where it said nothing. */
export function countedSections(
  prompt: SentPrompt,
  report: GenerationReport | null,
): readonly {
  readonly section: SentSection;
  readonly tokens: number | null;
  readonly included: boolean | null;
}[] {
  return prompt.sections.map((section, index) => {
    const counted = report?.sections[index];
    // Workers report the sections as they got them; one that doesn't is looked through by id.
    const own =
      counted?.id === section.id ? counted : report?.sections.find(({ id }) => id === section.id);
    return { section, tokens: own?.tokens ?? null, included: own?.included ?? null };
  });
}
