import { expect, onTestFinished, test } from "vitest";
import { MemoryKeeper } from "../../../../src/conversation/memory/memory-keeper.ts";
import { SummaryWriter } from "../../../../src/conversation/memory/summary-writer.ts";
import type { StoredValues } from "../../../../src/conversation/settings/settings-store.ts";
import { createScriptedEngine } from "../../../../src/generation/scripted-engine.ts";
import { systemClock } from "../../../../src/lib/clock.ts";
import { silentLogger } from "../../../../src/lib/logger.ts";
import { createInProcessQueue } from "../../../../src/queue/in-process-queue.ts";
import { say, startInput } from "../../../support/conversation-inputs.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";
import { placeSettingsDesk } from "../../../support/place-settings.ts";

test("a summary that is being written of words that have to go is dropped, and begun anew without them", async () => {
  const store = openMemoryStore();
  const engine = createScriptedEngine({
    contextSize: 100_000,
    replies: (_, call) =>
      call === 0
        ? { steps: [{ text: "Ada said zib" }, { hold: new Promise(() => {}) }] }
        : "Bob was there.",
  });
  const queue = createInProcessQueue({ engine, clock: systemClock, logger: silentLogger });
  const keeper = new MemoryKeeper({
    recall: store.memory.recall,
    summaries: new SummaryWriter({
      store: store.conversations,
      summaries: store.memory.summaries,
      queue,
      modelContext: { size: () => 8192, name: () => "scripted" },

      places: placeSettingsDesk(),
      logger: silentLogger,
    }),
    logger: silentLogger,
  });
  onTestFinished(async () => {
    await keeper.close();
    await queue[Symbol.asyncDispose]();
    await engine[Symbol.asyncDispose]();
    store[Symbol.dispose]();
  });
  const chat = store.conversations.start(startInput());
  for (let turn = 0; turn < 6; turn++) {
    say(store.conversations, chat, { messageId: `a${turn}`, text: `zibbelwitz number ${turn}` });
    const bob = { authorId: "bob", speakerName: "Bob" };
    say(store.conversations, chat, { ...bob, messageId: `b${turn}`, text: `bob's ${turn}` });
  }

  const dropped = keeper.sumUpNow(chat.id);
  await expect.poll(() => engine.started.length).toBe(1);
  expect(JSON.stringify(engine.started[0]?.prompt)).toContain("zibbelwitz");
  store.privacyStore.optOut("ada");
  await keeper.beginAgain(chat.id);
  expect(await dropped).toBe(0);
  expect(store.memory.summaries.summaries(chat.id)).toEqual([]);

  expect(await keeper.sumUpNow(chat.id)).toBeGreaterThan(0);
  const [first, ...later] = engine.started;
  expect(JSON.stringify(later.map(({ prompt }) => prompt))).not.toContain("zibbelwitz");
  expect(later.map(({ id }) => id)).not.toContain(first?.id);
  expect(store.memory.summaries.summaries(chat.id).map(({ text }) => text)).toContain(
    "Bob was there.",
  );
});

test("where summaries are switched off, nothing is summed up but when it is told to", async () => {
  const store = openMemoryStore();
  const engine = createScriptedEngine({ contextSize: 100_000, replies: "Ada counted." });
  const queue = createInProcessQueue({ engine, clock: systemClock, logger: silentLogger });
  onTestFinished(async () => {
    await queue[Symbol.asyncDispose]();
    await engine[Symbol.asyncDispose]();
    store[Symbol.dispose]();
  });
  const writer = (places: StoredValues) =>
    new SummaryWriter({
      // As if a long prompt had begun behind what was said.
      store: {
        ...store.conversations,
        promptFacts: () => ({
          firstTurn: last.id,
          charactersPerToken: null,
          historyTrimmed: true,
          includedTurns: 1,
          standingLore: [],
        }),
      },
      summaries: store.memory.summaries,
      queue,
      modelContext: { size: () => 8192, name: () => "scripted" },
      places: placeSettingsDesk(places),
      logger: silentLogger,
    });
  const chat = store.conversations.start(startInput());
  for (let turn = 0; turn < 30; turn++)
    say(store.conversations, chat, {
      messageId: `a${turn}`,
      text: `and ${turn} sheep, `.repeat(20),
    });
  const last = say(store.conversations, chat, { messageId: "last", text: "enough" });
  const { signal } = new AbortController();
  await writer({ summaries: false }).sumUp(chat.id, signal);
  expect(store.memory.summaries.summaries(chat.id)).toEqual([]);
  await writer({}).sumUp(chat.id, signal);
  const written = store.memory.summaries.summaries(chat.id).length;
  expect(written).toBeGreaterThan(0);
  expect(
    await writer({ summaries: false }).sumUpNow(chat.id, last.position, signal),
  ).toBeGreaterThan(0);
});

test("a model that sees too little to sum anything up says so when it is told to", async () => {
  const store = openMemoryStore();
  onTestFinished(() => store[Symbol.dispose]());
  const chat = store.conversations.start(startInput());
  const writer = new SummaryWriter({
    store: store.conversations,
    summaries: store.memory.summaries,
    queue: { submit: unasked, remove: unasked, discard: unasked },
    modelContext: { size: () => 1024, name: () => "small" },

    places: placeSettingsDesk(),
    logger: silentLogger,
  });
  await expect(writer.sumUpNow(chat.id, 10, new AbortController().signal)).rejects.toMatchObject({
    code: "model-too-small-for-summaries",
    values: { context: 1024, least: 2048 },
  });
});

function unasked(): never {
  throw new Error("nothing is asked of the queue");
}
