import { expect, test } from "vitest";
import { deferred } from "../../../src/lib/deferred.ts";
import { populateHearthside } from "../../../src/simulator/world/populate-hearthside.ts";
import { fastClock } from "../../support/fast-clock.ts";
import { labelsOf, press } from "../../support/pressing.ts";
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

test("R3: a reply that others came before says what it answers, through restart, swipe and edit, and only to people", async () => {
  const gate = deferred();
  const stage = await Stage.open({
    replies: (_, call) => ({
      steps: [...(call === 0 ? [{ hold: gate.promise }] : []), { text: `Reply number ${call}.` }],
    }),
  });
  await stage.invite();
  const question = stage.as("alice").say("any @everyone news?");
  await expect.poll(() => stage.scripted.started.length).toBe(1);
  stage.as("bob").say("two");
  const last = stage.as("bob").say("three");
  await expect.poll(() => stage.files.store.knowsMessage(last.id)).toBe(true);
  gate.resolve();
  const reply = await stage.simulator.waitFor(() =>
    stage.messages().find(({ content }) => content.endsWith("Reply number 0.")),
  );
  expect(reply.content).toBe("-# ↩ @Alice: any \\@everyone news?\nReply number 0.");
  expect(reply).toMatchObject({ mentionedUserIds: [], mentionsEveryone: false });
  await stage.simulator.waitFor(() =>
    stage.messages().find(({ content }) => content.endsWith("Reply number 2.")),
  );
  const prompts = () =>
    stage.scripted.started.flatMap(({ prompt }) => prompt.sections.map(({ text }) => text));
  expect(prompts()).toContain("Rosie Oakhart: Reply number 0.");

  await stage.stopBot();
  await stage.startBot();
  const menu = await stage.as("alice").messageMenu(reply, "Regenerate / swipe").reply();
  await press(stage, "alice", menu, "again").followed();
  const panel = await stage.simulator.waitFor(() =>
    labelsOf(menu).includes("Keep") ? menu : undefined,
  );
  press(stage, "alice", panel, "Keep");
  await stage.simulator.waitFor(() => reply.content.endsWith("Reply number 3.") || undefined, {
    what: "another version",
  });
  expect(reply.content).toBe("-# ↩ @Alice: any \\@everyone news?\nReply number 3.");

  stage.as("alice").edit(question, "any other news?");
  await stage.simulator.waitFor(() => reply.content.includes("any other news?") || undefined, {
    what: "the words as they are now",
  });
  stage.as("alice").delete(question);
  await stage.simulator.waitFor(() => reply.content === "Reply number 3." || undefined, {
    what: "no words of a message that is gone",
  });
  expect(prompts().join("\n")).not.toContain("↩");
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
