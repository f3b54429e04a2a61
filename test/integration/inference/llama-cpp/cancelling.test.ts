import { expect, test } from "vitest";
import { openDemoEngine, readReply } from "../../../support/demo-engine.ts";
import { type DemoTurn, demoRequest } from "../../../support/demo-request.ts";

const longChat: readonly DemoTurn[] = Array.from({ length: 14 }, () => [
  "Tom",
  "Once upon a time a spoon went over the hills and far away, and nobody saw it again.",
]);

test("an abort while the prompt is read ends the request within one chunk, and what was read is kept", async () => {
  const stop = new AbortController();
  let ticksAfter = -1;
  await using engine = await openDemoEngine({
    batchSize: 64,
    onTick: () => {
      if (stop.signal.aborted) ticksAfter++;
      else stop.abort();
    },
  });
  ticksAfter = 0;
  const request = demoRequest({ turns: longChat });
  const { text, reason, report } = await readReply(engine, request, { signal: stop.signal });
  expect({ text, reason, ticksAfter }).toEqual({ text: "", reason: "cancelled", ticksAfter: 0 });
  expect(report.generatedTokens).toBe(0);

  const again = await readReply(engine, { ...request, id: "again" });
  expect(again.report.cachedTokens).toBe(64);
});

test("an abort while the reply is written ends it within one token", async () => {
  const stop = new AbortController();
  let deltas = 0;
  await using engine = await openDemoEngine();
  const { reason, report } = await readReply(
    engine,
    demoRequest({ turns: [["Tom", "tell me a story about a haunted spoon"]] }),
    {
      signal: stop.signal,
      onPart: (part) => {
        if (part.type === "text-delta" && ++deltas === 3) stop.abort();
      },
    },
  );
  expect(reason).toBe("cancelled");
  expect(report.generatedTokens).toBeLessThanOrEqual(5);
});

test("a reader who leaves stops the work", async () => {
  let ticks = 0;
  await using engine = await openDemoEngine({ onTick: () => ticks++ });
  const request = demoRequest({ turns: [["Tom", "tell me a story about a haunted spoon"]] });
  for await (const part of engine.generate(request, new AbortController().signal))
    if (part.type === "text-delta") break;
  await readReply(engine, demoRequest({ turns: [["Tom", "hello"]], maxTokens: 1 }));
  expect(ticks).toBeLessThan(6);
});

test("an abort while the model loads rejects with the reason", async () => {
  const reason = new Error("not today");
  await expect(openDemoEngine({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
