import { text } from "node:stream/consumers";
import { z } from "zod";
import { UserError } from "../../lib/errors.ts";
import { momentOf } from "../../roleplay/chat-file/chat-moment.ts";
import { readInputFile } from "../previews/read-input-file.ts";
import type { MemoryQuery } from "./search-memory-file.ts";

const time = z.union([z.string(), z.number()]).nullish();
const querySchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  query: z.string(),
  now: time,
});

/** Throws a {@link UserError} that names the line. */
export async function readQueries({
  queries = "-",
}: {
  readonly queries?: string;
}): Promise<readonly MemoryQuery[]> {
  const lines =
    queries === "-"
      ? await text(process.stdin)
      : new TextDecoder().decode(await readInputFile(queries));
  return lines
    .split("\n")
    .flatMap((line, index) =>
      line.trim() === ""
        ? []
        : [readLine(line, `${queries === "-" ? "standard input" : queries}, line ${index + 1}`)],
    );
}

/** The one query of the options. */
export function singleQuery({
  query,
  now,
}: {
  readonly query?: string;
  readonly now?: string;
}): readonly MemoryQuery[] {
  if (query === undefined)
    throw new UserError(
      "no-query",
      "Give --query TEXT, or --queries FILE with one JSON object a line.",
    );
  return [{ id: "query", text: query, nowMs: readTime(now, "--now") }];
}

function readLine(line: string, where: string): MemoryQuery {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new UserError("query-line", `${where}: not valid JSON.`, { cause: error });
  }
  const result = querySchema.safeParse(value);
  if (!result.success)
    throw new UserError(
      "query-line",
      `${where}: expected {"id","query","now"?}: ${z.prettifyError(result.error).replaceAll("\n", " ")}`,
    );
  const { id, query, now } = result.data;
  return { id, text: query, nowMs: readTime(now, where) };
}

function readTime(value: string | number | null | undefined, where: string): number | undefined {
  if (value === null || value === undefined) return undefined;
  const read = momentOf(value);
  if (read === null)
    throw new UserError(
      "query-time",
      `${where}: "${value}" is no time. Write it as 2026-05-08T13:56:00Z.`,
    );
  return read;
}
