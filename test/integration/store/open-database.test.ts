import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { UserError } from "../../../src/lib/errors.ts";
import { silentLogger } from "../../../src/lib/logger.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { readMigrations } from "../../../src/store/migrations.ts";
import { createStateStore } from "../../../src/store/state-store.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const logger = silentLogger;
const shipped = readMigrations();

test("a missing folder and file are made", () => {
  using folder = temporaryFolder();
  using database = openDatabase({ file: folder.file("deep/er/bot.db"), logger });
  createStateStore(database).set("key", "value");
  expect(readFileSync(folder.file("deep/er/bot.db")).length).toBeGreaterThan(0);
});

test("the file is in WAL mode, flushes each commit and checks references", () => {
  using folder = temporaryFolder();
  using database = openDatabase({ file: folder.file("bot.db"), logger });
  const pragmas = ["journal_mode", "synchronous", "foreign_keys"].map((name) =>
    database.read((queries) => Object.values(queries.all<object>(`pragma ${name}`)[0] ?? {})[0]),
  );
  expect(pragmas).toEqual(["wal", 2, 1]);
});

describe("migrations", () => {
  const next = {
    name: "0999_next",
    sql: "create table later (id integer primary key);--> statement-breakpoint\ninsert into later values (7);",
  };

  test("those that a database hasn't seen run once, and what was stored stays", () => {
    using folder = temporaryFolder();
    const file = folder.file("bot.db");
    const old = openDatabase({ file, logger });
    createStateStore(old).set("key", "value");
    old.close();
    for (let start = 0; start < 2; start += 1) {
      using database = openDatabase({ file, logger, migrations: [...shipped, next] });
      expect(createStateStore(database).get("key")).toBe("value");
      expect(database.read((queries) => queries.all("select id from later"))).toEqual([{ id: 7 }]);
    }
  });

  test("one that fails leaves the database as it was", () => {
    using folder = temporaryFolder();
    const file = folder.file("bot.db");
    const broken = { name: "0999_broken", sql: `${next.sql} insert into nowhere values (1);` };
    openDatabase({ file, logger }).close();
    expect(() => openDatabase({ file, logger, migrations: [...shipped, broken] })).toThrow(
      "nowhere",
    );
    using database = openDatabase({ file, logger });
    expect(() => database.read((queries) => queries.all("select id from later"))).toThrow("later");
  });

  test("one that would leave broken references is taken back", () => {
    using folder = temporaryFolder();
    const dangling = {
      name: "0999_dangling",
      sql: "insert into lorebook_state (conversation_id, state) values ('nobody', '{}');",
    };
    expect(() =>
      openDatabase({ file: folder.file("bot.db"), logger, migrations: [...shipped, dangling] }),
    ).toThrow("0999_dangling leaves 1 broken references");
  });

  test("an older program refuses a newer database, names both versions and changes nothing", () => {
    using folder = temporaryFolder();
    const file = folder.file("bot.db");
    openDatabase({ file, logger, migrations: [...shipped, next] }).close();
    const before = readFileSync(file);
    const error = userErrorOf(() => openDatabase({ file, logger }));
    expect(error.code).toBe("database-newer");
    expect(error.message).toContain(`version ${shipped.length + 1}`);
    expect(error.message).toContain(`up to ${shipped.length}`);
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

describe("a file that isn't a database of ours is refused with its name and left alone", () => {
  const cases: readonly [string, string, (file: string) => void][] = [
    ["text", "database-not-a-database", (file) => writeFileSync(file, "Dear diary. ".repeat(500))],
    ["another program's database", "database-foreign", makeForeign],
    ["a folder", "database-cannot-open", (file) => mkdirSync(file)],
    ["a database with a torn schema", "database-corrupt", makeTorn],
  ];

  test.each(cases)("%s", (_, code, make) => {
    using folder = temporaryFolder();
    const file = folder.file("bot.db");
    make(file);
    const error = userErrorOf(() => openDatabase({ file, logger }));
    expect(error.code).toBe(code);
    expect(error.message).toContain(file);
    // Refusing it also gave the lock back.
    expect(userErrorOf(() => openDatabase({ file, logger })).code).toBe(code);
  });

  function makeForeign(file: string): void {
    const client = new Sqlite(file);
    client.exec("create table recipe (name text)");
    client.close();
  }

  function makeTorn(file: string): void {
    openDatabase({ file, logger }).close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xff, 100, 4096));
  }
});

test("a folder that can't be made is named", () => {
  using folder = temporaryFolder();
  writeFileSync(folder.file("data"), "");
  const error = userErrorOf(() => openDatabase({ file: folder.file("data/bot.db"), logger }));
  expect(error.code).toBe("database-folder");
  expect(error.message).toContain(folder.file("data"));
});

test("an empty file becomes a database", () => {
  using folder = temporaryFolder();
  const file = folder.file("bot.db");
  writeFileSync(file, "");
  using database = openDatabase({ file, logger });
  createStateStore(database).set("key", "value");
  expect(createStateStore(database).get("key")).toBe("value");
});

test("a full disk is an operational error that can be retried, and the transaction leaves nothing", () => {
  using folder = temporaryFolder();
  using database = openDatabase({ file: folder.file("bot.db"), logger });
  const state = createStateStore(database);
  const pages = database.read((queries) =>
    queries.all<{ page_count: number }>("pragma page_count"),
  );
  // SQLite's own limit gives the same answer as a disk without space.
  database.read((queries) =>
    queries.all(`pragma max_page_count = ${(pages[0]?.page_count ?? 0) + 2}`),
  );
  state.set("small", "fits");
  expect(() => state.set("large", "x".repeat(100_000))).toThrow(
    expect.objectContaining({
      name: "OperationalError",
      code: "database-disk-full",
      retryable: true,
    }),
  );
  expect(state.get("large")).toBeUndefined();
  expect(state.get("small")).toBe("fits");
});

function userErrorOf(action: () => unknown): UserError {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}
