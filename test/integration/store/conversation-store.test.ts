import { silentLogger } from "../../../src/lib/logger.ts";
import { createConversationStore } from "../../../src/store/conversation-store.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { describeConversationStore } from "../../support/conversation-store-conformance.ts";
import type { StoreUnderTest } from "../../support/conversation-store-model.ts";
import { countingIds } from "../../support/memory-store.ts";
import { describePromptStore } from "../../support/prompt-store-conformance.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

describeConversationStore("on a file", openOnFile);
describePromptStore("on a file", openOnFile);

function openOnFile(): StoreUnderTest {
  const folder = temporaryFolder();
  const newId = countingIds();
  const open = () => openDatabase({ file: folder.file("bot.db"), logger: silentLogger });
  let database = open();
  const store = () => createConversationStore(database, { newId, now: () => 1_000 });
  return {
    store: store(),
    reopen: () => {
      database.close();
      database = open();
      return store();
    },
    [Symbol.dispose]: () => {
      database.close();
      folder[Symbol.dispose]();
    },
  };
}
