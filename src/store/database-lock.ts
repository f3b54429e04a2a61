import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import Sqlite from "better-sqlite3";
import { UserError } from "../lib/errors.ts";
import { openingError, sqliteCode } from "./database-error.ts";

export interface DatabaseLock {
  release(): void;
}

/**
 * Makes this process the only bot on a database. Two bots would answer every message twice.
 *
 * The lock is an exclusive transaction on an empty SQLite file beside the database, so the operating system holds it
 * and drops it when the process ends, however it ends: a lock can't become stale. The database itself stays free for
 * readers such as backups.
 *
 * @throws UserError `database-in-use` when another process has it.
 */
export function lockDatabase(file: string): DatabaseLock {
  const path = `${withoutLinks(file)}.lock`;
  let client: Sqlite.Database | undefined;
  try {
    client = new Sqlite(path, { timeout: 0 });
    // No journal file: nothing is ever written.
    client.pragma("journal_mode = OFF");
    client.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    client?.close();
    if (sqliteCode(error)?.startsWith("SQLITE_BUSY"))
      throw new UserError(
        "database-in-use",
        `Another Hearthside bot is using ${file}. Stop it first, or set DATABASE_FILE to another path for this one.`,
        { cause: error },
      );
    throw openingError(error, `${file}.lock`);
  }
  const held = client;
  return { release: () => held.close() };
}

/** Two names of one file must end in one lock. */
function withoutLinks(file: string): string {
  return existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), basename(file));
}
