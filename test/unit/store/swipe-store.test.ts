import { openMemoryStore } from "../../support/memory-store.ts";
import { describeSwipeStore } from "../../support/swipe-store-conformance.ts";

describeSwipeStore("in memory", () => {
  const store = openMemoryStore();
  return {
    store: store.conversations,
    swipes: store.swipes,
    [Symbol.dispose]: () => store[Symbol.dispose](),
  };
});
