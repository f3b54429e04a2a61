import { silentLogger } from "../../../src/lib/logger.ts";
import { createAuditLog } from "../../../src/store/audit-log.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { describeAuditLog } from "../../support/audit-log-conformance.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

describeAuditLog("on a file", () => {
  const folder = temporaryFolder();
  let time = 1_000;
  const open = () => openDatabase({ file: folder.file("bot.db"), logger: silentLogger });
  let database = open();
  const log = () => createAuditLog(database, { now: () => time });
  return {
    log: log(),
    setTime: (ms) => {
      time = ms;
    },
    reopen: () => {
      database.close();
      database = open();
      return log();
    },
    [Symbol.dispose]: () => {
      database.close();
      folder[Symbol.dispose]();
    },
  };
});
