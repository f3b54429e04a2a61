import { silentLogger } from "../../../src/lib/logger.ts";
import { createAuditLog } from "../../../src/store/audit-log.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { describeAuditLog } from "../../support/audit-log-conformance.ts";

describeAuditLog("in memory", () => {
  const database = openDatabase({ file: ":memory:", logger: silentLogger });
  let time = 1_000;
  const log = createAuditLog(database, { now: () => time });
  return {
    log,
    setTime: (ms) => {
      time = ms;
    },
    reopen: () => log,
    [Symbol.dispose]: () => database.close(),
  };
});
