import { silentLogger } from "../../src/lib/logger.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A database on a file that can be closed and opened again under the stores that stand on it, as by a restart. */
export interface ReopeningDatabase extends Database {
  reopen(): void;
}

export function reopeningDatabase(): ReopeningDatabase {
  const folder = temporaryFolder();
  const file = folder.file("bot.db");
  const open = () => openDatabase({ file, logger: silentLogger });
  let database = open();
  const close = () => {
    database.close();
    folder[Symbol.dispose]();
  };
  return {
    file,
    read: (work) => database.read(work),
    write: (work) => database.write(work),
    statement: (sql, mode) => database.statement(sql, mode),
    hasVectors: database.hasVectors,
    reopen: () => {
      database.close();
      database = open();
    },
    close,
    [Symbol.dispose]: close,
  };
}
