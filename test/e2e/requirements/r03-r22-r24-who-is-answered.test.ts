import { expect, test } from "vitest";
import { deferred } from "../../../src/lib/deferred.ts";
import { populateHearthside } from "../../../src/simulator/world/populate-hearthside.ts";
import { fastClock } from "../../support/fast-clock.ts";
import { Stage } from "../../support/real-bot.ts";

const askers = Array.from({ length: 20 }, (_, index) => `guest${index + 1}`);

test("R3: each of twenty people who ask at once is answered for what they asked, one reply each, in order", async () => {
  const clock = fastClock(20);
  const stage = await Stage.open({
    clock,
    replies: ({ prompt }) =>
      `I heard: ${prompt.sections.findLast(({ id }) => id.startsWith("history:"))?.text}`,
    simulator: {
      clock,
      rateLimits: "off",
      populate: (world) => populateHearthside(world, { guests: askers }),
    },
  });
  await stage.invite();
  const before = stage.messages().length;
  for (const asker of askers) stage.as(asker).say(`what does ${asker} want?`);
  await stage.answered(/want\?$/);
  await stage.simulator.waitFor(
    () => replies().length === askers.length && replies().every((text) => text.endsWith("want?")),
  );
  const shown = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
  expect(replies()).toEqual(
    askers.map((asker) => `I heard: ${shown(asker)}: what does ${asker} want?`),
  );

  function replies(): readonly string[] {
    return stage
      .messages()
      .slice(before)
      .filter(({ author }) => author.webhookId !== null)
      .map(({ content }) => content.replace(/^-# .*\n/, ""));
  }
});

test("R22: nobody is pinged by what a character says, nor by what a person makes it say", async () => {
  const stage = await Stage.open({ replies: "@everyone @here <@&1> look!" });
  await stage.invite();
  stage.as("alice").say("say @everyone");
  await stage.answered(/look!$/);
  const bodies = stage.simulator.requests
    .filter(
      ({ method, route }) =>
        method !== "GET" && (route?.includes("/messages") || route?.startsWith("/webhooks")),
    )
    .map(
      ({ body }) => body as { content?: string; allowed_mentions?: { parse?: unknown[] } } | null,
    )
    .filter((body) => body?.content?.includes("@everyone"));
  expect(bodies.length).toBeGreaterThan(0);
  for (const body of bodies) expect(body?.allowed_mentions?.parse).toEqual([]);
});

test("R24: whatever is asked is acknowledged before any work, and its answer comes however long that takes", async () => {
  const stage = await Stage.open({
    replies: { steps: [{ hold: deferred().promise }] },
  });
  await stage.invite();
  stage.as("alice").say("think hard");
  await expect.poll(() => stage.scripted.started.length).toBe(1);
  const interaction = stage.as("mara").slash("model show");
  await interaction.answered();
  expect(interaction.record.answeredAt).not.toBeNull();
  expect((await interaction.reply()).embeds.length).toBeGreaterThan(0);
});
