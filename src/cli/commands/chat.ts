import { type Command, Option } from "commander";
import type { CommandContext } from "../context.ts";

type ChatFormat = "txt" | "md" | "jsonl";

interface ExportOptions {
  readonly db: string;
  readonly format: ChatFormat;
  readonly out?: string;
  readonly force?: true;
}

export function addChatCommand(program: Command, context: CommandContext): void {
  program
    .command("chat")
    .summary("write a chat as a file")
    .description("Works on the chats in a bot's database.")
    .command("export")
    .summary("write a chat as text, Markdown or JSONL")
    .description(
      "Prints a whole chat as `/chat export` gives it: as text or Markdown, to be read, or as SillyTavern saves chats, with every " +
        "version of each reply. Changes nothing, and may run while a bot uses the database.",
    )
    .argument("<chat>", "its channel's id, its own, or the name under which it was imported")
    .requiredOption("--db <file>", "the database; a bot's is what DATABASE_FILE says")
    .addOption(
      new Option("--format <format>", "what to write")
        .choices(["txt", "md", "jsonl"] satisfies readonly ChatFormat[])
        .default("txt"),
    )
    .option("--out <path>", "the file to write, instead of printing it")
    .option("--force", "write over a file that is there")
    .action(async (chat: string, { db, format, out, force }: ExportOptions) => {
      const { exportChat } = await import("../../app/chats/export-chat.ts");
      const nowMs = context.clock.now();
      const { bytes, turns } = exportChat({ databaseFile: db, chat, format, nowMs });
      if (out === undefined) {
        context.print(Buffer.from(bytes).toString().replace(/\n$/, ""));
        return;
      }
      const { writeOutputFile } = await import("../../app/write-output-file.ts");
      await writeOutputFile(out, bytes, { overwrite: force === true, kind: "chat" });
      context.tell(`${turns} turns are in ${out}.`);
    });
}
