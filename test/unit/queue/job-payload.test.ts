import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRequest, readResult, readSnapshot } from "../../../src/queue/job-payload.ts";
import { makeRequest } from "../../support/generation-request.ts";

const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("a request", () => {
  test("arrives as it was sent", () => {
    for (const request of [makeRequest(), makeRequest({ leastTokens: 8 })])
      expect(readRequest(overTheWire(request))).toEqual({ request });
  });

  test("may have fields that this version doesn't know", () => {
    const request = makeRequest();
    expect(readRequest({ ...request, mood: "sunny" })).toEqual({ request });
  });

  test.each([
    ["another version", { ...makeRequest(), version: 2 }],
    ["a field that is missing", { ...makeRequest(), stop: undefined }],
    ["a field of the wrong kind", { ...makeRequest(), maxTokens: "many" }],
    ["nothing at all", undefined],
  ])("with %s is refused", (_, data) => {
    expect(readRequest(data)).toMatchObject({ failure: { code: "unsupported-version" } });
  });
});

describe("a result", () => {
  test("arrives as it was sent", () => {
    const result = {
      kind: "finished",
      text: "Hello.",
      reason: "stop",
      report: {
        model: "scripted",
        template: "chatml",
        promptTokens: 9,
        cachedTokens: 4,
        evaluatedTokens: 5,
        generatedTokens: 2,
        seed: 1,
        timeToFirstTokenMs: 10,
        durationMs: 30,
        tokensPerSecond: 66.6,
        ignoredSettings: ["xtcProbability"],
        exactTokens: true,
        sections: [{ id: "main", tokens: 9, included: true }],
      },
    };
    expect(readResult(overTheWire({ attempt: 1, result }))).toEqual(result);
  });

  test("that can't be read is a failure", () => {
    expect(readResult({ attempt: 1, result: { kind: "sung" } })).toMatchObject({
      kind: "failed",
      failure: { code: "unsupported-version" },
    });
  });
});

test("whatever Redis holds, reading it never throws", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      readRequest(value);
      readResult(value);
      expect(readSnapshot(value)).toBeUndefined();
    }),
  );
});

test("a snapshot needs its attempt and its text", () => {
  expect(readSnapshot({ attempt: 2, text: "Once" })).toEqual({ attempt: 2, text: "Once" });
  expect(readSnapshot({ attempt: 0, text: "Once" })).toBeUndefined();
  expect(readSnapshot(0)).toBeUndefined();
});
