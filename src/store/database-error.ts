import Sqlite from "better-sqlite3";
import { OperationalError, UserError } from "../lib/errors.ts";

interface Trouble {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

/**
 * What went wrong while the database was opened, as something that a person can act on. Whatever isn't SQLite's
 * complaint about the file comes back as it is.
 */
export function openingError(thrown: unknown, file: string): unknown {
  const trouble = troubleOf(thrown, file);
  return trouble === undefined
    ? thrown
    : new UserError(trouble.code, trouble.message, { cause: thrown });
}

/** The same for a database in use: the disk may be free again later. */
export function runningError(thrown: unknown, file: string): unknown {
  const trouble = troubleOf(thrown, file);
  return trouble === undefined
    ? thrown
    : new OperationalError(trouble.code, trouble.message, {
        cause: thrown,
        retryable: trouble.retryable,
      });
}

/** SQLite's own word for what was thrown, for instance `SQLITE_BUSY`. */
export function sqliteCode(thrown: unknown): string | undefined {
  // drizzle wraps what the driver throws, sometimes.
  for (let error = thrown; error instanceof Error; error = error.cause)
    if (error instanceof Sqlite.SqliteError) return error.code;
  return undefined;
}

function troubleOf(thrown: unknown, file: string): Trouble | undefined {
  // Explained already.
  if (thrown instanceof UserError || thrown instanceof OperationalError) return undefined;
  // Extended codes add a suffix: SQLITE_IOERR_WRITE, SQLITE_READONLY_DIRECTORY.
  const primary = /^SQLITE_([A-Z]+)/.exec(sqliteCode(thrown) ?? "")?.[1] ?? "";
  switch (primary) {
    case "NOTADB":
      return {
        code: "database-not-a-database",
        message: `${file} is not a database. Move it away or set DATABASE_FILE to another path.`,
        retryable: false,
      };
    case "CORRUPT":
      return {
        code: "database-corrupt",
        message: `${file} is damaged. Stop the bot and put a backup in its place, or rescue what is left with: sqlite3 ${file} .recover`,
        retryable: false,
      };
    case "FULL":
      return {
        code: "database-disk-full",
        message: `No space left on the disk of ${file}. Free some; nothing that was stored is lost.`,
        retryable: true,
      };
    case "READONLY":
    case "PERM":
    case "AUTH":
      return {
        code: "database-read-only",
        message: `${file} can't be written. Give the user who runs the bot write access to the file and its folder.`,
        retryable: false,
      };
    case "CANTOPEN":
      return {
        code: "database-cannot-open",
        message: `${file} can't be opened. Check that its folder exists and that the user who runs the bot may write there, or set DATABASE_FILE to another path.`,
        retryable: false,
      };
    case "BUSY":
    case "LOCKED":
      return {
        code: "database-busy",
        message: `Another program holds ${file} locked. Close it and try again.`,
        retryable: true,
      };
    case "IOERR":
      return {
        code: "database-disk-failed",
        message: `The disk of ${file} fails to read or write. Check the disk and its free space.`,
        retryable: true,
      };
    default:
      return undefined;
  }
}
