import { activateLore, loreMacros } from "../../conversation/lore/activate-lore.ts";
import type { LoreSettings } from "../../conversation/lore/lore-settings.ts";
import type { MacroPlace } from "../../conversation/macro-facts.ts";
import type {
  ActiveReason,
  InactiveReason,
  LorePlace,
} from "../../roleplay/lorebook/activation.ts";
import { describeOutcome } from "../../roleplay/lorebook/describe-outcome.ts";
import { inEnglish } from "../../roleplay/remarks.ts";
import { chatScene } from "./chat-scene.ts";
import { openPromptGauge } from "./prompt-gauge.ts";
import { readBookInput } from "./read-book-input.ts";
import { readChatInput } from "./read-chat-input.ts";

/** What a lorebook does in a chat: every entry, fired or not. */
export interface LoreTest {
  readonly book: string;
  readonly turns: number;
  readonly entries: readonly LoreTestEntry[];
  /** False: no model was given, so every count here is an estimate. */
  readonly exactTokens: boolean;
  /** Of all that fired. */
  readonly tokens: number;
  /** Some entry didn't fit the budget. */
  readonly overflowed: boolean;
  readonly warnings: readonly string[];
}

export interface LoreTestEntry {
  readonly id: string;
  readonly title: string;
  readonly fired: boolean;
  /** For people: which rule decided. */
  readonly why: string;
  /** The same for programs. */
  readonly rule: ActiveReason | InactiveReason;
  /** Where it stands, or would stand if it fired. */
  readonly position: LorePlace;
  /** In turns, for what stands at a depth. */
  readonly depth: number | null;
  /** What its content has, fired or not. */
  readonly tokens: number;
  /** What it takes of this prompt: 0 for what didn't fire. */
  readonly usedTokens: number;
}

/** Throws a {@link UserError} of one line when a file can't be read. */
export async function testLore(options: {
  readonly bookFile: string;
  readonly chatFile: string;
  readonly modelFile: string | undefined;
  readonly contextSize: number;
  readonly replyTokens: number;
  readonly place: MacroPlace;
  readonly lore: LoreSettings;
}): Promise<LoreTest> {
  await using gauge = await openPromptGauge({ modelFile: options.modelFile, format: undefined });
  const input = await readBookInput(options.bookFile);
  const chat = await readChatInput(options.chatFile);
  const countTokens = (text: string) => gauge.tokenizer.text(text).length;
  const scene = chatScene({
    ...options,
    books: [input.book],
    character: input.character,
    chat,
    personaDescription: "",
    // A book is looked at for what it could do.
    authorsNoteShown: true,
    countTokens,
  });
  const activation = activateLore(scene);
  const expand = loreMacros(scene);
  return {
    book: input.book.book.name || input.book.id,
    turns: chat.turns.length,
    entries: activation.entries.map((report): LoreTestEntry => {
      const { outcome, place, depth } = report;
      const usedTokens = outcome.active ? outcome.tokens : 0;
      return {
        id: report.entryId,
        title: report.title,
        fired: outcome.active,
        why: describeOutcome(report),
        rule: outcome.reason,
        position: place,
        depth,
        tokens: outcome.active ? outcome.tokens : countTokens(expand(report.content)),
        usedTokens,
      };
    }),
    exactTokens: gauge.exact,
    tokens: activation.tokens,
    overflowed: activation.overflowed,
    warnings: [...input.warnings, ...activation.warnings.map(inEnglish)],
  };
}
