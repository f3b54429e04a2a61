import { expect, test, vi } from "vitest";
import { deferred } from "../../../src/lib/deferred.ts";
import { LeapingClock } from "../../support/leaping-clock.ts";
import { labelsOf, press } from "../../support/pressing.ts";
import { Stage, type StageOptions } from "../../support/real-bot.ts";

const minuteMs = 60_000;

/** A server without the bot, in which Alice and Bob are, and a group of them; Alice installed the bot for herself. */
async function abroad(options: StageOptions = {}) {
  const stage = await Stage.open(options);
  const { build, world } = stage.simulator;
  const [alice, bob] = ["alice", "bob"].map((name) => {
    const user = world.user(name);
    if (user === undefined) throw new Error(`nobody is called ${name}`);
    return user;
  });
  if (alice === undefined || bob === undefined) throw new Error("unreachable");
  const guild = build.createGuild({ name: "Elsewhere", owner: bob, withBot: false });
  build.addMember(guild, alice);
  const channel = build.createChannel({ guild, name: "elsewhere" });
  const group = build.createGroup("friends", [alice, bob]);
  build.installApp(alice);
  return { stage, channel, group };
}

test("who installed the bot talks with a character in a server without it, and swipes, by interactions alone", async () => {
  const { stage, channel } = await abroad({ replies: (_, call) => `Reply number ${call}.` });
  const alice = stage.as("alice", "#elsewhere");
  expect(() => stage.as("bob", "#elsewhere").slash("help")).toThrow("nobody installed");

  const help = JSON.stringify((await alice.slash("help").reply()).embeds);
  expect(help).toMatch(/<\/talk:\d+> says something to a character, here/);
  expect(help).toMatch(/<\/note set:\d+>/);
  expect(help).not.toMatch(/<\/(?:lore|model|channel|narrate)\b/);

  const nobody = await alice.slash("talk", { text: "Hello?" }).reply();
  expect(nobody.content).toContain("Say with `character`");
  expect(nobody.visibleTo).not.toBeNull();

  const talk = alice.slash("talk", { text: "Any stew left?", character: "rosie-oakhart" });
  const words = await talk.reply();
  expect(words).toMatchObject({ content: "**Alice**: Any stew left?", visibleTo: null });
  const reply = await stage.answered("**Rosie Oakhart**\nReply number 0.", "#elsewhere");
  expect(reply.author).toMatchObject({ name: "Hearthside", webhookId: null });
  expect(labelsOf(reply)).toContain("1/1");

  const more = await press(stage, "alice", reply, "more").followed();
  expect(labelsOf(more)).toContain("Edit");
  expect(labelsOf(more)).not.toContain("Branch to thread");

  press(stage, "alice", reply, "next");
  await stage.answered("**Rosie Oakhart**\nReply number 1.", "#elsewhere");
  expect(stage.messages("#elsewhere")).toHaveLength(2);

  // The chat remembers both.
  await alice.slash("talk", { text: "And bread?" }).reply();
  await stage.answered("**Rosie Oakhart**\nReply number 2.", "#elsewhere");
  const prompt = stage.scripted.started.at(-1)?.prompt.sections.map(({ text }) => text);
  expect(prompt?.slice(-3)).toEqual([
    "Alice: Any stew left?",
    expect.stringContaining("Reply number 1."),
    "Alice: And bread?",
  ]);
  // Nobody of that server reads reports: who runs the bot does.
  const report = alice.slash("report");
  await report.modal();
  await alice.submitModal(report, { reason: "She burns the stew." }).reply();
  expect(stage.files.reports.open(null, 5).map(({ reason }) => reason)).toEqual([
    "She burns the stew.",
  ]);
  const touched = stage.simulator.requests.filter(({ path }) => path.includes(channel.id));
  expect(touched).toEqual([]);
});

