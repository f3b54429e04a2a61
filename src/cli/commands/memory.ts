import type { Command } from "commander";
import type { CommandContext } from "../context.ts";
import { addMemorySearchCommand } from "./memory-search.ts";

export function addMemoryCommand(program: Command, context: CommandContext): void {
  const memory = program
    .command("memory")
    .summary("import, search, export and rebuild what characters remember")
    .description(
      "Works on the memory in a database: of a bot, or of chats that were imported. `search` and `export` change nothing and " +
        "may run while a bot uses the database.",
    );
  memory
    .command("import")
    .summary("take a saved chat into memory")
    .description(
      "Stores a chat in SillyTavern's format (JSONL) in a database and takes its turns into memory. A turn's `extra.id` comes " +
        "back from a search as its id. Importing a chat of the same name again replaces it.",
    )
    .argument("<chat>", "the chat")
    .requiredOption("--db <file>", "the database, which is made when missing")
    .option("--name <name>", "the name to keep it under (default: the file's)")
    .option("--json", "print JSON")
    .action(async (chat: string, options: { db: string; name?: string; json?: true }) => {
      const { importChatFile } = await import("../../app/memory/import-chat-file.ts");
      const done = await importChatFile({
        chatFile: chat,
        databaseFile: options.db,
        name: options.name,
        nowMs: context.clock.now(),
      });
      context.print(
        options.json
          ? JSON.stringify(done)
          : `${done.turns} turns are in memory${done.replaced ? ", in place of those of an earlier import" : ""}.`,
      );
    });
  addMemorySearchCommand(memory, context);
  addUpkeepCommands(memory, context);
}

function addUpkeepCommands(memory: Command, context: CommandContext): void {
  memory
    .command("export")
    .summary("print what is remembered")
    .description(
      "Prints turns, summaries and pinned facts as JSON, one a line, each with its conversation and where it comes from.",
    )
    .requiredOption("--db <file>", "the database")
    .option(
      "--conversation <id>",
      "one conversation alone: its id, its channel's, or an imported name",
    )
    .action(async (options: { db: string; conversation?: string }) => {
      const { exportMemoryFile } = await import("../../app/memory/export-memory-file.ts");
      for (const line of exportMemoryFile(options.db, options.conversation))
        context.print(JSON.stringify(line));
    });
  memory
    .command("rebuild")
    .summary("make the index anew")
    .description(
      "Throws the full-text index and the vectors away and makes them anew from the turns; summaries and facts stay. The bot must " +
        "not run. Stopped half-way, the next start or rebuild goes on.",
    )
    .requiredOption("--db <file>", "the database")
    .action(async (options: { db: string }) => {
      const { rebuildMemoryFile } = await import("../../app/memory/rebuild-memory-file.ts");
      const turns = rebuildMemoryFile(options.db, (done) => context.tell(`${done} turns`));
      context.print(`${turns} turns are in memory.`);
    });
}
