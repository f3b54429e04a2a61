import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "../../../src/lib/logger.ts";
import { createConversationStore } from "../../../src/store/conversation-store.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { describeConversationStore } from "../../support/conversation-store-conformance.ts";
import type { StoreUnderTest } from "../../support/conversation-store-model.ts";
import { countingIds } from "../../support/memory-store.ts";

describeConversationStore("the conversation store on a file", openOnFile);

function openOnFile(): StoreUnderTest {
  const folder = mkdtempSync(join(tmpdir(), "hearthside-store-"));
  const newId = countingIds();
  const open = () => openDatabase({ file: join(folder, "bot.db"), logger: silentLogger });
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
      rmSync(folder, { recursive: true });
    },
  };
}
