import { activateLore } from "../../conversation/lore/activate-lore.ts";
import type { MacroPlace } from "../../conversation/macro-facts.ts";
import type {
  ActiveReason,
  InactiveReason,
  LorePlace,
} from "../../roleplay/lorebook/activation.ts";
import { describeOutcome } from "../../roleplay/lorebook/describe-outcome.ts";
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
  /** Null for what didn't fire. */
  readonly position: LorePlace | null;
  /** In turns, for what stands at a depth. */
  readonly depth: number | null;
  readonly tokens: number;
}

/** Throws a {@link UserError} of one line when a file can't be read. */
export async function testLore(options: {
  readonly bookFile: string;
  readonly chatFile: string;
  readonly modelFile: string | undefined;
  readonly contextSize: number;
  readonly replyTokens: number;
  readonly place: MacroPlace;
}): Promise<LoreTest> {
  await using gauge = await openPromptGauge({ modelFile: options.modelFile, format: undefined });
  const input = await readBookInput(options.bookFile);
  const chat = await readChatInput(options.chatFile);
  const activation = activateLore(
    chatScene({
      ...options,
      books: [input.book],
      character: input.character,
      chat,
      personaDescription: "",
      // A book is looked at for what it could do.
      authorsNoteShown: true,
      countTokens: (text) => gauge.tokenizer.text(text).length,
    }),
  );
  return {
    book: input.book.book.name || input.book.id,
    turns: chat.turns.length,
    entries: activation.entries.map((report): LoreTestEntry => {
      const { outcome } = report;
      return {
        id: report.entryId,
        title: report.title,
        fired: outcome.active,
        why: describeOutcome(report),
        rule: outcome.reason,
        position: outcome.active ? outcome.place : null,
        depth: outcome.active ? outcome.depth : null,
        tokens: outcome.active ? outcome.tokens : 0,
      };
    }),
    exactTokens: gauge.exact,
    tokens: activation.tokens,
    overflowed: activation.overflowed,
    warnings: [...input.warnings, ...activation.warnings],
  };
}
