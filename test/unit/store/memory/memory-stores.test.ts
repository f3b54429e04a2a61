import { describeFactStore } from "../../../support/memory-conformance/fact-store-conformance.ts";
import type { MemoryUnderTest } from "../../../support/memory-conformance/memory-under-test.ts";
import { describeRecallStore } from "../../../support/memory-conformance/recall-store-conformance.ts";
import { describeSummaryStore } from "../../../support/memory-conformance/summary-store-conformance.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";

describeFactStore("in memory", open);
describeSummaryStore("in memory", open);
describeRecallStore("in memory", open);

function open(): MemoryUnderTest {
  const { conversations, swipes, privacyStore, memory, database } = openMemoryStore();
  return {
    conversations,
    swipes,
    privacy: privacyStore,
    memory,
    restart: () => {},
    [Symbol.dispose]: () => database.close(),
  };
}
