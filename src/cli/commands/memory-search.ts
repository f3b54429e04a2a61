import { type Command, InvalidArgumentError } from "commander";
import type { CommandContext } from "../context.ts";

interface SearchOptions {
  readonly db: string;
  readonly query?: string;
  readonly queries?: string;
  readonly k: number;
  readonly now?: string;
  readonly conversation?: string;
  readonly json?: true;
}

export function addMemorySearchCommand(memory: Command, context: CommandContext): void {
  memory
    .command("search")
    .summary("find what was said")
    .description(
      "Finds the turns that have most to say to a question, best first. With --queries, one JSON object a line is read " +
        '(`{"id","query","now"?}`; `-` is standard input) and one a line printed (`{"id","hits":[{"turn","score","speaker","at"}]}`). ' +
        "Words of time such as `last week` are relative to `now`, by default the newest turn.",
    )
    .requiredOption("--db <file>", "the database")
    .option("--query <text>", "what to look for")
    .option("--queries <file>", "many of them, as JSONL")
    .option("--k <n>", "how many turns at most", wholeNumber, 10)
    .option("--now <time>", "what time words in --query are relative to, as ISO 8601")
    .option(
      "--conversation <id>",
      "one conversation alone: its id, its channel's, or an imported name",
    )
    .option("--json", "print JSON")
    .action(async (options: SearchOptions) => {
      const { readQueries, singleQuery } = await import("../../app/memory/read-queries.ts");
      const { searchMemoryFile } = await import("../../app/memory/search-memory-file.ts");
      const batch = options.queries !== undefined;
      const queries = await (batch ? readQueries(options) : singleQuery(options));
      const answers = searchMemoryFile({
        databaseFile: options.db,
        conversation: options.conversation,
        queries,
        most: options.k,
      });
      for (const answer of answers)
        if (batch || options.json)
          context.print(
            JSON.stringify(
              batch
                ? {
                    id: answer.id,
                    hits: answer.hits.map(({ turn, score, speaker, at }) => ({
                      turn,
                      score,
                      speaker,
                      at,
                    })),
                  }
                : { hits: answer.hits },
            ),
          );
        else if (answer.hits.length === 0) context.print("Nothing was found.");
        else for (const hit of answer.hits) context.print(describe(hit));
    });
}

function describe(hit: {
  readonly turn: string;
  readonly speaker: string;
  readonly at: string;
  readonly text: string;
}): string {
  return `${hit.at.slice(0, 10)}  ${hit.speaker}: ${hit.text.replaceAll(/\s+/g, " ")}  [${hit.turn}]`;
}

function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 1000)
    throw new InvalidArgumentError("Give a whole number from 1 to 1000.");
  return number;
}
