import { type Command, Option } from "commander";
import type { CommandContext } from "../context.ts";
import { contextOption, tokensOf } from "./context-option.ts";

interface ShowOptions {
  readonly card: string;
  readonly lore?: string;
  readonly persona?: string;
  readonly chat: string;
  readonly model?: string;
  readonly format?: string;
  readonly layout: "cache-friendly" | "strict";
  readonly context: string;
  readonly json?: true;
}

export function addPromptCommand(program: Command, context: CommandContext): void {
  const prompt = program
    .command("prompt")
    .summary("look at prompts")
    .description("Looks at prompts. Starts nothing and changes nothing.");
  prompt
    .command("show")
    .summary("show the prompt of the next reply in a chat")
    .description(
      "Lays out the prompt of the next reply in a chat: its sections with their tokens, what was left out because it " +
        "didn't fit, and the text that the model gets. Tokens are exact with --model and estimates without.",
    )
    .requiredOption("--card <file>", "the character card")
    .option("--lore <file>", "a lorebook beside the card's own")
    .option("--persona <file>", "who the user is: JSON with name and description, or a text")
    .requiredOption("--chat <file>", "the chat, in SillyTavern's format (JSONL)")
    .option("--model <file>", "the GGUF file whose tokenizer and template are used")
    .option("--format <name>", "a named prompt format instead of the model's own template")
    .addOption(
      new Option("--layout <name>", "where lore stands that comes and goes")
        .choices(["cache-friendly", "strict"])
        .default("cache-friendly"),
    )
    .addOption(contextOption())
    .option("--json", "print JSON")
    .action(async (options: ShowOptions) => {
      const contextSize = tokensOf(options.context);
      const settings = context.settings();
      const { loreSettings, placeOfMacros } = await import("../../app/request-settings.ts");
      const { showPrompt } = await import("../../app/previews/show-prompt.ts");
      const { formatShownPrompt } = await import("../../app/previews/format-shown-prompt.ts");
      const shown = await showPrompt({
        cardFile: options.card,
        loreFile: options.lore,
        personaFile: options.persona,
        chatFile: options.chat,
        modelFile: options.model,
        format: options.format,
        layout: options.layout,
        contextSize,
        replyTokens: settings.MAX_REPLY_TOKENS,
        place: { nowMs: context.clock.now(), ...placeOfMacros(settings) },
        lore: loreSettings(settings),
      });
      context.print(options.json ? JSON.stringify(shown, null, 2) : formatShownPrompt(shown));
    });
}
