import { expect, test } from "vitest";
import { openDemoEngine, openWatchedEngine, readReply } from "../../../support/demo-engine.ts";
import { type DemoTurn, demoRequest } from "../../../support/demo-request.ts";

const questions = [
  "evening! do you have anything hot to eat?",
  "tell me some gossip!",
  "my dog is called Biscuit",
  "what's my dog called?",
  "good night Rosie",
];

test("every turn evaluates only what is new: the reply before it is never read again", async () => {
  const { engine, batches } = await openWatchedEngine({ slots: 2 });
  await using _engine = engine;
  const turns: DemoTurn[] = [];
  let known = 0;
  for (const question of questions) {
    turns.push(["Tom", question]);
    const evaluatedBefore = sum(batches.batchSizes);
    const request = demoRequest({
      turns,
      conversationKey: "tavern",
      sampling: { temperature: 0.7 },
    });
    const { text, report } = await readReply(engine, request);

    expect(report.cachedTokens).toBe(known);
    expect(report.evaluatedTokens).toBe(report.promptTokens - known);
    expect(sum(batches.batchSizes) - evaluatedBefore).toBe(
      report.evaluatedTokens + report.generatedTokens,
    );
    known = report.promptTokens + report.generatedTokens;
    turns.push(["Rosie Oakhart", text.trim()]);
  }
});

test("another swipe of the same turn evaluates a single token of the prompt", async () => {
  await using engine = await openDemoEngine();
  const request = demoRequest({ turns: [["Tom", "hello"]], conversationKey: "tavern" });
  await readReply(engine, request);
  const { report } = await readReply(engine, { ...request, id: "swipe" });
  expect(report.evaluatedTokens).toBe(1);
});

test.each([0, 0.7, 1.2])(
  "to continue a reply, at most its last words are read again (temperature %d)",
  async (temperature) => {
    await using engine = await openDemoEngine();
    const request = demoRequest({
      turns: [["Tom", "tell me a story about a haunted spoon"]],
      conversationKey: "tavern",
      sampling: { temperature },
      maxTokens: 40,
    });
    const { replyPrefix } = request.prompt;
    const evaluated: number[] = [];
    let said = "";
    for (let round = 0; round < 3; round++) {
      const { text, report } = await readReply(engine, {
        ...request,
        id: `continued ${round}`,
        prompt: { ...request.prompt, replyPrefix: `${replyPrefix}${said}` },
      });
      evaluated.push(report.evaluatedTokens);
      said = `${said}${text}`.trimEnd();
    }
    const [, ...continued] = evaluated;
    expect(continued).toHaveLength(2);
    expect(Math.max(...continued)).toBeLessThanOrEqual(8);
  },
);

test("a reply that has ended can be continued, and nothing more than its end is read for that", async () => {
  await using engine = await openDemoEngine();
  const request = demoRequest({ turns: [["Tom", "hello"]], conversationKey: "tavern" });
  const { text } = await readReply(engine, request);
  const { replyPrefix } = request.prompt;
  const more = {
    ...request,
    prompt: { ...request.prompt, replyPrefix: `${replyPrefix}${text.trimEnd()}` },
  };
  const left = await readReply(engine, { ...more, id: "left" });
  expect(left.text.trim()).toBe("");
  const asked = await readReply(engine, { ...more, id: "asked", leastTokens: 8 });
  expect(asked.text.trim()).not.toBe("");
  expect(asked.text).not.toMatch(/\n/);
  expect(asked.reason).toBe("stop");
  expect(asked.report.generatedTokens).toBeGreaterThanOrEqual(8);
  expect(asked.report.evaluatedTokens).toBeLessThanOrEqual(8);
});

test("a conversation finds its slot again after others have used theirs", async () => {
  await using engine = await openDemoEngine({ slots: 2 });
  const ask = (conversationKey: string, title: string) =>
    readReply(
      engine,
      demoRequest({ turns: [["Tom", "hello"]], conversationKey, title, maxTokens: 4 }),
    );
  await ask("a", "First. ");
  await ask("b", "Second. ");
  await ask("b", "Second. ");
  expect((await ask("a", "First. ")).report.evaluatedTokens).toBe(1);
  // A third one takes the slot that nobody used for longest, which is the second one's.
  await ask("c", "Third. ");
  expect((await ask("a", "First. ")).report.evaluatedTokens).toBe(1);
  expect((await ask("b", "Second. ")).report.evaluatedTokens).toBeGreaterThan(100);
});

test("a reply that was tidied before it came back is read again from there on", async () => {
  await using engine = await openDemoEngine();
  const turns: DemoTurn[] = [["Tom", "evening! do you have anything hot to eat?"]];
  const first = await readReply(engine, demoRequest({ turns, conversationKey: "tavern" }));
  const edited = `${first.text.trim().slice(0, -6)}bread.`;
  turns.push(["Rosie Oakhart", edited], ["Tom", "thank you"]);
  const { report } = await readReply(engine, demoRequest({ turns, conversationKey: "tavern" }));
  expect(report.cachedTokens).toBeGreaterThan(first.report.promptTokens);
  expect(report.cachedTokens).toBeLessThan(
    first.report.promptTokens + first.report.generatedTokens,
  );
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
