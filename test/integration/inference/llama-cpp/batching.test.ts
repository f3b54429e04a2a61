import { expect, test } from "vitest";
import type { TickReport } from "../../../../src/inference/llama-cpp/tick-loop.ts";
import { systemClock } from "../../../../src/lib/clock.ts";
import { openDemoEngine, openWatchedEngine, readReply } from "../../../support/demo-engine.ts";
import { type DemoTurn, demoRequest } from "../../../support/demo-request.ts";

const people = ["Tom", "Ana", "Kenji", "Priya", "Lee", "Noa", "Gil", "Ruth"];

function greeting(user: string) {
  return demoRequest({ turns: [[user, "tell me a story about a haunted spoon"]], maxTokens: 24 });
}

test.each([2, 4, 8])(
  "%i replies in progress make batches of exactly as many tokens",
  async (count) => {
    const ticks: TickReport[] = [];
    const { engine, batches } = await openWatchedEngine({
      slots: count,
      // As if steps took no time: then nobody's prompt waits for it.
      clock: { ...systemClock, now: () => 0 },
      onTick: (tick) => ticks.push(tick),
    });
    await using _engine = engine;
    await Promise.all(people.slice(0, count).map((user) => readReply(engine, greeting(user))));

    expect(batches.batchSizes).toEqual(ticks.map((tick) => tick.replies + tick.promptTokens));
    const allWrite = ticks.findIndex((tick) => tick.replies === count);
    const writing = ticks.slice(allWrite).filter((tick) => tick.promptTokens === 0);
    const full = writing.filter((tick) => tick.replies === count);
    expect(full.length).toBeGreaterThan(5);
    // Once all write, batches only ever shrink: nobody misses one and comes back.
    const sizes = writing.map((tick) => tick.replies);
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  },
);

// A batch of another size goes through other kernels, which differ in the last bits: where two tokens are as likely as
// 0.1209 to 0.1207, the other one may win. These answers are not that close.
test("side by side, every conversation says what it says alone", async () => {
  await using engine = await openDemoEngine({ slots: 8 });
  const ask = (user: string) =>
    readReply(
      engine,
      demoRequest({
        turns: [
          [user, "hello!"],
          ["Rosie Oakhart", "Evening, love."],
          [user, "do you know my name?"],
        ],
      }),
    );
  const alone: string[] = [];
  for (const user of people) alone.push((await ask(user)).text);
  const together = await Promise.all(people.map(ask));
  expect(together.map(({ text }) => text)).toEqual(alone);
  expect(new Set(alone).size).toBeGreaterThan(people.length / 2);
});

// Time as on a machine where a batch takes 10 ms and each token in it another 1 ms.
test("while a long prompt is read, replies go on in small steps, at half their pace or more", async () => {
  let now = 0;
  const ticks: (TickReport & { readonly at: number })[] = [];
  const { engine, batches } = await openWatchedEngine({
    slots: 2,
    batchSize: 128,
    clock: { ...systemClock, now: () => now },
    onTick: (tick) => ticks.push({ ...tick, at: now }),
  });
  await using _engine = engine;
  batches.failWhen(({ tokens }) => {
    now += 10 + tokens.length;
    return false;
  });
  const story = "Once upon a time a spoon went over the hills and far away. ";
  const turns: DemoTurn[] = Array.from({ length: 16 }, () => ["Ana", story.repeat(2)]);
  let late: Promise<unknown> | undefined;
  await readReply(
    engine,
    demoRequest({ turns: [["Tom", "tell me a story"]], maxTokens: 100, leastTokens: 100 }),
    {
      onPart: (part) => {
        if (part.type === "text-delta") late ??= readReply(engine, demoRequest({ turns }));
      },
    },
  );
  await late;
  const isShared = (tick: TickReport) => tick.replies > 0 && tick.promptTokens > 0;
  const shared = ticks.filter(isShared);
  expect(shared.length).toBeGreaterThan(5);
  for (const tick of shared) expect(tick.promptTokens).toBeLessThanOrEqual(32);

  const from = ticks.findIndex(isShared);
  const during = ticks.slice(from, ticks.findLastIndex(isShared));
  const msPerToken = ((during.at(-1)?.at ?? 0) - (ticks[from - 1]?.at ?? 0)) / during.length;
  expect(msPerToken).toBeGreaterThan(16);
  expect(msPerToken).toBeLessThanOrEqual(2 * 11 + 1);
});

