import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { OperationalError, UserError } from "../../../src/lib/errors.ts";
import { openingError, runningError, sqliteCode } from "../../../src/store/database-error.ts";

const cases: readonly [code: string, word: string, retryable: boolean][] = [
  ["SQLITE_NOTADB", "database-not-a-database", false],
  ["SQLITE_CORRUPT", "database-corrupt", false],
  ["SQLITE_CORRUPT_INDEX", "database-corrupt", false],
  ["SQLITE_FULL", "database-disk-full", true],
  ["SQLITE_READONLY", "database-read-only", false],
  ["SQLITE_READONLY_DIRECTORY", "database-read-only", false],
  ["SQLITE_PERM", "database-read-only", false],
  ["SQLITE_CANTOPEN", "database-cannot-open", false],
  ["SQLITE_CANTOPEN_ISDIR", "database-cannot-open", false],
  ["SQLITE_BUSY", "database-busy", true],
  ["SQLITE_BUSY_SNAPSHOT", "database-busy", true],
  ["SQLITE_IOERR_WRITE", "database-disk-failed", true],
];

test.each(cases)("%s names the file and says what to do", (code, word, retryable) => {
  const cause = new Sqlite.SqliteError("low-level words", code);
  const opening = openingError(cause, "data/bot.db");
  expect(opening).toBeInstanceOf(UserError);
  expect(opening).toMatchObject({ code: word, cause });
  const running = runningError(cause, "data/bot.db");
  expect(running).toBeInstanceOf(OperationalError);
  expect(running).toMatchObject({ code: word, retryable, cause });
  expect(String(opening)).toContain("data/bot.db");
  expect(String(opening)).not.toContain("low-level words");
});

test("SQLite's complaint is found inside an error that wraps it", () => {
  const wrapped = new Error("failed query", {
    cause: new Sqlite.SqliteError("database or disk is full", "SQLITE_FULL"),
  });
  expect(sqliteCode(wrapped)).toBe("SQLITE_FULL");
  expect(runningError(wrapped, "bot.db")).toMatchObject({ code: "database-disk-full" });
});

test.each([
  ["a bug in a statement", new Sqlite.SqliteError("no such table: turns", "SQLITE_ERROR")],
  ["a broken constraint", new Sqlite.SqliteError("UNIQUE", "SQLITE_CONSTRAINT_UNIQUE")],
  ["an error of our own", new UserError("database-in-use", "taken")],
  ["something that isn't an error", "what?"],
])("%s stays what it is", (_, thrown) => {
  expect(openingError(thrown, "bot.db")).toBe(thrown);
  expect(runningError(thrown, "bot.db")).toBe(thrown);
});
