import { describe, expect, test } from "vitest";
import type { GenerationRequest } from "../../../../src/generation/request.ts";
import type { StreamPart } from "../../../../src/generation/stream-part.ts";
import type { TextEngine } from "../../../../src/generation/text-engine.ts";
import { deferred } from "../../../../src/lib/deferred.ts";
import { type CannedAnswer, startCompletionServer } from "../../../support/completion-server.ts";
import { makeRequest } from "../../../support/generation-request.ts";
import { createManualClock } from "../../../support/manual-clock.ts";
import { connectTo } from "../../../support/served-engine.ts";

const busy: CannedAnswer = { status: 503, headers: { "retry-after": "7" }, body: "{}" };
const finished = { type: "finish", reason: "stop" };

describe("a request that the server fails", () => {
  test("is tried again after the wait that the server asked for", async () => {
    const clock = hurriedClock();
    await using server = await startCompletionServer({ instead: (call) => [busy, busy][call] });
    await using engine = await connectTo(server.url, { clock });
    expect((await partsOf(engine)).at(-1)).toMatchObject(finished);
    expect(clock.waits).toEqual([7000, 7000]);
    expect(server.asked).toHaveLength(3);
  });

  test.each<[string, CannedAnswer, object, number]>([
    ["with 401 at once", { status: 401, body: "{}" }, { code: "model-unavailable" }, 1],
    ["with 404 at once", { status: 404, body: "{}" }, { code: "model-unavailable" }, 1],
    ["with 422 at once", { status: 422, body: "{}" }, { code: "engine-failed" }, 1],
    ["with 500 four times", { status: 500, body: "boom" }, { code: "engine-failed" }, 4],
    ["with nonsense four times", { body: "data: <html>\n\n" }, { code: "engine-failed" }, 4],
    [
      "with an error as its only event, four times",
      { body: 'data: {"error":{"message":"no"}}\n\n' },
      { code: "engine-failed", retryable: true },
      4,
    ],
    [
      "with an endless line at once",
      { body: `data: ${"x".repeat(1 << 19)}` },
      { code: "engine-failed", retryable: false },
      1,
    ],
    [
      "by sending it elsewhere",
      { status: 302, headers: { location: "http://127.0.0.1:9/" }, body: "" },
      { code: "model-unavailable" },
      4,
    ],
  ])("%s ends in one error part", async (_how, answer, failure, tries) => {
    await using server = await startCompletionServer({ instead: () => answer });
    await using engine = await connectTo(server.url, { clock: hurriedClock() });
    expect(await partsOf(engine)).toEqual([
      { type: "error", failure: expect.objectContaining(failure) },
    ]);
    expect(server.asked).toHaveLength(tries);
    expect(engine.status()).toMatchObject({ activeRequests: 0, waitingRequests: 0 });
  });

  test("is never tried again once text was shown", async () => {
    const body = 'data: {"choices":[{"text":" Half a"}]}\n\n';
    await using server = await startCompletionServer({ instead: () => ({ body, cut: true }) });
    await using engine = await connectTo(server.url, { clock: hurriedClock() });
    expect(await partsOf(engine)).toEqual([
      expect.objectContaining({ type: "prompt-end" }),
      { type: "text-delta", delta: " Half a" },
      {
        type: "error",
        failure: expect.objectContaining({ code: "engine-failed", retryable: true }),
      },
    ]);
    expect(server.asked).toHaveLength(1);
  });

  test("because nobody is there is told as that", async () => {
    const server = await startCompletionServer();
    await using engine = await connectTo(server.url, { clock: hurriedClock() });
    await server[Symbol.asyncDispose]();
    expect(await partsOf(engine)).toEqual([
      {
        type: "error",
        failure: expect.objectContaining({ code: "model-unavailable", retryable: true }),
      },
    ]);
  });
});

