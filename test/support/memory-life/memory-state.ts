import type { Database } from "../../../src/store/database.ts";

/** Ids that differ from run to run. */
const ownOfARun: readonly string[] = ["memory_summary.id"];

/**
 * All that a database holds, table by table, so that two can be compared. The tables of the full-text index tell how it
 * came about; what it says is checked against the passages instead.
 *
 * @throws when the index doesn't say what the passages do, or the file is damaged.
 */
export function stateOf(database: Database): Readonly<Record<string, readonly string[]>> {
  database.write(() => {
    database
      .statement("insert into memory_words (memory_words, rank) values ('integrity-check', 1)")
      .run();
  });
  return database.read(() => {
    const damage = database.statement<[], string>("pragma integrity_check", "pluck").all();
    if (damage.join() !== "ok") throw new Error(damage.join());
    const tables = database.statement<[], string>(
      `select name from sqlite_schema
       where type = 'table' and name not like 'sqlite_%' and name not like 'memory_words%'`,
      "pluck",
    );
    return Object.fromEntries(tables.all().map((name) => [name, rowsOf(database, name)]));
  });
}

function rowsOf(database: Database, table: string): readonly string[] {
  const rows = database.statement<[], Record<string, unknown>>(`select * from "${table}"`).all();
  return rows
    .map((row) =>
      Object.entries(row)
        .filter(([column]) => !ownOfARun.includes(`${table}.${column}`))
        .map(
          ([column, value]) =>
            `${column}=${Buffer.isBuffer(value) ? value.toString("hex") : String(value)}`,
        )
        .join(" "),
    )
    .toSorted();
}
