import { expect, test } from "vitest";
import { createScriptedEngine } from "../../../src/generation/scripted-engine.ts";
import { type Clock, systemClock } from "../../../src/lib/clock.ts";
import type { SimMessage } from "../../../src/simulator/world/records.ts";
import { fastClock } from "../../support/fast-clock.ts";
import { labelsOf, press } from "../../support/pressing.ts";
import { Stage } from "../../support/real-bot.ts";

const story = Array.from({ length: 40 }, (_, index) => `Sentence ${index} of it.`).join(" ");

test("R6: a reply grows by paced edits within Discord's limits, and ends with all of its text", async () => {
  const clock = fastClock(4);
  const stage = await Stage.open({
    clock,
    simulator: { clock },
    // About fifteen seconds of writing.
    engine: createScriptedEngine({
      replies: story,
      contextSize: 100_000,
      clock,
      millisecondsPerToken: 70,
    }),
  });
  await stage.invite();
  stage.as("alice").say("Tell me a story.");
  const reply = await stage.answered(story);
  await withRow(stage, reply, "1/1");
  const edits = timesOfEdits(reply);
  expect(edits.length).toBeGreaterThan(5);
  // The last is the whole text, which waits for nothing but the limits.
  const pauses = edits.slice(1, -1).map((at, index) => at - (edits[index] ?? 0));
  expect(Math.min(...pauses)).toBeGreaterThanOrEqual(900);
  expect(stage.simulator.requests.filter(({ status }) => status === 429)).toEqual([]);
});

test("R6: a message that is too old to be edited again is replaced by one that can be, in sight of all", async () => {
  let hours = 0;
  const clock: Clock = {
    now: () => systemClock.now() + hours * 3_600_000,
    sleep: (delayMs, signal) => systemClock.sleep(delayMs, signal),
  };
  const stage = await Stage.open({
    clock,
    simulator: { clock },
    replies: (_, call) => `Reply number ${call}.`,
  });
  await stage.invite();
  stage.as("alice").say("any news?");
  const old = await stage.answered("Reply number 0.");
  await withRow(stage, old, "1/1");
  hours = 2;
  // Discord lets a message of that age be edited a few times, and then refuses.
  let reply = old;
  for (let swipe = 1; reply === old && swipe <= 8; swipe++) {
    press(stage, "alice", reply, "next");
    reply = await stage.answered(`Reply number ${swipe}.`);
    await withRow(stage, reply, `${swipe + 1}/${swipe + 1}`);
  }
  expect(reply.id).not.toBe(old.id);
  expect(old.deletedAt).not.toBeNull();
  expect(reply.author.name).toBe("Rosie Oakhart");
  expect(stage.simulator.requests.filter(({ errorCode }) => errorCode === 30046)).toHaveLength(1);
  expect(stage.simulator.forgive("old-message-edits")).toHaveLength(1);
  // The new message is the reply from now on: it can be swiped, and every text is still there.
  const [, count = ""] = labelsOf(reply);
  press(stage, "alice", reply, "back");
  await stage.simulator.waitFor(() => (labelsOf(reply)[1] !== count ? true : undefined));
  expect(stage.messages().at(-1)?.id).toBe(reply.id);
});

function withRow(stage: Stage, message: SimMessage, label: string): Promise<unknown> {
  return stage.simulator.waitFor(() => labelsOf(message).includes(label) || undefined, {
    what: `a row with ${label}`,
  });
}

/** When a message got another text, the first time left out. */
function timesOfEdits({ content, editedAt, revisions }: SimMessage): readonly number[] {
  const states = revisions.map((each) => ({ content: each.content, at: each.since }));
  const last = states.at(-1)?.at ?? 0;
  states.push({ content, at: editedAt ?? last });
  return states
    .filter((state, index) => index > 0 && state.content !== states[index - 1]?.content)
    .map(({ at }) => at);
}
