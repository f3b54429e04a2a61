import { existsSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
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
  const real = withoutLinks(file);
  const path = `${real}.lock`;
  // A file of its own: to read the locked one and close it would drop the lock, if this process held it.
  const holderFile = `${real}.pid`;
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
        `Another Hearthside bot is using ${file}${readHolder(holderFile)}. Stop it first, or set DATABASE_FILE to another path for this one.`,
        { cause: error },
      );
    throw openingError(error, `${file}.lock`);
  }
  const held = client;
  writeHolder(holderFile);
  return {
    release: () => {
      if (held.open) rmSync(holderFile, { force: true });
      held.close();
    },
  };
}

/** The number of a process says something on its own machine, or in its own container, alone. */
function writeHolder(file: string): void {
  try {
    writeFileSync(file, `${process.pid} ${hostname()}\n`);
  } catch {
    // It is there to be helpful; the lock does without.
  }
}

/** Which process has the lock, as words for the middle of a sentence; none where that can't be told. */
function readHolder(file: string): string {
  try {
    const [pid, machine] = readFileSync(file, "utf8").trim().split(" ");
    return machine === hostname() ? ` (process ${pid})` : "";
  } catch {
    return "";
  }
}

/** Two names of one file must end in one lock. */
function withoutLinks(file: string): string {
  return existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), basename(file));
}
