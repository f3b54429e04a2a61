import { expect, test } from "vitest";
import { createScriptedEngine } from "../../../src/generation/scripted-engine.ts";
import type { StreamPart } from "../../../src/generation/stream-part.ts";
import type { TextEngine } from "../../../src/generation/text-engine.ts";
import { silentLogger } from "../../../src/lib/logger.ts";
import { isWorthRetrying, runJob } from "../../../src/queue/run-job.ts";
import { makeRequest } from "../../support/generation-request.ts";
import { createManualClock } from "../../support/manual-clock.ts";

function run(engine: TextEngine, publish: (text: string) => Promise<void> = async () => {}) {
  return runJob(makeRequest(), {
    engine,
    clock: createManualClock(),
    logger: silentLogger,
    signal: new AbortController().signal,
    publish,
  });
}

test("what the engine streams becomes one result, and its beginning is published at once", async () => {
  const published: string[] = [];
  const result = await run(createScriptedEngine({ replies: "Hello there." }), async (text) => {
    published.push(text);
  });
  expect(result).toMatchObject({ kind: "finished", text: "Hello there.", reason: "stop" });
  expect(published).toEqual(["Hell"]);
});

test("an engine that breaks off without a last part has failed, and another attempt may work", async () => {
  const scripted = createScriptedEngine();
  const broken: TextEngine = {
    info: scripted.info,
    status: () => scripted.status(),
    async *generate(): AsyncGenerator<StreamPart> {
      yield { type: "text-delta", delta: "Half" };
    },
    [Symbol.asyncDispose]: () => scripted[Symbol.asyncDispose](),
  };
  const result = await run(broken);
  expect(result).toMatchObject({
    kind: "failed",
    failure: { code: "engine-failed", retryable: true },
  });
  expect(isWorthRetrying(result, 1)).toBe(true);
  expect(isWorthRetrying(result, 2)).toBe(false);
});
