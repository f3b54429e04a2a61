import { silentLogger } from "../../../src/lib/logger.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { createSettingsStore } from "../../../src/store/settings-store.ts";
import { describeSettingsStore } from "../../support/settings-store-conformance.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

describeSettingsStore("on a file", () => {
  const folder = temporaryFolder();
  const open = () => openDatabase({ file: folder.file("bot.db"), logger: silentLogger });
  let database = open();
  return {
    store: createSettingsStore(database),
    reopen: () => {
      database.close();
      database = open();
      return createSettingsStore(database);
    },
    [Symbol.dispose]: () => {
      database.close();
      folder[Symbol.dispose]();
    },
  };
});