test("everyone has their first words before a long prompt that came first is read", async () => {
  await using engine = await openDemoEngine({ slots: 4, batchSize: 128 });
  const story = "Once upon a time a spoon went over the hills and far away. ";
  const long: DemoTurn[] = Array.from({ length: 12 }, () => ["Ana", story.repeat(2)]);
  const begun: string[] = [];
  const ask = (user: string, turns: readonly DemoTurn[]) =>
    readReply(engine, demoRequest({ turns, maxTokens: 4 }), {
      onPart: (part) => {
        if (part.type === "prompt-end") begun.push(user);
      },
    });
  await Promise.all([
    ask("Ana", long),
    ...["Tom", "Kenji", "Priya"].map((user) => ask(user, [[user, "hello"]])),
  ]);
  expect(begun.at(-1)).toBe("Ana");
  expect(begun).toHaveLength(4);
});

test("who comes while somebody else's replies go on and on soon has first words", async () => {
  let now = 0;
  const { engine, batches } = await openWatchedEngine({
    slots: 4,
    clock: { ...systemClock, now: () => now },
  });
  await using _engine = engine;
  batches.failWhen(({ tokens }) => {
    now += 10 + tokens.length;
    return false;
  });
  const story = demoRequest({ turns: [["Tom", "tell me a story"]], conversationKey: "Tom" });
  let written = 0;
  const begun: number[] = [];
  const others: Promise<unknown>[] = [];
  let isOver = false;
  for (let round = 0; !isOver; round++)
    await readReply(
      engine,
      { ...story, id: `story ${round}` },
      {
        onPart: (part) => {
          if (part.type !== "text-delta" || written++ > 0) return;
          for (const user of ["Ana", "Kenji", "Priya"])
            others.push(
              readReply(engine, greeting(user), {
                onPart: ({ type }) => {
                  if (type === "prompt-end") begun.push(written);
                  isOver = begun.length === 3;
                },
              }),
            );
        },
      },
    );
  await Promise.all(others);
  // Three prompts of some 400 tokens take 1.3 s, in which writing gets as much time: 11 ms for each token.
  expect(begun).toHaveLength(3);
  for (const at of begun) expect(at).toBeLessThan(200);
});

test("what a token says is found out while llama.cpp is at the next one", async () => {
  const { engine, batches } = await openWatchedEngine();
  await using _engine = engine;
  const deltasBefore: number[] = [];
  let deltas = 0;
  batches.failWhen(({ tokens }) => {
    if (tokens.length === 1) deltasBefore.push(deltas);
    return false;
  });
  await readReply(engine, demoRequest({ turns: [["Tom", "hello"]], maxTokens: 12 }), {
    onPart: (part) => {
      if (part.type === "text-delta") deltas++;
    },
  });
  // The first token is sampled with the prompt; nothing of it is out when the batch after it begins, and so on.
  expect(deltasBefore.length).toBe(11);
  for (const [step, before] of deltasBefore.entries()) expect(before).toBeLessThanOrEqual(step);
});

test("a stop string costs one step more, and nothing of that is heard", async () => {
  const { engine, batches } = await openWatchedEngine();
  await using _engine = engine;
  const whole = await readReply(engine, demoRequest({ turns: [["Tom", "hello"]], maxTokens: 30 }));
  const stop = whole.text.slice(8, 14);
  const before = batches.batchSizes.length;
  const { text, reason, report } = await readReply(
    engine,
    demoRequest({ turns: [["Tom", "hello"]], maxTokens: 30, stop: [stop] }),
  );
  expect({ text, reason }).toEqual({ text: whole.text.slice(0, 8), reason: "stop" });
  // One batch reads the prompt and gives the first token.
  expect(batches.batchSizes.length - before).toBe(report.generatedTokens + 1);
});

test("a request that waits is not overtaken by background work that came earlier", async () => {
  await using engine = await openDemoEngine({ slots: 1 });
  const ended: string[] = [];
  const run = async (name: string, priority: "interactive" | "background") => {
    await readReply(engine, demoRequest({ turns: [["Tom", "hello"]], priority, maxTokens: 5 }));
    ended.push(name);
  };
  await Promise.all([
    run("running", "interactive"),
    run("summary", "background"),
    run("person", "interactive"),
  ]);
  expect(ended).toEqual(["running", "person", "summary"]);
});
