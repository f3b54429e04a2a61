import fc from "fast-check";
import { expect, test } from "vitest";
import { readEvents, readText } from "../../../../src/inference/openai-compatible/read-events.ts";

const limits = { eventCharacters: 1000, totalBytes: 10_000 };

async function* chunks(...pieces: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces)
    yield typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
}

async function eventsOf(...pieces: readonly (string | Uint8Array)[]): Promise<readonly string[]> {
  const events: string[] = [];
  for await (const event of readEvents(chunks(...pieces), limits)) events.push(event);
  return events;
}

test("events are told apart by the empty lines between them", async () => {
  expect(await eventsOf("data: one\n\ndata: two\n\n")).toEqual(["one", "two"]);
});

test("comments, names and ids are passed over, and lines may end in any way", async () => {
  expect(await eventsOf(": ping\r\nevent: x\r\nid: 1\r\ndata: one\r\n\r\n")).toEqual(["one"]);
});

test("a last event that isn't ended counts", async () => {
  expect(await eventsOf("data: one\n\ndata: two")).toEqual(["one", "two"]);
});

test("however the network cuts a stream up, its events are the same", async () => {
  const bytes = new TextEncoder().encode("data: größer 🌧\n\n: x\n\ndata: [DONE]\n\n");
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: bytes.length })), async (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
      expect(await eventsOf(...pieces)).toEqual(["größer 🌧", "[DONE]"]);
    }),
  );
});

test("a line without an end is given up, not kept", async () => {
  const endless = Array.from({ length: 5 }, () => "x".repeat(500));
  await expect(eventsOf("data: ", ...endless)).rejects.toMatchObject({
    problem: { kind: "too-much" },
  });
});

test("an answer without an end is given up", async () => {
  const events = Array.from({ length: 30 }, () => `data: ${"x".repeat(500)}\n\n`);
  await expect(eventsOf(...events)).rejects.toMatchObject({ problem: { kind: "too-much" } });
  await expect(readText(chunks("x".repeat(11)), 10)).rejects.toMatchObject({
    problem: { kind: "too-much" },
  });
});

test("leaving the iteration leaves the connection", async () => {
  let left = false;
  async function* endless() {
    try {
      for (;;) yield new TextEncoder().encode("data: x\n\n");
    } finally {
      left = true;
    }
  }
  for await (const event of readEvents(endless(), limits)) if (event === "x") break;
  expect(left).toBe(true);
});
