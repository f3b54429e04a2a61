import { createConversationStore } from "../../../src/store/conversation-store.ts";
import { createFactStore } from "../../../src/store/memory/fact-store.ts";
import { createRecallStore } from "../../../src/store/memory/recall-store.ts";
import { createSummaryStore } from "../../../src/store/memory/summary-store.ts";
import { createPrivacyStore } from "../../../src/store/privacy-store.ts";
import { createSwipeStore } from "../../../src/store/swipe-store.ts";
import { describeFactStore } from "../../support/memory-conformance/fact-store-conformance.ts";
import type { MemoryUnderTest } from "../../support/memory-conformance/memory-under-test.ts";
import { describeRecallStore } from "../../support/memory-conformance/recall-store-conformance.ts";
import { describeSummaryStore } from "../../support/memory-conformance/summary-store-conformance.ts";
import { countingIds } from "../../support/memory-store.ts";
import { reopeningDatabase } from "../../support/reopening-database.ts";

describeFactStore("on a file", open);
describeSummaryStore("on a file", open);
describeRecallStore("on a file", open);

function open(): MemoryUnderTest {
  const database = reopeningDatabase();
  const options = { newId: countingIds(), now: () => 1_000 };
  return {
    conversations: createConversationStore(database, options),
    swipes: createSwipeStore(database, options),
    privacy: createPrivacyStore(database, options),
    memory: {
      recall: createRecallStore(database),
      facts: createFactStore(database, options),
      summaries: createSummaryStore(database, options),
    },
    restart: () => database.reopen(),
    [Symbol.dispose]: () => database.close(),
  };
}
