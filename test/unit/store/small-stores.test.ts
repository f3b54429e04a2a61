import { expect, test } from "vitest";
import { openMemoryStore } from "../../support/memory-store.ts";

test("a channel's webhook can be kept, replaced and forgotten", () => {
  using store = openMemoryStore();
  expect(store.webhooks.get("channel")).toBeUndefined();
  store.webhooks.set("channel", { id: "1", token: "first" });
  store.webhooks.set("channel", { id: "2", token: "second" });
  store.webhooks.set("other", { id: "3", token: "third" });
  expect(store.webhooks.get("channel")).toEqual({ id: "2", token: "second" });
  store.webhooks.delete("channel");
  store.webhooks.delete("channel");
  expect(store.webhooks.get("channel")).toBeUndefined();
  expect(store.webhooks.get("other")).toEqual({ id: "3", token: "third" });
});

test("the program's own facts can be kept, replaced and forgotten", () => {
  using store = openMemoryStore();
  expect(store.state.get("commands")).toBeUndefined();
  store.state.set("commands", "old hash");
  store.state.set("commands", "new hash");
  expect(store.state.get("commands")).toBe("new hash");
  store.state.delete("commands");
  expect(store.state.get("commands")).toBeUndefined();
});
