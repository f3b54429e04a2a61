import type { Command } from "commander";
import type { CommandContext } from "../context.ts";
import { contextOption, tokensOf } from "./context-option.ts";

export function addLoreCommand(program: Command, context: CommandContext): void {
  const lore = program
    .command("lore")
    .summary("look at lorebooks")
    .description("Looks at lorebooks. Starts nothing and changes nothing.");
  lore
    .command("test")
    .summary("say which entries of a lorebook fire in a chat, and why")
    .description(
      "Says of every entry of a lorebook whether it fires for the next reply of a chat, by which rule, where it goes " +
        "and how many tokens it has, exactly with --model and about without. BOOK is a lorebook of any format that can be read, or a card that has one.",
    )
    .argument("<book>", "the lorebook, or a card with one")
    .requiredOption("--chat <file>", "the chat, in SillyTavern's format (JSONL)")
    .option("--model <file>", "the GGUF file whose tokenizer counts")
    .addOption(contextOption())
    .option("--json", "print JSON")
    .action(
      async (
        book: string,
        options: { chat: string; model?: string; context: string; json?: true },
      ) => {
        const contextSize = tokensOf(options.context);
        const settings = context.settings();
        const { loreSettings, placeOfMacros } = await import("../../app/request-settings.ts");
        const { testLore } = await import("../../app/previews/test-lore.ts");
        const { formatLoreTest } = await import("../../app/previews/format-lore-test.ts");
        const test = await testLore({
          bookFile: book,
          chatFile: options.chat,
          modelFile: options.model,
          contextSize,
          replyTokens: settings.MAX_REPLY_TOKENS,
          place: { nowMs: context.clock.now(), ...placeOfMacros(settings) },
          lore: loreSettings(settings),
        });
        context.print(options.json ? JSON.stringify(test, null, 2) : formatLoreTest(test));
      },
    );
}
