import { silentLogger } from "../../../src/lib/logger.ts";
import { createConversationStore } from "../../../src/store/conversation-store.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { describeConversationStore } from "../../support/conversation-store-conformance.ts";
import type { StoreUnderTest } from "../../support/conversation-store-model.ts";
import { countingIds } from "../../support/memory-store.ts";
import { describePromptStore } from "../../support/prompt-store-conformance.ts";

describeConversationStore("in memory", openInMemory);
describePromptStore("in memory", openInMemory);

function openInMemory(): StoreUnderTest {
  const database = openDatabase({ file: ":memory:", logger: silentLogger });
  const newId = countingIds();
  // A database in memory ends with its handle, so reopening makes a new store on the old one. The integration test
  // runs the same suite on a file that is really closed.
  const open = () => createConversationStore(database, { newId, now: () => 1_000 });
  return { store: open(), reopen: open, [Symbol.dispose]: () => database.close() };
}