describe("a prompt that the server finds too long", () => {
  const history = Array.from({ length: 40 }, (_turn, index) => ({
    id: `history:${index}`,
    role: "user" as const,
    // One letter to a token on this server, which the first guess doesn't expect.
    text: `Mara: ${"rain ".repeat(8)}`,
    trim: { kind: "history" as const },
  }));
  const long = () => makeRequest({ prompt: { sections: history, replyPrefix: "Rosie:" } });

  test("is shortened until it fits", async () => {
    await using server = await startCompletionServer({ contextSize: 512, charactersPerToken: 1 });
    await using engine = await connectTo(server.url, { contextSize: 512 });
    const parts = await partsOf(engine, long());
    expect(parts.at(-1)).toMatchObject(finished);
    expect(server.asked.length).toBeGreaterThan(1);
    const before = server.asked.length;
    expect((await partsOf(engine, long())).at(-1)).toMatchObject(finished);
    expect(server.asked.length).toBe(before + 1);
  });

  test("is given up where nothing more can be left out", async () => {
    await using server = await startCompletionServer({ contextSize: 70, charactersPerToken: 4 });
    await using engine = await connectTo(server.url, { contextSize: 512 });
    expect(await partsOf(engine)).toEqual([
      {
        type: "error",
        failure: expect.objectContaining({ code: "prompt-too-long", retryable: false }),
      },
    ]);
  });
});

describe("the server is told to stop", () => {
  test("by closing the connection when a reply is cancelled", async () => {
    const held = deferred();
    await using server = await startCompletionServer({
      beforeToken: (index) => (index === 2 ? held.promise : undefined),
    });
    await using engine = await connectTo(server.url);
    const parts = await partsOf(engine, makeRequest(), { cancelAtText: true });
    await server.whenBrokenOff();
    held.resolve();
    expect(parts.at(-1)).toMatchObject({
      type: "finish",
      reason: "cancelled",
      report: { exactTokens: false },
    });
  });

  test("when a stop string comes that it couldn't be given", async () => {
    await using server = await startCompletionServer({ reply: `Hello. END ${"x".repeat(4000)}` });
    await using engine = await connectTo(server.url);
    const stop = ["\na:", "\nb:", "\nc:", "\nd:", " END"];
    const parts = await partsOf(engine, makeRequest({ stop, maxTokens: 600 }));
    expect(textOf(parts)).toBe("Hello.");
    expect(server.asked[0]?.stop).toEqual(stop.slice(0, 4));
    await server.whenBrokenOff();
  });

  test("when it goes on beyond the tokens that it was asked for", async () => {
    const event = 'data: {"choices":[{"text":"ha"}]}\n\n';
    await using server = await startCompletionServer({
      instead: () => ({ body: event.repeat(500) }),
    });
    await using engine = await connectTo(server.url);
    const parts = await partsOf(engine, makeRequest({ maxTokens: 5 }));
    expect(textOf(parts)).toBe("ha".repeat(5));
    expect(parts.at(-1)).toMatchObject({
      type: "finish",
      reason: "length",
      report: { generatedTokens: 5, exactTokens: false },
    });
  });

  test("when it goes silent", async () => {
    const held = deferred();
    const clock = createManualClock();
    await using server = await startCompletionServer({
      beforeToken: (index) => (index === 1 ? held.promise : undefined),
    });
    await using engine = await connectTo(server.url, {
      clock,
      timeouts: { firstEventMs: 1000, nextEventMs: 500 },
    });
    const parts: StreamPart[] = [];
    for await (const part of engine.generate(makeRequest(), new AbortController().signal)) {
      parts.push(part);
      if (part.type === "text-delta") void clock.someoneSleeps().then(() => clock.advance(500));
    }
    held.resolve();
    expect(parts.at(-1)).toMatchObject({ type: "error", failure: { code: "engine-failed" } });
  });
});

/** A clock on which waits of seconds take no time, and those of minutes never end. */
function hurriedClock() {
  const waits: number[] = [];
  return {
    waits,
    now: () => 0,
    sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
      if (delayMs < 60_000) {
        waits.push(delayMs);
        return Promise.resolve();
      }
      return new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
    },
  };
}

async function partsOf(
  engine: TextEngine,
  request: GenerationRequest = makeRequest(),
  options: { readonly cancelAtText?: boolean } = {},
): Promise<readonly StreamPart[]> {
  const stop = new AbortController();
  const parts: StreamPart[] = [];
  for await (const part of engine.generate(request, stop.signal)) {
    parts.push(part);
    if (options.cancelAtText && part.type === "text-delta") stop.abort();
  }
  return parts;
}

function textOf(parts: readonly StreamPart[]): string {
  return parts.map((part) => (part.type === "text-delta" ? part.delta : "")).join("");
}
