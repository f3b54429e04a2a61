import { openMemoryStore } from "../../support/memory-store.ts";
import { describePersonaStore } from "../../support/persona-store-conformance.ts";

describePersonaStore("in memory", () => {
  const memory = openMemoryStore();
  return {
    store: memory.personas,
    reopen: () => memory.personas,
    [Symbol.dispose]: () => memory[Symbol.dispose](),
  };
});
