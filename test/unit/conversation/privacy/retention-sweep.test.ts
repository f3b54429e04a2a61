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

test("R25: an imported chat is kept as long as any from when it came, whatever its lines say of their time", async () => {
  const { clock, store, stopping, sweeping, conversation } = aBot(30);
  await clock.someoneSleeps();
  const lineOf = (spokenAt: number) => ({
    kind: "user" as const,
    authorId: "ada",
    speakerName: "Ada",
    spokenAt,
    shown: 0,
    swipes: [{ text: "imported", extra: null, writtenAt: spokenAt }],
  });
  // More than are looked at in one go: from the last century, and from the next.
  const lines = Array.from({ length: 250 }, (_, index) =>
    lineOf(index < 200 ? clock.now() + 40_000 * dayMs : clock.now() - 9000 * dayMs),
  );
  store.transcripts.append(conversation.id, { turns: lines, hidden: 0, variables: {} });
  say(store.conversations, conversation, { messageId: "1", text: "said" });
  const count = () => store.conversations.historyBefore(conversation.id, 1e9, 1000).length;
  clock.advance(29 * dayMs);
  await clock.someoneSleeps();
  expect(count()).toBe(251);
  clock.advance(2 * dayMs);
  for (let batches = 0; batches < 3; batches++) {
    await clock.someoneSleeps();
    clock.advance(1);
  }
  await clock.someoneSleeps();
  expect(count()).toBe(0);
  stopping.abort();
  await sweeping;
});

test("R25: a branch keeps words no longer than the chat that it leaves", async () => {
  const { clock, store, stopping, sweeping, conversation } = aBot(30);
  await clock.someoneSleeps();
  const { answer } = ask(store.conversations, conversation, { messageId: "1", text: "old" });
  store.conversations.writeReply(answer.id, reply("reply"));
  clock.advance(20 * dayMs);
  await clock.someoneSleeps();
  for (let said = 0; said < 250; said++)
    say(store.conversations, conversation, { messageId: `m${said}`, text: "new" });
  const place = { channelId: "branch", hostId: "ada", sinceId: "9" };
  store.branches.branch({ ...place, turnId: answer.id });
  const { id } = store.conversations.ofChannel("branch") ?? { id: "" };
  const count = () => store.conversations.historyBefore(id, 1e9, 10).length;
  expect(count()).toBe(2);
  clock.advance(11 * dayMs);
  await clock.someoneSleeps();
  expect(count()).toBe(0);
  stopping.abort();
  await sweeping;
});