test("a long reply takes no more follow-ups than Discord allows, and what is for adults stays out", async () => {
  const paragraph = `${"stew ".repeat(300).trim()}.`;
  const { stage } = await abroad({
    replies: Array.from({ length: 8 }, (_, n) => `${n} ${paragraph}`).join("\n\n"),
    environment: {
      MAX_REPLY_TOKENS: "8000",
      ADULT_CHARACTERS: "silas-crane",
      ADULT_DIRECT_MESSAGES: "true",
    },
  });
  const alice = stage.as("alice", "#friends");
  const refused = await alice.slash("talk", { text: "Hi.", character: "silas-crane" }).reply();
  expect(refused.content).toContain("for adults");
  await alice.slash("talk", { text: "Tell me all.", character: "rosie-oakhart" }).reply();
  // Its words, five follow-ups; the rest comes with the next command, whatever that is.
  await stage.simulator.waitFor(() => stage.messages("#friends").length === 6, {
    what: "as much as Discord allows",
  });
  await alice.slash("queue").reply();
  await stage.simulator.waitFor(
    () => {
      const said = stage.messages("#friends").map(({ content }) => content);
      return Array.from({ length: 8 }, (_, n) => n).every((n) =>
        said.some((content) => content.includes(`${n} stew`)),
      );
    },
    { what: "all of the reply" },
  );
});

test("a reply that takes longer than fifteen minutes says so, is kept over a restart, and comes with the next command", async () => {
  const clock = new LeapingClock();
  const gate = deferred();
  const { stage } = await abroad({
    clock,
    simulator: { clock },
    replies: { steps: [{ hold: gate.promise }, { text: "At last." }] },
  });
  const alice = stage.as("alice", "#elsewhere");
  await alice.slash("talk", { text: "Any stew left?", character: "rosie-oakhart" }).reply();
  await stage.simulator.waitFor(() => stage.scripted.started.length === 1, { what: "the job" });
  clock.leap(4000);
  await stage.answered(/…$|⏳ #/, "#elsewhere");
  clock.leap(13.5 * minuteMs);
  await stage.answered(/Nothing is lost: your next/, "#elsewhere");
  clock.leap(2 * minuteMs);
  gate.resolve();
  await vi.waitFor(
    () => expect(stage.files.store.owedTurns().map(({ text }) => text)).toEqual(["At last."]),
    { timeout: 20_000 },
  );
  await stage.stopBot();
  await stage.startBot();
  await alice.slash("queue").reply();
  await stage.answered("**Rosie Oakhart**\nAt last.", "#elsewhere");
  expect(stage.scripted.started).toHaveLength(1);
});

test("where the bot is a member, what somebody says by the command is answered as everything else", async () => {
  const stage = await Stage.open();
  const bob = stage.as("bob");
  const refused = await bob.slash("talk", { text: "Anyone?", character: "nobody" }).reply();
  expect(refused.content).toContain("There is no such character");
  const talk = { text: "Any *stew* left?", character: "rosie-oakhart" };
  const words = await bob.slash("talk", talk).reply();
  expect(words).toMatchObject({ content: "**Bob**: Any *stew* left?", visibleTo: null });
  const reply = await stage.answered("Of course.");
  expect(reply.author.name).toBe("Rosie Oakhart");
  expect(reply.author.webhookId).not.toBeNull();
  // Whom somebody calls answers, whoever else is there; who is no host brings nobody in.
  const mara = stage.as("mara");
  await mara.slash("talk", { text: "And you?", character: "silas-crane" }).reply();
  expect((await stage.answered("Of course.")).author.name).toBe("Silas Crane");
  const guest = await stage
    .as("alice")
    .slash("talk", { text: "And you?", character: "isolde-marrow" })
    .reply();
  expect(guest.content).toContain("who started this chat");
  const silent = stage.as("alice").slash("talk", { text: "// not in the story" });
  expect((await silent.followUp()).content).toContain("beside the story");
});
