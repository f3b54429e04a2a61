import { openMemoryStore } from "../../support/memory-store.ts";
import { describeSceneStores } from "../../support/scene-store-conformance.ts";

describeSceneStores("in memory", () => {
  const stores = openMemoryStore();
  return { ...stores, reopen: () => stores };
});
