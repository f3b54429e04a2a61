import { expect, test } from "vitest";
import type { StreamPart } from "../../../../src/generation/stream-part.ts";
import { systemClock } from "../../../../src/lib/clock.ts";
import { openDemoEngine, openWatchedEngine, readReply } from "../../../support/demo-engine.ts";
import { demoRequest } from "../../../support/demo-request.ts";

const people = ["Tom", "Ana", "Kenji"];
const ask = (user: string, text = "evening! do you have anything hot to eat?") =>
  demoRequest({ turns: [[user, text]] });

test("when a step fails, everyone in it goes on where they were, and nobody notices", async () => {
  await using calm = await openDemoEngine({ slots: 3 });
  const expected = await Promise.all(people.map((user) => readReply(calm, ask(user))));

  const { engine, batches } = await openWatchedEngine({
    slots: 3,
    // As if steps took no time: then nobody's prompt waits until another's reply is written.
    clock: { ...systemClock, now: () => 0 },
  });
  await using _engine = engine;
  let failures = 0;
  batches.failWhen(({ tokens }) => tokens.length === 3 && failures++ === 5);
  const replies = await Promise.all(people.map((user) => readReply(engine, ask(user))));
  expect(failures).toBeGreaterThan(5);
  expect(replies.map(({ text }) => text)).toEqual(expected.map(({ text }) => text));
});

test("a request that breaks every step it is in fails alone", async () => {
  const { engine, batches } = await openWatchedEngine({ slots: 3 });
  await using _engine = engine;
  const poison = "\u2620\u2620\u2620";
  let attempts = 0;
  // The demo model spells this character in bytes; 0xE2 0x98 0xA0 are the tokens 229, 155 and 163.
  batches.failWhen(({ tokens }) => {
    const poisoned = tokens.some(
      (token, index) => token === 0xe2 + 3 && tokens[index + 1] === 0x98 + 3,
    );
    if (poisoned) attempts++;
    return poisoned;
  });
  const parts: StreamPart[] = [];
  const bad = (async () => {
    for await (const part of engine.generate(ask("Ana", poison), new AbortController().signal))
      parts.push(part);
  })();
  const good = await Promise.all([readReply(engine, ask("Tom")), readReply(engine, ask("Kenji"))]);
  await bad;
  expect(parts).toEqual([
    { type: "error", failure: expect.objectContaining({ code: "engine-failed", retryable: true }) },
  ]);
  expect(attempts).toBe(2);
  for (const { text, reason } of good)
    expect({ text: text !== "", reason }).toEqual({ text: true, reason: "stop" });
  batches.failWhen(() => false);
  expect((await readReply(engine, ask("Ana"))).reason).toBe("stop");
});

test("when the context itself is beyond repair, everyone is told, and so is whoever comes later", async () => {
  const { engine, batches } = await openWatchedEngine({ slots: 2 });
  batches.runOutOfSequences();
  batches.failWhen(() => true);
  const broken = "The model's engine broke down.";
  const asked = ["Tom", "Ana", "Kenji"].map((user) => readReply(engine, ask(user)));
  for (const { reason } of await settled(asked)) expect(reason).toEqual(new Error(broken));
  await expect(readReply(engine, ask("Lee"))).rejects.toThrow(broken);
  await engine[Symbol.asyncDispose]();
});

async function settled(promises: readonly Promise<unknown>[]) {
  const results = await Promise.allSettled(promises);
  return results.map((result) => ({
    reason: result.status === "rejected" ? (result.reason as unknown) : undefined,
  }));
}

test("a machine without the wanted GPU says so", async () => {
  await expect(openDemoEngine({ gpu: "metal" })).rejects.toMatchObject({ code: "gpu-unavailable" });
});

test("slots that don't fit in memory are refused before they are taken", async () => {
  await expect(
    openDemoEngine({ gpu: "off", slots: 8, availableMemory: () => 10_000_000 }),
  ).rejects.toMatchObject({
    code: "context-too-large",
    message: expect.stringContaining("8 slots with 1024 tokens"),
  });
});

test("the context is never larger than the model was trained for", async () => {
  await using engine = await openDemoEngine({ contextSize: 8192 });
  expect(engine.info.contextSize).toBe(1024);
});
