import { afterEach, beforeEach, expect, test } from "vitest";
import { MemoryKeeper } from "../../../../src/conversation/memory/memory-keeper.ts";
import type { SummaryWriter } from "../../../../src/conversation/memory/summary-writer.ts";
import type { Conversation } from "../../../../src/conversation/ports.ts";
import type { Embedder } from "../../../../src/generation/embedder.ts";
import { createScriptedEmbedder } from "../../../../src/generation/scripted-embedder.ts";
import { type Logger, silentLogger } from "../../../../src/lib/logger.ts";
import { say, startInput } from "../../../support/conversation-inputs.ts";
import { type MemoryStore, openMemoryStore } from "../../../support/memory-store.ts";

const turns = 100;

let store: MemoryStore;
let conversation: Conversation;
beforeEach(() => {
  store = openMemoryStore();
  conversation = store.conversations.start(startInput());
});
afterEach(() => store[Symbol.dispose]());

test("what was said gets vectors, and is found by them", async () => {
  tell("The dragon sleeps.", "Soup for everyone!");
  const embedder = createScriptedEmbedder();
  await keep(embedder);
  expect(await nearest(embedder, "a dragon")).toBe(1);
  expect(await nearest(embedder, "more soup")).toBe(2);
});

test("another model gives everything vectors anew, goes on where it was stopped, and tells how far it is", async () => {
  for (let index = 0; index < turns; index++)
    tell(index === 77 ? "The dragon wakes." : `It is evening ${index}.`);
  await keep(createScriptedEmbedder());
  const progress: unknown[] = [];
  const logger: Logger = {
    ...silentLogger,
    info: (...line: readonly unknown[]) => void progress.push(line),
  };

  const first = anotherModel();
  const stopped = keeperOf(first.embedder, logger);
  first.beforeCall = (call) => {
    if (call === 2) void stopped.close();
  };
  stopped.wake();
  await stopped.idle();
  const { done, all } = store.memory.recall.vectorProgress(first.embedder.info);
  expect(all).toBe(turns);
  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(turns / 2);

  const second = anotherModel();
  await keep(second.embedder, logger);
  expect(second.texts).toBe(turns - done);
  expect(store.memory.recall.vectorProgress(second.embedder.info)).toEqual({ done: all, all });
  expect(progress).toEqual([
    [{ model: "another", done: turns, all: turns }, "giving memories vectors"],
  ]);
  expect(await nearest(second.embedder, "the dragon wakes")).toBe(78);
  // Vectors of the model before are no longer compared with anything.
  expect(await nearest(createScriptedEmbedder(), "the dragon wakes")).toBeUndefined();
});

test("a text that is too long for the model counts by its beginning, and keeps no other from its vector", async () => {
  tell("The ferry leaves.", `The dragon sleeps. ${"And so on. ".repeat(100)}`, "Soup!");
  const embedder = createScriptedEmbedder({ maxCharacters: 60 });
  await keep(embedder);
  expect(store.memory.recall.vectorProgress(embedder.info)).toEqual({ done: 3, all: 3 });
  expect(await nearest(embedder, "the dragon sleeps")).toBe(2);
});

test("a model that can't be reached keeps nothing from being summed up, and is asked again later", async () => {
  tell("The dragon sleeps.");
  const scripted = createScriptedEmbedder();
  let isDown = true;
  const embedder: Embedder = {
    ...scripted,
    info: scripted.info,
    embed: (texts, signal) =>
      isDown ? Promise.reject(new Error("no answer")) : scripted.embed(texts, signal),
  };
  const summedUp: string[] = [];
  const summaries = { sumUp: async (id: string) => void summedUp.push(id) };
  const keeper = keeperOf(embedder, silentLogger, summaries as unknown as SummaryWriter);
  keeper.wake(conversation.id);
  await keeper.idle();
  expect(summedUp).toEqual([conversation.id]);
  isDown = false;
  keeper.wake();
  await keeper.idle();
  expect(store.memory.recall.vectorProgress(embedder.info)).toEqual({ done: 1, all: 1 });
});

function tell(...texts: readonly string[]): void {
  for (const text of texts)
    say(store.conversations, conversation, { messageId: `m${said++}`, text });
}
let said = 0;

async function keep(embedder: Embedder, logger = silentLogger): Promise<void> {
  const keeper = keeperOf(embedder, logger);
  keeper.wake();
  await keeper.idle();
}

/** Without `summaries`, nothing is due to be summed up. */
function keeperOf(
  embedder: Embedder,
  logger: Logger,
  summaries = {} as SummaryWriter,
): MemoryKeeper {
  return new MemoryKeeper({ recall: store.memory.recall, embedder, summaries, logger });
}

/** The position of the turn that is nearest to a text. */
async function nearest(embedder: Embedder, text: string): Promise<number | undefined> {
  const [vector] = await embedder.embed([text], new AbortController().signal);
  if (vector === undefined) throw new Error("no vector");
  const { modelId } = embedder.info;
  const range = { first: 1, last: turns };
  const { passages } = store.memory.recall;
  return passages.nearest(conversation.id, { modelId, vector }, range, 1)[0]?.position;
}

function anotherModel() {
  const scripted = createScriptedEmbedder({ dimensions: 32 });
  const model = {
    texts: 0,
    calls: 0,
    beforeCall: (_call: number) => {},
    embedder: {
      info: { modelId: "another", dimensions: 32 },
      embed: (texts, signal) => {
        model.beforeCall(++model.calls);
        model.texts += texts.length;
        return scripted.embed(texts, signal);
      },
      [Symbol.asyncDispose]: () => scripted[Symbol.asyncDispose](),
    } satisfies Embedder,
  };
  return model;
}
