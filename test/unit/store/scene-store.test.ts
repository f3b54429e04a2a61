import { silentLogger } from "../../../src/lib/logger.ts";
import { createConversationStore } from "../../../src/store/conversation-store.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { createSceneStore } from "../../../src/store/scene-store.ts";
import { countingIds } from "../../support/memory-store.ts";
import { describeSceneStore } from "../../support/scene-facts-conformance.ts";

describeSceneStore("in memory", () => {
  let time = 1_000;
  const open = () => openDatabase({ file: ":memory:", logger: silentLogger });
  const database = open();
  const options = { newId: countingIds(), now: () => time };
  return {
    conversations: createConversationStore(database, options),
    scenes: createSceneStore(database),
    setTime: (ms) => {
      time = ms;
    },
    reopen: () => createSceneStore(database),
    [Symbol.dispose]: () => {
      database.close();
    },
  };
});
