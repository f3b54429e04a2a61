import { existsSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import { silentLogger } from "../../../src/lib/logger.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { startStoreProcess } from "../../support/store-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const inUse = expect.objectContaining({
  name: "UserError",
  code: "database-in-use",
  message: expect.stringContaining("Another Hearthside bot is using"),
});

test("a second process can't have the database until the first is gone, even killed", async () => {
  using folder = temporaryFolder();
  const file = folder.file("bot.db");
  await using first = startStoreProcess(file);
  await first.lines(1);
  expect(thrownBy(() => openDatabase({ file, logger: silentLogger }))).toEqual(inUse);
  await first.lines(10);
  await first.kill();
  openDatabase({ file, logger: silentLogger }).close();
});

test("the same process can't open it twice, and can after it closed it", () => {
  using folder = temporaryFolder();
  const file = folder.file("bot.db");
  const first = openDatabase({ file, logger: silentLogger });
  expect(thrownBy(() => openDatabase({ file, logger: silentLogger }))).toEqual(inUse);
  first.close();
  first.close();
  openDatabase({ file, logger: silentLogger }).close();
});

test("the refusal names the process that has it, where that can be told", () => {
  using folder = temporaryFolder();
  const file = folder.file("bot.db");
  const refusal = () => String(thrownBy(() => openDatabase({ file, logger: silentLogger })));
  const first = openDatabase({ file, logger: silentLogger });
  expect(refusal()).toContain(`is using ${file} (process ${process.pid}). Stop it first`);
  writeFileSync(`${file}.pid`, "7 another-machine\n");
  expect(refusal()).toContain(`is using ${file}. Stop it first`);
  rmSync(`${file}.pid`);
  expect(refusal()).toContain(`is using ${file}. Stop it first`);
  first.close();
});

test("what names the process goes with it", () => {
  using folder = temporaryFolder();
  const file = folder.file("bot.db");
  const first = openDatabase({ file, logger: silentLogger });
  expect(existsSync(`${file}.pid`)).toBe(true);
  first.close();
  expect(existsSync(`${file}.pid`)).toBe(false);
});

test("another name of the same file is no way round", () => {
  using folder = temporaryFolder();
  const file = folder.file("bot.db");
  using _first = openDatabase({ file, logger: silentLogger });
  symlinkSync(file, folder.file("link.db"));
  expect(
    thrownBy(() => openDatabase({ file: folder.file("link.db"), logger: silentLogger })),
  ).toEqual(inUse);
});

test("two databases in one folder don't get in each other's way", () => {
  using folder = temporaryFolder();
  using _one = openDatabase({ file: folder.file("one.db"), logger: silentLogger });
  using _two = openDatabase({ file: folder.file("two.db"), logger: silentLogger });
  expect(existsSync(folder.file("two.db"))).toBe(true);
});

test("a backup tool may read while the bot runs", () => {
  using folder = temporaryFolder();
  const file = folder.file("bot.db");
  using _bot = openDatabase({ file, logger: silentLogger });
  const reader = new Sqlite(file, { readonly: true });
  expect(reader.prepare("select count(*) from turn").pluck().get()).toBe(0);
  reader.close();
});

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
