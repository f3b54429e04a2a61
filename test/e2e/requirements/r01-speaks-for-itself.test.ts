import { expect, test } from "vitest";
import { deferred } from "../../../src/lib/deferred.ts";
import type { SimMessage } from "../../../src/simulator/world/records.ts";
import { labelsOf } from "../../support/pressing.ts";
import { Stage } from "../../support/real-bot.ts";

const spoken =
  "The stew is ready, and there is bread from this morning. Sit down by the fire, Alice.";

test("R1: nobody sees a line that a model writes for another person, not even while it streams", async () => {
  const shown = deferred();
  const stage = await Stage.open({
    replies: {
      steps: [
        { text: `Rosie Oakhart: ${spoken}\nAli` },
        { hold: shown.promise },
        { text: "ce: Thank you, Rosie!\nRosie Oakhart: You're welcome." },
      ],
    },
  });
  await stage.invite();
  stage.as("alice").say("Stew?");
  const reply = await stage.answered(/^The stew/);
  expect(labelsOf(reply)).toEqual(["Stop"]);
  shown.resolve();
  await finished(stage, reply);
  expect(reply.content).toBe(spoken);
  expect(seenOf(reply)).not.toMatch(/Ali\b|Alice:|Thank you|welcome/);
  // The engine is told to stop there, so that nothing is computed in vain.
  expect(stage.scripted.started[0]?.stop).toEqual(
    expect.arrayContaining(["\nAlice:", "\nRosie Oakhart:"]),
  );
  // What was cut isn't remembered either.
  stage.as("alice").say("And bread?");
  await expect.poll(() => stage.scripted.started.length).toBe(2);
  expect(JSON.stringify(stage.scripted.started[1]?.prompt)).not.toContain("Thank you");
});

test.each([
  ["Alice: I would like some stew.", "speaks for somebody from its first word"],
  ["**Alice:** I would like some stew.", "speaks in bold for somebody"],
  ["*\nAlice: I would like some stew.", "has nothing but a mark before it speaks for somebody"],
])("R1: a reply like %j, which %s, is asked for once more and never shown", async (first) => {
  const stage = await Stage.open({ replies: (_, call) => (call === 0 ? first : spoken) });
  await stage.invite();
  stage.as("alice").say("Stew?");
  const reply = await stage.answered(spoken);
  await finished(stage, reply);
  expect(stage.scripted.started).toHaveLength(2);
  const [one, two] = stage.scripted.started;
  expect(two?.prompt).toEqual(one?.prompt);
  expect(two?.sampling.seed).not.toBe(one?.sampling.seed);
  expect(seenOf(reply)).not.toMatch(/Alice:|would like|\*/);
});

test("R1: the stops of each reply have everyone who is there by then, with the names that they use", async () => {
  const stage = await Stage.open({ replies: spoken });
  await stage.invite();
  stage.as("alice").say("Stew?");
  await stage.answered(spoken);
  const opened = stage.as("bob").slash("persona create");
  await opened.modal();
  const form = { name: "Captain Grey", pronouns: "", description: "" };
  await stage.as("bob").submitModal(opened, form).reply();
  await stage.as("bob").slash("persona use", { persona: "Captain Grey" }).reply();
  stage.as("bob").say("For me too!");
  await expect.poll(() => stage.scripted.started.length).toBe(2);
  const [first, second] = stage.scripted.started.map(({ stop }) => stop);
  expect(first).not.toContain("\nCaptain Grey:");
  expect(second).toEqual(
    expect.arrayContaining(["\nAlice:", "\nCaptain Grey:", "\nRosie Oakhart:"]),
  );
});

/** The row of a reply that is whole has its count of texts. */
function finished(stage: Stage, reply: SimMessage): Promise<unknown> {
  return stage.simulator.waitFor(() => labelsOf(reply).includes("1/1") || undefined, {
    what: "the reply to be whole",
  });
}

/** Everything that ever stood in a message. */
function seenOf({ content, revisions }: SimMessage): string {
  return [content, ...revisions.map((revision) => revision.content)].join("\n");
}
