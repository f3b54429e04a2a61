import { createPersonaStore } from "../../../src/store/persona-store.ts";
import { countingIds } from "../../support/memory-store.ts";
import { describePersonaStore } from "../../support/persona-store-conformance.ts";
import { reopeningDatabase } from "../../support/reopening-database.ts";

describePersonaStore("on a file", () => {
  const database = reopeningDatabase();
  const store = createPersonaStore(database, { newId: countingIds(), now: () => 1_000 });
  return {
    store,
    reopen: () => {
      database.reopen();
      return store;
    },
    [Symbol.dispose]: () => database.close(),
  };
});
