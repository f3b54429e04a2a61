import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";
import { getLoadablePath } from "sqlite-vec";
import { coerceError, UserError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import { openingError, runningError } from "./database-error.ts";
import { type DatabaseLock, lockDatabase } from "./database-lock.ts";
import { dropMemoryTriggers, installMemoryTriggers } from "./memory/memory-triggers.ts";
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
  /**
   * A statement that drizzle has no words for, full-text search for instance, or that runs for each of many rows. It is
   * prepared once. Call it inside of `read` or `write`. With `pluck`, a row is its first column.
   */
  statement<Parameters extends unknown[], Row = unknown>(
    sql: string,
    mode?: "pluck",
  ): Sqlite.Statement<Parameters, Row>;
  /** Whether vectors can be compared here: sqlite-vec has no build for some platforms. */
  readonly hasVectors: boolean;
  /** Closes the file and lets another bot have it. Does nothing the second time. */
  close(): void;
}

export interface OpenDatabaseOptions {
  /** Path of the file, which is made when missing, with its folder; `:memory:` for a database that is never stored. */
  readonly file: string;
  readonly logger: Logger;
  /** To look at it while a bot may use it: nothing is locked, migrated or changed. Default: false. */
  readonly readOnly?: boolean;
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
  if (options.readOnly) return openReadOnly(options, migrations);
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
    dropMemoryTriggers(client, migrations);
    const applied = migrate(client, migrations);
    installMemoryTriggers(client);
    // A run that was killed leaves its log, where what it deleted last can still be read.
    client.pragma("wal_checkpoint(truncate)");
    if (applied.length > 0 && !inMemory)
      logger.info({ file, migrations: applied }, "database schema brought up to date");
  } catch (error) {
    client?.close();
    lock?.release();
    throw openingError(error, file);
  }
  return handle(file, client, lock, loadVectors(client, logger), options.onStatement);
}

function openReadOnly(options: OpenDatabaseOptions, migrations: readonly Migration[]): Database {
  const { file, logger } = options;
  let client: Sqlite.Database | undefined;
  try {
    client = new Sqlite(file, { readonly: true, fileMustExist: true });
    checkOwnership(client, migrations, file);
    client.pragma("busy_timeout = 2000");
    if (client.pragma("user_version", { simple: true }) !== migrations.length)
      throw new UserError(
        "database-older",
        `${file} was made by an older Hearthside. Start the bot once, or run \`hearthside memory rebuild --db ${file}\`: either brings it up to date.`,
      );
  } catch (error) {
    client?.close();
    throw openingError(error, file);
  }
  return handle(file, client, undefined, loadVectors(client, logger), options.onStatement);
}

function configure(client: Sqlite.Database): void {
  client.pragma("journal_mode = WAL");
  // FULL, so that a commit also survives a power cut: Discord won't forget the message that we would have forgotten
  // to have sent. It costs a disk flush per commit, and a reply takes only a handful of commits.
  client.pragma("synchronous = FULL");
  // What people have deleted is overwritten, not only left out of the tables.
  client.pragma("secure_delete = ON");
  // The lock keeps other bots out, but a person may have the file open in a tool. Calls block the whole process.
  client.pragma("busy_timeout = 2000");
  // What was deleted is overwritten: somebody who is forgotten is not to be found in the file.
  client.pragma("secure_delete = ON");
}

/** False where there is no build of sqlite-vec for this platform. */
function loadVectors(client: Sqlite.Database, logger: Logger): boolean {
  try {
    client.loadExtension(getLoadablePath());
    return true;
  } catch (error) {
    logger.info(
      { error: coerceError(error).message },
      "no vectors on this platform: memory goes by words alone",
    );
    return false;
  }
}

function handle(
  file: string,
  client: Sqlite.Database,
  lock: DatabaseLock | undefined,
  hasVectors: boolean,
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
  const statements = new Map<string, Sqlite.Statement>();
  const close = () => {
    statements.clear();
    try {
      client.close();
    } finally {
      lock?.release();
    }
  };
  return {
    file,
    hasVectors,
    statement: <Parameters extends unknown[], Row>(sql: string, mode?: "pluck") => {
      let prepared = statements.get(sql);
      if (prepared === undefined) {
        prepared = client.prepare(sql);
        if (mode === "pluck") prepared.pluck();
        statements.set(sql, prepared);
        onStatement?.(sql);
      }
      return prepared as Sqlite.Statement<Parameters, Row>;
    },
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
