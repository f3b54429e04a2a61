import { silentLogger } from "../../../src/lib/logger.ts";
import { createCastStore } from "../../../src/store/casts.ts";
import { createConversationStore } from "../../../src/store/conversation-store.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { createReasonStore } from "../../../src/store/reason-store.ts";
import { countingIds } from "../../support/memory-store.ts";
import { describeSceneStores } from "../../support/scene-store-conformance.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

describeSceneStores("on a file", () => {
  const folder = temporaryFolder();
  const options = { newId: countingIds(), now: () => 1_000 };
  let database = openDatabase({ file: folder.file("bot.db"), logger: silentLogger });
  const stores = () => ({
    conversations: createConversationStore(database, options),
    casts: createCastStore(database, options),
    reasons: createReasonStore(database),
  });
  return {
    ...stores(),
    reopen: () => {
      database.close();
      database = openDatabase({ file: folder.file("bot.db"), logger: silentLogger });
      return stores();
    },
    [Symbol.dispose]: () => {
      database.close();
      folder[Symbol.dispose]();
    },
  };
});
