import { createConversationStore } from "../../../src/store/conversation-store.ts";
import { createSceneStore } from "../../../src/store/scene-store.ts";
import { countingIds } from "../../support/memory-store.ts";
import { reopeningDatabase } from "../../support/reopening-database.ts";
import { describeSceneStore } from "../../support/scene-facts-conformance.ts";

describeSceneStore("on a file", () => {
  const database = reopeningDatabase();
  let time = 1_000;
  return {
    conversations: createConversationStore(database, { newId: countingIds(), now: () => time }),
    scenes: createSceneStore(database),
    setTime: (ms) => {
      time = ms;
    },
    reopen: () => {
      database.reopen();
      return createSceneStore(database);
    },
    [Symbol.dispose]: () => database.close(),
  };
});
