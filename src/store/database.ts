import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";
import { UserError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import { openingError, runningError } from "./database-error.ts";
import { type DatabaseLock, lockDatabase } from "./database-lock.ts";
import { checkOwnership, type Migration, migrate, readMigrations } from "./migrations.ts";

/** What queries run on: the database itself, or a transaction on it. */
export type Queries = Pick<
  BaseSQLiteDatabase<"sync", Sqlite.RunResult>,
  "select" | "insert" | "update" | "delete" | "all"
>;

/** The one SQLite file of the bot. */
export interface Database extends Disposable {
  readonly file: string;
  /** @throws OperationalError when the file can't be read. */
  read<T>(work: (queries: Queries) => T): T;
  /** Runs `work` as one transaction. @throws OperationalError when the file can't be written: then nothing happened. */
  write<T>(work: (queries: Queries) => T): T;
  /** Closes the file and lets another bot have it. Does nothing the second time. */
  close(): void;
}

export interface OpenDatabaseOptions {
  /** Path of the file, which is made when missing, with its folder; `:memory:` for a database that is never stored. */
  readonly file: string;
  readonly logger: Logger;
  /** Default: those that ship with the program. */
  readonly migrations?: readonly Migration[];
  /** Called with each statement before it runs. */
  readonly onStatement?: (statement: string) => void;
}

/**
 * Opens the database, brings its schema up to date and keeps every other bot out.
 *
 * @throws UserError that names the file and says what to do.
 */
export function openDatabase(options: OpenDatabaseOptions): Database {
  const { file, logger } = options;
  const migrations = options.migrations ?? readMigrations();
  const inMemory = file === ":memory:";
  let lock: DatabaseLock | undefined;
  let client: Sqlite.Database | undefined;
  try {
    if (!inMemory) {
      makeFolder(file);
      lock = lockDatabase(file);
    }
    client = new Sqlite(file);
    checkOwnership(client, migrations, file);
    configure(client);
    const applied = migrate(client, migrations);
    if (applied.length > 0 && !inMemory)
      logger.info({ file, migrations: applied }, "database schema brought up to date");
  } catch (error) {
    client?.close();
    lock?.release();
    throw openingError(error, file);
  }
  return handle(file, client, lock, options.onStatement);
}

function configure(client: Sqlite.Database): void {
  client.pragma("journal_mode = WAL");
  // FULL, so that a commit also survives a power cut: Discord won't forget the message that we would have forgotten
  // to have sent. It costs a disk flush per commit, and a reply takes only a handful of commits.
  client.pragma("synchronous = FULL");
  // The lock keeps other bots out, but a person may have the file open in a tool. Calls block the whole process.
  client.pragma("busy_timeout = 2000");
}

function handle(
  file: string,
  client: Sqlite.Database,
  lock: DatabaseLock | undefined,
  onStatement: OpenDatabaseOptions["onStatement"],
): Database {
  const orm = onStatement
    ? drizzle(client, { logger: { logQuery: (statement) => onStatement(statement) } })
    : drizzle(client);
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw runningError(error, file);
    }
  };
  const close = () => {
    try {
      client.close();
    } finally {
      lock?.release();
    }
  };
  return {
    file,
    read: (work) => guarded(() => work(orm)),
    // Immediate: a transaction that first reads and then finds the file taken would have to start again.
    write: (work) => guarded(() => orm.transaction(work, { behavior: "immediate" })),
    close,
    [Symbol.dispose]: close,
  };
}

function makeFolder(file: string): void {
  const folder = dirname(file);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UserError(
      "database-folder",
      `The folder ${folder} for the database can't be made. Make it yourself, or set DATABASE_FILE to another path.`,
      { cause: error },
    );
  }
}
