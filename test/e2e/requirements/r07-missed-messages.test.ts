import { expect, test } from "vitest";
import { Stage } from "../../support/real-bot.ts";

/** What a message is answered with; what stands above a reply is left out. */
function said(stage: Stage): string[] {
  return stage.transcript().map((line) => line.replace(/: -# .*\n/, ": "));
}

async function openStage(): Promise<Stage> {
  const stage = await Stage.open({
    replies: ({ prompt }) => `I heard "${prompt.sections.at(-1)?.text}".`,
  });
  await stage.invite();
  stage.as("alice").say("one");
  await stage.answered('I heard "Alice: one".');
  return stage;
}

const answeredAll = [
  "Alice: one",
  'Rosie Oakhart: I heard "Alice: one".',
  "Alice: two",
  "Bob: three",
  'Rosie Oakhart: I heard "Alice: two".',
  'Rosie Oakhart: I heard "Bob: three".',
];

test("R7: what is said while Discord has ended the bot's session is answered once there is another, in order", async () => {
  const stage = await openStage();
  // Unlike a connection that is cut, this loses what happens until the bot has identified anew.
  stage.simulator.faults.gateway.invalidateSession(false);
  stage.as("alice").say("two");
  stage.as("bob").say("three");
  await stage.answered(/"Bob: three"/);
  expect(said(stage).slice(1)).toEqual(answeredAll);
  // It happens again, and what was heard since is heard once.
  stage.simulator.faults.gateway.invalidateSession(false);
  stage.as("alice").say("four");
  await stage.answered(/"Alice: four"/);
  expect(said(stage)).toHaveLength(1 + answeredAll.length + 2);
});

test("R7: what is said while the bot is down is answered by its next start, in order", async () => {
  const stage = await openStage();
  await stage.stopBot();
  stage.as("alice").say("two");
  stage.as("bob").say("three");
  await stage.startBot();
  await stage.answered(/"Bob: three"/);
  expect(said(stage).slice(1)).toEqual(answeredAll);
});
