import { expect, test } from "vitest";
import { Stage } from "../../support/real-bot.ts";

const spoken = "The stew is ready.";

test.each([
  ["a block of thoughts", `<think>Bob wants stew, hm.</think>${spoken}`],
  ["thoughts in several blocks", `<thinking>hm</thinking>${spoken}<think>Is that all, hm?</think>`],
  ["thoughts in capitals", `<THINK>hm</THINK>\n\n${spoken}`],
  ["thoughts that never end", `${spoken}\n<think>hm, hm`],
])("R21: nobody ever sees %s", async (_what, reply) => {
  const stage = await Stage.open({ replies: reply });
  await stage.invite();
  stage.as("alice").say("Stew?");
  const message = await stage.answered(spoken);
  const seen = [message.content, ...message.revisions.map(({ content }) => content)].join("\n");
  expect(seen).not.toMatch(/hm|think/i);
  // Neither does the model, next time.
  stage.as("alice").say("More?");
  await expect.poll(() => stage.scripted.started.length).toBe(2);
  expect(JSON.stringify(stage.scripted.started[1]?.prompt)).not.toMatch(/hm|<think/i);
});

test("R21: thoughts whose beginning was part of the prompt don't stand in the reply", async () => {
  const stage = await Stage.open({ replies: `Bob wants stew, hm.</think>\n${spoken}` });
  await stage.invite();
  stage.as("alice").say("Stew?");
  expect((await stage.answered(spoken)).content).toBe(spoken);
});

test("R21: a reply that is nothing but thoughts is asked for again, and never posted", async () => {
  const stage = await Stage.open({
    replies: (_, call) => (call === 0 ? "<think>Nothing to say, hm.</think>" : spoken),
  });
  await stage.invite();
  stage.as("alice").say("Stew?");
  const message = await stage.answered(spoken);
  expect(stage.scripted.started).toHaveLength(2);
  const seen = [message.content, ...message.revisions.map(({ content }) => content)].join("\n");
  expect(seen).not.toContain("hm");
});
