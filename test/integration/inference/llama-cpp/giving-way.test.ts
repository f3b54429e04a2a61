import { expect, test } from "vitest";
import type { SamplingSettings } from "../../../../src/generation/request.ts";
import type { TextEngine } from "../../../../src/generation/text-engine.ts";
import type { LlamaCppEngineOptions } from "../../../../src/inference/llama-cpp/create-llama-cpp-engine.ts";
import { systemClock } from "../../../../src/lib/clock.ts";
import { openWatchedEngine, type Reply, readReply } from "../../../support/demo-engine.ts";
import { type DemoRequestOptions, demoRequest } from "../../../support/demo-request.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

/** Tokens that a reply has when it may have to stop for the first time. */
const quantum = 64;
const longest = 96;

/** Time as on a machine where a batch takes 10 ms whatever is in it, nearly, and files take none. */
async function openInn(options: Partial<LlamaCppEngineOptions> = {}) {
  let now = 0;
  const opened = await openWatchedEngine({ clock: { ...systemClock, now: () => now }, ...options });
  const passTime = ({ tokens }: { readonly tokens: readonly number[] }) => {
    now += 10 + tokens.length / 100;
    return false;
  };
  opened.batches.failWhen(passTime);
  return { ...opened, passTime };
}

/**
 * A reply of exactly so many tokens, in a conversation that shares nothing with those of others. Of what could come next,
 * the likeliest is always a quarter likelier than the second, so that other kernels choose the same.
 */
function longReply(user: string, options: Partial<DemoRequestOptions> = {}) {
  const tokens = options.maxTokens ?? longest;
  return demoRequest({
    turns: [[user, "tell me about yourself"]],
    conversationKey: user,
    title: `${user}'s story. `,
    stop: [],
    maxTokens: tokens,
    leastTokens: tokens,
    ...options,
  });
}

/** Asks as soon as the first one's text comes; so all slots are taken by then. */
async function askInTheMiddle(
  engine: TextEngine,
  first: ReturnType<typeof longReply>,
  askNext: () => Promise<unknown>,
): Promise<Reply> {
  let next: Promise<unknown> | undefined;
  const reply = await readReply(engine, first, {
    onPart: ({ type }) => {
      if (type !== "text-delta" || next !== undefined) return;
      next = askNext();
      // Whoever fails first, the other one is asked for in the end.
      next.catch(() => {});
    },
  });
  await next;
  return reply;
}

test("the ninth has the first words while the replies of eight others are still written", async () => {
  const { engine } = await openInn({
    slots: 8,
    // As if nothing took any time: then a change of places costs nothing.
    clock: { ...systemClock, now: () => 0 },
  });
  await using _engine = engine;
  const events: string[] = [];
  let written = 0;
  const ask = (user: string, onText = () => {}) =>
    readReply(engine, longReply(user), {
      onPart: ({ type }) => {
        if (type === "text-delta") onText();
        if (type === "prompt-end" || type === "finish") events.push(`${user}: ${type}`);
      },
    });
  const people = ["Tom", "Ana", "Kenji", "Priya", "Lee", "Noa", "Gil"];
  const eight = people.map((user) => ask(user));
  let ninth: Promise<Reply> | undefined;
  let tokensOfRuth = 0;
  eight.push(
    ask("Ruth", () => {
      written++;
      ninth ??= ask("Zoe", () => {
        tokensOfRuth ||= written;
      });
    }),
  );
  await Promise.all(eight);
  const zoe = await ninth;
  expect(events.indexOf("Zoe: prompt-end")).toBeLessThan(
    events.findIndex((event) => event.endsWith("finish")),
  );
  // One quantum, and what it takes to read Zoe's prompt beside the replies.
  expect(tokensOfRuth).toBeLessThan(quantum + 30);
  expect(zoe?.report.generatedTokens).toBe(longest);
  expect(zoe?.report.interruptions).toBeUndefined();
});

const wild: Partial<SamplingSettings> = {
  temperature: 1.2,
  dryMultiplier: 0.8,
  xtcProbability: 0.3,
  repeatPenalty: 1.1,
  seed: 77,
};

/** What has to be read once more: nothing where the state was kept, else the prompt but for what all begin with, and the reply. */
const states = {
  kept: { leastRead: 0, mostRead: 0 },
  lost: { leastRead: 200, mostRead: 600 },
} as const;

