import { silentLogger } from "../../../src/lib/logger.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { createSettingsStore } from "../../../src/store/settings-store.ts";
import { describeSettingsStore } from "../../support/settings-store-conformance.ts";

describeSettingsStore("in memory", () => {
  const database = openDatabase({ file: ":memory:", logger: silentLogger });
  return {
    store: createSettingsStore(database),
    reopen: () => createSettingsStore(database),
    [Symbol.dispose]: () => database.close(),
  };
});
