import { expect, test } from "vitest";
import { RecentReplies } from "../../../src/conversation/recent-replies.ts";
import type { GenerationReport } from "../../../src/generation/stream-part.ts";

function report(fields: Partial<GenerationReport>): GenerationReport {
  return {
    promptTokens: 100,
    cachedTokens: 0,
    evaluatedTokens: 100,
    model: "demo",
    generatedTokens: 20,
    seed: 1,
    timeToFirstTokenMs: 100,
    durationMs: 1000,
    tokensPerSecond: 20,
    ignoredSettings: [],
    exactTokens: true,
    sections: [],
    ...fields,
  };
}

test("nothing is said before the first reply", () => {
  expect(new RecentReplies().figures()).toBeUndefined();
});

test("times and speeds are medians, and the cache's share is that of all tokens", () => {
  const replies = new RecentReplies();
  replies.add(report({ timeToFirstTokenMs: 50, tokensPerSecond: 10, cachedTokens: 90 }));
  replies.add(report({ timeToFirstTokenMs: 90, tokensPerSecond: 30, cachedTokens: 50 }));
  replies.add(report({ timeToFirstTokenMs: 9000, tokensPerSecond: 20 }));
  expect(replies.figures()).toEqual({
    replies: 3,
    timeToFirstTokenMs: 90,
    tokensPerSecond: 20,
    cachedShare: 140 / 300,
  });
});

test("a reply of a few tokens says nothing about speed", () => {
  const replies = new RecentReplies();
  replies.add(report({ generatedTokens: 3, tokensPerSecond: 900 }));
  expect(replies.figures()?.tokensPerSecond).toBeNull();
});

test("old replies are forgotten", () => {
  const replies = new RecentReplies();
  replies.add(report({ timeToFirstTokenMs: 1 }));
  for (let reply = 0; reply < 50; reply++) replies.add(report({ timeToFirstTokenMs: 7 }));
  expect(replies.figures()).toMatchObject({ replies: 50, timeToFirstTokenMs: 7 });
});
