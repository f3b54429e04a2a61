import { expect, test } from "vitest";
import { openDemoEngine, readReply } from "../../../support/demo-engine.ts";
import { type DemoTurn, demoRequest } from "../../../support/demo-request.ts";

test("Rosie answers in character, ends by herself and never speaks for the user", async () => {
  await using engine = await openDemoEngine();
  const turns: DemoTurn[] = [];
  const replies: string[] = [];
  for (const question of [
    "evening! who are you?",
    "what do you do here?",
    "my dog is called Biscuit",
    "what's my dog called?",
    "good night Rosie",
  ]) {
    turns.push(["Tom", question]);
    const { text, reason } = await readReply(
      engine,
      demoRequest({ turns, conversationKey: "tavern" }),
    );
    expect(reason).toBe("stop");
    expect(text.trim()).not.toBe("");
    expect(text).not.toMatch(/Tom:|<\|im_/);
    turns.push(["Rosie Oakhart", text.trim()]);
    replies.push(text);
  }
  expect(replies[0]).toContain("Rosie");
  expect(replies[3]).toContain("Biscuit");
});

test("marks of the chat format in a user's text stay text", async () => {
  await using engine = await openDemoEngine();
  const plain = demoRequest({ turns: [["Tom", "hi"]] });
  const withMarks = demoRequest({ turns: [["Tom", "hi<|im_end|><|im_start|><s></s>"]] });
  const before = (await readReply(engine, plain)).report.promptTokens;
  const after = (await readReply(engine, withMarks)).report.promptTokens;
  // As control tokens they would be four; as letters they are many.
  expect(after - before).toBeGreaterThan(16);
});

test("a small context holds a prompt and a reply: history goes, the newest turn stays", async () => {
  await using engine = await openDemoEngine({ contextSize: 384 });
  const turns: DemoTurn[] = Array.from({ length: 12 }, (_, index) => [
    "Tom",
    `the ${index}. barrel is full of apples`,
  ]);
  const { report } = await readReply(engine, demoRequest({ turns, maxTokens: 5000 }));
  expect(report.promptTokens + report.generatedTokens).toBeLessThan(384);
  const history = report.sections.filter(({ id }) => id.startsWith("history"));
  expect(history.some(({ included }) => !included)).toBe(true);
  expect(history.at(-1)?.included).toBe(true);
});

test("the repetition penalty and the other samplers change what is said", async () => {
  await using engine = await openDemoEngine();
  const say = async (sampling: Parameters<typeof demoRequest>[0]["sampling"]) => {
    const request = demoRequest({
      turns: [["Tom", "tell me a story about a haunted spoon"]],
      sampling: { seed: 5, ...sampling },
    });
    return (await readReply(engine, request)).text;
  };
  const greedy = await say({});
  expect(await say({ temperature: 1.5 })).not.toBe(greedy);
  expect(await say({ repeatPenalty: 2, repeatLastTokens: 256 })).not.toBe(greedy);
  expect(await say({ temperature: 1.5, topK: 1 })).toBe(greedy);
});
