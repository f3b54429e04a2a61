import { expect, test, vi } from "vitest";
import { deferred } from "../../../src/lib/deferred.ts";
import { labelsOf, press } from "../../support/pressing.ts";
import { Stage } from "../../support/real-bot.ts";

const place = "#nsfw";

/** Vesper, who is for adults, in a channel for adults. */
async function amongAdults(options: Parameters<typeof Stage.open>[0] = {}) {
  const stage = await Stage.open({ environment: { ADULT_CHARACTERS: "vesper" }, ...options });
  const { build, world } = stage.simulator;
  const channel = world.channel(place);
  if (channel === undefined) throw new Error(`there is no ${place}`);
  const start = { character: "vesper", answer: "always", greeting: "none" };
  const started = await stage.as("mara", place).slash("chat start", start).reply();
  expect(started.content).toContain("is here");
  return { stage, channel, restrict: (nsfw: boolean) => build.setNsfw(channel, nsfw) };
}

/** Resolves when so many turns are owed. */
const owed = (stage: Stage, count: number) =>
  vi.waitFor(() => expect(stage.files.store.owedTurns()).toHaveLength(count), { timeout: 20_000 });

test("R25: a reply gets no other text and no more of one where adults are no longer among themselves", async () => {
  const { stage, restrict } = await amongAdults();
  const bob = stage.as("bob", place);
  bob.say("Hello?");
  const reply = await stage.answered("Of course.", place);
  await stage.simulator.waitFor(() => labelsOf(reply).includes("1/1") || undefined);
  restrict(false);
  const refused = await press(stage, "bob", reply, "next").followed();
  expect(refused.content).toContain("VESPER is for adults");
  expect((await bob.slash("chat continue").reply()).content).toContain("VESPER is for adults");
  expect(stage.scripted.started).toHaveLength(1);
  restrict(true);
  press(stage, "bob", reply, "next");
  await stage.simulator.waitFor(() => labelsOf(reply).includes("2/2") || undefined);
  restrict(false);
  const back = await press(stage, "bob", reply, "back").followed();
  expect(back.content).toContain("VESPER is for adults");
  expect(labelsOf(reply)).toContain("2/2");
});

test("R25: nor does a reply begin there that waited for its turn", async () => {
  const gate = deferred();
  const { stage, channel, restrict } = await amongAdults({
    environment: { ADULT_CHARACTERS: "vesper" },
    replies: { steps: [{ hold: gate.promise }, { text: "Of course." }] },
  });
  stage.as("alice", place).say("Hello?");
  await stage.simulator.waitFor(() => stage.scripted.started.length === 1 || undefined);
  stage.as("bob", place).say("And me?");
  await owed(stage, 2);
  restrict(false);
  gate.resolve();
  await owed(stage, 0);
  expect(stage.scripted.started).toHaveLength(1);
  expect(stage.messages(channel.id).at(-1)?.content).toMatch(/^⚠ VESPER is for adults/);
});
