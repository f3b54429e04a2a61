import { expect, test } from "vitest";
import { PrivacyDesk } from "../../../../src/conversation/privacy/privacy-desk.ts";
import { silentLogger } from "../../../../src/lib/logger.ts";
import { say, startInput } from "../../../support/conversation-inputs.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";

test("who is forgotten or opts out has the memory of their conversations made anew, and of no others", async () => {
  using store = openMemoryStore();
  const [inn, mill, market] = ["inn", "mill", "market"].map((channelId) =>
    store.conversations.start(startInput({ channelId })),
  );
  if (!inn || !mill || !market) throw new Error("unreachable");
  say(store.conversations, inn, { messageId: "1" });
  say(store.conversations, mill, { messageId: "2" });
  say(store.conversations, market, { messageId: "3", authorId: "bob" });
  const forgotten: string[] = [];
  const desk = new PrivacyDesk({
    store: store.privacyStore,
    queue: { cancel: async () => {}, remove: async () => {} },
    retentionDays: 0,
    onForgotten: (conversationId) => forgotten.push(conversationId),
    logger: silentLogger,
  });
  expect(desk.optOut("ada")).toBe(true);
  expect(forgotten.toSorted()).toEqual([inn.id, mill.id].toSorted());
  forgotten.length = 0;
  await desk.forget("ada");
  expect(forgotten.toSorted()).toEqual([inn.id, mill.id].toSorted());
});
