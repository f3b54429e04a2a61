import { silentLogger } from "../../../src/lib/logger.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { createPresetStore } from "../../../src/store/preset-store.ts";
import { describePresetStore } from "../../support/preset-store-conformance.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

describePresetStore("on a file", () => {
  const folder = temporaryFolder();
  const open = () => openDatabase({ file: folder.file("bot.db"), logger: silentLogger });
  let database = open();
  return {
    store: createPresetStore(database),
    reopen: () => {
      database.close();
      database = open();
      return createPresetStore(database);
    },
    [Symbol.dispose]: () => {
      database.close();
      folder[Symbol.dispose]();
    },
  };
});
