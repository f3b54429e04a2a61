import { expect, test } from "vitest";
import { sweepOldTurns } from "../../../../src/conversation/privacy/retention-sweep.ts";
import { silentLogger } from "../../../../src/lib/logger.ts";
import { ask, reply, say, startInput } from "../../../support/conversation-inputs.ts";
import { createManualClock } from "../../../support/manual-clock.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";

const dayMs = 86_400_000;

function aBot(retentionDays: number) {
  const clock = createManualClock();
  const store = openMemoryStore(() => clock.now());
  const stopping = new AbortController();
  const options = { store: store.privacyStore, audit: store.audit, logger: silentLogger };
  const sweeping = sweepOldTurns({ ...options, clock, retentionDays }, stopping.signal);
  return {
    clock,
    store,
    stopping,
    sweeping,
    conversation: store.conversations.start(startInput()),
  };
}

test("R25: turns go when they are older than they may be, and those that are owed stay", async () => {
  const { clock, store, stopping, sweeping, conversation } = aBot(30);
  await clock.someoneSleeps();
  say(store.conversations, conversation, { messageId: "1", text: "old" });
  const { answer } = ask(store.conversations, conversation, { messageId: "2", text: "asked" });
  clock.advance(20 * dayMs);
  await clock.someoneSleeps();
  say(store.conversations, conversation, { messageId: "3", text: "new" });
  const texts = () =>
    store.conversations.historyBefore(conversation.id, 1e9, 10).map(({ text }) => text);
  expect(texts()).toEqual(["new", "asked", "old"]);
  clock.advance(11 * dayMs);
  await clock.someoneSleeps();
  expect(texts()).toEqual(["new"]);
  store.conversations.writeReply(answer.id, reply("late"));
  expect(texts()).toEqual(["new", "late"]);
  stopping.abort();
  await sweeping;
});

test("R25: without a limit of days, everything is kept", async () => {
  const { clock, store, stopping, sweeping, conversation } = aBot(0);
  say(store.conversations, conversation, { messageId: "1", text: "old" });
  await clock.someoneSleeps();
  clock.advance(9000 * dayMs);
  await clock.someoneSleeps();
  expect(store.conversations.historyBefore(conversation.id, 1e9, 10)).toHaveLength(1);
  stopping.abort();
  await sweeping;
});