test.each<[string, Partial<SamplingSettings>, keyof typeof states]>([
  ["at temperature 0, its state kept", { temperature: 0 }, "kept"],
  ["at temperature 0, all of it read again", { temperature: 0 }, "lost"],
  ["with everything that chance and memory have a part in, its state kept", wild, "kept"],
])("a reply that gave way says what it says undisturbed: %s", async (_, sampling, way) => {
  using folder = temporaryFolder();
  const keptStates = way === "kept" ? { folder: folder.path, budgetBytes: 2 ** 30 } : undefined;
  const ask = longReply("Tom", { sampling });
  const calm = await openInn({ keptStates });
  const undisturbed = await readReply(calm.engine, ask);
  await calm.engine[Symbol.asyncDispose]();

  const { engine } = await openInn({ keptStates });
  await using _engine = engine;
  const ends: string[] = [];
  const tom = await askInTheMiddle(engine, ask, async () => {
    await readReply(engine, longReply("Ana", { maxTokens: 30 }));
    ends.push("Ana");
  });
  ends.push("Tom");
  expect(ends).toEqual(["Ana", "Tom"]);
  expect(tom.text).toBe(undisturbed.text);

  const { interruptions, ...report } = tom.report;
  const { promptTokens, evaluatedTokens, generatedTokens, timeToFirstTokenMs } = report;
  expect({ promptTokens, evaluatedTokens, generatedTokens, timeToFirstTokenMs }).toEqual({
    promptTokens,
    evaluatedTokens: promptTokens,
    generatedTokens: longest,
    timeToFirstTokenMs: undisturbed.report.timeToFirstTokenMs,
  });
  expect(interruptions).toEqual({
    count: 1,
    waitedMs: expect.any(Number),
    evaluatedTokens: expect.any(Number),
  });
  // Ana's thirty tokens.
  expect(interruptions?.waitedMs).toBeGreaterThan(300);
  const { leastRead, mostRead } = states[way];
  expect(interruptions?.evaluatedTokens).toBeGreaterThanOrEqual(leastRead);
  expect(interruptions?.evaluatedTokens).toBeLessThanOrEqual(mostRead);
  expect(report.durationMs).toBeGreaterThanOrEqual(
    undisturbed.report.durationMs + (interruptions?.waitedMs ?? 0),
  );
});

test("with more long replies than slots, each changes places now and then, and nobody's is lost", async () => {
  using folder = temporaryFolder();
  const { engine } = await openInn({
    slots: 2,
    keptStates: { folder: folder.path, budgetBytes: 2 ** 30 },
  });
  await using _engine = engine;
  const guests = ["Tom", "Ana", "Kenji", "Priya", "Lee", "Noa"];
  const begun: string[] = [];
  const replies = await Promise.all(
    guests.map(async (user) => {
      const reply = await readReply(engine, longReply(user, { maxTokens: 150 }), {
        onPart: ({ type }) => {
          if (type === "prompt-end") begun.push(user);
        },
      });
      return { ...reply, begunByThen: begun.length };
    }),
  );
  for (const { report, begunByThen } of replies) {
    expect(report.generatedTokens).toBe(150);
    // Everyone has begun before anyone is done.
    expect(begunByThen).toBe(guests.length);
  }
  const changes = replies.reduce((sum, { report }) => sum + (report.interruptions?.count ?? 0), 0);
  expect(changes).toBe(guests.length - 2);
});

test("background work gives its slot to a person at once, and goes on afterwards", async () => {
  using folder = temporaryFolder();
  const keptStates = { folder: folder.path, budgetBytes: 2 ** 30 };
  const summary = longReply("summary", { priority: "background" });
  const calm = await openInn({ keptStates });
  const undisturbed = await readReply(calm.engine, summary);
  await calm.engine[Symbol.asyncDispose]();

  const { engine } = await openInn({ keptStates });
  await using _engine = engine;
  let written = 0;
  let writtenAtFirstWord: number | undefined;
  let person: Promise<Reply> | undefined;
  const disturbed = await readReply(engine, summary, {
    onPart: ({ type }) => {
      if (type !== "text-delta") return;
      written++;
      person ??= readReply(engine, longReply("Ana", { maxTokens: 20 }), {
        onPart: (part) => {
          if (part.type === "text-delta") writtenAtFirstWord ??= written;
        },
      });
    },
  });
  await person;
  expect(writtenAtFirstWord).toBeLessThanOrEqual(3);
  expect(disturbed.text).toBe(undisturbed.text);
  expect(disturbed.report.interruptions?.count).toBe(1);
});

