import { silentLogger } from "../../../src/lib/logger.ts";
import { createConversationStore } from "../../../src/store/conversation-store.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { createSwipeStore } from "../../../src/store/swipe-store.ts";
import { countingIds } from "../../support/memory-store.ts";
import { describeSwipeStore } from "../../support/swipe-store-conformance.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

describeSwipeStore("on a file", () => {
  const folder = temporaryFolder();
  const database = openDatabase({ file: folder.file("bot.db"), logger: silentLogger });
  const options = { newId: countingIds(), now: () => 1_000 };
  return {
    store: createConversationStore(database, options),
    swipes: createSwipeStore(database, options),
    [Symbol.dispose]: () => {
      database.close();
      folder[Symbol.dispose]();
    },
  };
});
