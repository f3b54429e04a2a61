import { silentLogger } from "../../../src/lib/logger.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { createPresetStore } from "../../../src/store/preset-store.ts";
import { describePresetStore } from "../../support/preset-store-conformance.ts";

describePresetStore("in memory", () => {
  const database = openDatabase({ file: ":memory:", logger: silentLogger });
  return {
    store: createPresetStore(database),
    reopen: () => createPresetStore(database),
    [Symbol.dispose]: () => database.close(),
  };
});