test("background work doesn't give way to other background work", async () => {
  const { engine } = await openInn();
  await using _engine = engine;
  const reply = await askInTheMiddle(engine, longReply("one", { priority: "background" }), () =>
    readReply(engine, longReply("two", { priority: "background", maxTokens: 5 })),
  );
  expect(reply.report.interruptions).toBeUndefined();
});

test("one who gave way and is stopped meanwhile ends at once, with the text until then", async () => {
  const { engine } = await openInn();
  await using _engine = engine;
  const stop = new AbortController();
  const ends: string[] = [];
  let ana: Promise<unknown> | undefined;
  let deltas = 0;
  const tom = await readReply(engine, longReply("Tom"), {
    signal: stop.signal,
    onPart: ({ type }) => {
      if (type !== "text-delta") return;
      deltas++;
      ana ??= readReply(engine, longReply("Ana"), {
        onPart: (part) => {
          if (part.type === "text-delta") stop.abort();
        },
      }).then(() => ends.push("Ana"));
    },
  });
  ends.push("Tom");
  await ana;
  expect(ends).toEqual(["Tom", "Ana"]);
  const { reason, report } = tom;
  expect({ reason, written: report.generatedTokens }).toEqual({
    reason: "cancelled",
    written: quantum,
  });
  expect(deltas).toBeGreaterThan(quantum / 2);
  expect(report.interruptions).toMatchObject({ count: 1, evaluatedTokens: 0 });
  expect(engine.status()).toMatchObject({ activeRequests: 0, waitingRequests: 0 });
});

test("when the engine goes, so does who gave way and waits", async () => {
  const { engine } = await openInn();
  let waiting = -1;
  const asked = askInTheMiddle(engine, longReply("Tom"), () =>
    readReply(engine, longReply("Ana"), {
      onPart: ({ type }) => {
        if (type !== "text-delta" || waiting !== -1) return;
        waiting = engine.status().waitingRequests;
        void engine[Symbol.asyncDispose]();
      },
    }),
  );
  await expect(asked).rejects.toThrow("The model was unloaded.");
  expect(waiting).toBe(1);
});

test("a step that fails while one waits who gave way costs neither anything", async () => {
  const calm = await openInn();
  const undisturbed = await readReply(calm.engine, longReply("Tom"));
  await calm.engine[Symbol.asyncDispose]();

  const { engine, batches, passTime } = await openInn();
  await using _engine = engine;
  let anaHasWords = false;
  let failures = 0;
  batches.failWhen((batch) => passTime(batch) || (anaHasWords && failures++ === 3));
  let ana: Reply | undefined;
  const tom = await askInTheMiddle(engine, longReply("Tom"), async () => {
    ana = await readReply(engine, longReply("Ana", { maxTokens: 30 }), {
      onPart: ({ type }) => {
        if (type === "text-delta") anaHasWords = true;
      },
    });
  });
  expect(failures).toBeGreaterThan(3);
  expect(ana?.report.generatedTokens).toBe(30);
  expect(tom.text).toBe(undisturbed.text);
});

test("what else is asked in the conversation of one who gave way waits until that reply is done", async () => {
  const { engine } = await openInn();
  await using _engine = engine;
  const ends: string[] = [];
  const ask = async (name: string, request: ReturnType<typeof longReply>) => {
    await readReply(engine, request);
    ends.push(name);
  };
  const others: Promise<unknown>[] = [];
  const tom = await readReply(engine, longReply("Tom"), {
    onPart: ({ type }) => {
      if (type === "finish") ends.push("Tom");
      if (type !== "text-delta" || others.length > 0) return;
      others.push(ask("more of Tom", longReply("Tom", { maxTokens: 5 })));
      others.push(ask("Ana", longReply("Ana", { maxTokens: 10 })));
    },
  });
  await Promise.all(others);
  expect(tom.report.interruptions?.count).toBe(1);
  expect(ends).toEqual(["Ana", "Tom", "more of Tom"]);
});
