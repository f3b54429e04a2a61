import { expect, test } from "vitest";
import type { SimMessage } from "../../../src/simulator/world/records.ts";
import { aPicture } from "../../support/discord-bot.ts";
import { press } from "../../support/pressing.ts";
import { Stage } from "../../support/real-bot.ts";

async function aStage(): Promise<Stage> {
  const stage = await Stage.open();
  const channel = stage.simulator.world.channel("#tavern");
  if (channel === undefined) throw new Error("there is no tavern");
  stage.simulator.build.setPermissions({ channel, of: "bot", allow: ["MANAGE_MESSAGES"] });
  return stage;
}

/** Returns what choosing the mode was answered with. */
async function becomeVane(
  stage: Stage,
  mode: string,
  { name = "Captain Vane", options = {} as Parameters<ReturnType<Stage["as"]>["slash"]>[1] } = {},
): Promise<string> {
  const alice = stage.as("alice");
  const opened = alice.slash("persona create", options);
  await opened.modal();
  const form = { name, pronouns: "", description: "" };
  await alice.submitModal(opened, form).reply();
  return (await alice.slash("persona autoproxy", { mode }).reply()).content;
}

/** Alice's words in the channel, under the names that they stand there with. */
function standing(stage: Stage, text: string): readonly string[] {
  return stage
    .transcript()
    .filter((line) => line.endsWith(`: ${text}`))
    .map((line) => line.slice(0, line.lastIndexOf(": ")));
}

async function say(stage: Stage, text: string): Promise<void> {
  const before = stage.scripted.started.length;
  stage.as("alice").say(text);
  await stage.simulator.waitFor(() => stage.scripted.started.length > before, {
    what: "a request",
  });
  await stage.answered("Of course.");
}

test("R15: with autoproxy a message stands there once, in the persona's name, and is answered once", async () => {
  const stage = await aStage();
  await stage.invite();
  await becomeVane(stage, "Captain Vane");
  await say(stage, "any stew?");
  await stage.simulator.waitFor(() => standing(stage, "any stew?").join() === "Captain Vane", {
    what: "the message in the persona's name alone",
  });
  expect(stage.scripted.started).toHaveLength(1);
  expect(stage.files.reposts.all()).toEqual([]);
  const reposted = stage.messages().find(({ content }) => content === "any stew?");
  const turn = stage.files.store.turnOfMessage(reposted?.id ?? "");
  expect(turn).toMatchObject({ speakerName: "Captain Vane", text: "any stew?" });
  expect(turn?.authorId).toBe(stage.simulator.user("alice").user.id);
});

test("R15: files come along, what a message replies to is linked, and what can't be said again stays as it is", async () => {
  const stage = await aStage();
  const greeting = await stage.invite();
  await becomeVane(stage, "Captain Vane");
  const alice = stage.as("alice");
  const map = { filename: "map.png", bytes: Buffer.from("a map"), contentType: "image/png" };
  alice.say("what of this?", { attachments: [map], replyTo: greeting.id });
  await stage.answered("Of course.");
  const link = `https://discord.com/channels/${greeting.guildId}/${greeting.channelId}/${greeting.id}`;
  const copy = await stage.simulator.waitFor(
    () => stage.messages().find(({ author }) => author.name === "Captain Vane"),
    { what: "the message in the persona's name" },
  );
  expect(copy.content).toBe(`-# ↩ ${link}\nwhat of this?`);
  expect(copy.attachments.map(({ filename }) => filename)).toEqual(["map.png"]);
  expect(stage.files.store.turnOfMessage(copy.id)).toMatchObject({ speakerName: "Captain Vane" });
  const huge = { filename: "all.bin", bytes: Buffer.alloc(9_500_000), contentType: "image/png" };
  alice.say("and of that?", { attachments: [huge] });
  await stage.answered("Of course.");
  expect(standing(stage, "and of that?")).toEqual(["Alice"]);
});

test("R15: what stands in a persona's name has its picture, and tells everyone whose it is", async () => {
  const stage = await aStage();
  await stage.invite();
  const avatar = { filename: "me.png", contentType: "image/png", bytes: aPicture(90).png };
  await becomeVane(stage, "Captain Vane", { options: { avatar } });
  await say(stage, "any stew?");
  const copy = await stage.simulator.waitFor(
    () => stage.messages().find(({ author }) => author.name === "Captain Vane"),
    { what: "the message in the persona's name" },
  );
  const other = stage.messages().find(({ author }) => author.name === "Rosie Oakhart");
  expect(copy.author.avatar).not.toBeNull();
  expect(copy.author.avatar).not.toBe(other?.author.avatar);
  const info = await stage.as("bob").messageMenu(copy, "Message info").reply();
  const alice = stage.simulator.user("alice").user.id;
  expect(JSON.stringify(info.embeds)).toContain(`Captain Vane (<@${alice}>)`);
});

test("R15: nothing is said again in the name of a character who plays there: nobody could tell them apart", async () => {
  const stage = await aStage();
  await stage.invite();
  await becomeVane(stage, "rosie oakhart", { name: "rosie  oakhart" });
  await say(stage, "I owe Bob a fortune.");
  expect(stage.files.reposts.all()).toEqual([]);
  expect(standing(stage, "I owe Bob a fortune.")).toEqual(["Alice"]);
  const prompt = JSON.stringify(stage.scripted.started.at(-1)?.prompt.sections);
  expect(prompt).toContain("rosie oakhart (2): I owe Bob a fortune.");
});

test("R15: what stands in a persona's name its person edits and deletes from the message's menu, and nobody else", async () => {
  const stage = await aStage();
  const greeting = await stage.invite();
  await becomeVane(stage, "Captain Vane");
  const alice = stage.as("alice");
  alice.say("any <@&1> stwe?", { replyTo: greeting.id });
  await stage.answered("Of course.");
  const post = await stage.simulator.waitFor(() =>
    stage.messages().find(({ author }) => author.name === "Captain Vane"),
  );
  const [line, words] = post.content.split("\n");
  expect(words).toBe("any <@&1> stwe?");
  for (const other of ["bob", "mara"]) {
    const refused = await stage.as(other).messageMenu(post, "Edit reply").reply();
    expect(refused.content).toMatch(/Only the person/);
  }

  const form = alice.messageMenu(post, "Edit reply");
  expect(JSON.stringify(await form.modal())).toContain('"any <@&1> stwe?"');
  await alice.submitModal(form, { text0: "any stew?" }).reply();
  await stage.simulator.waitFor(() => post.content === `${line}\nany stew?` || undefined);
  const said = () => stage.files.store.turnOfMessage(post.id);
  await expect.poll(() => said()?.text).toBe("any stew?");
  const tooLong = alice.messageMenu(post, "Edit reply");
  await tooLong.modal();
  const told = await alice.submitModal(tooLong, { text0: "stew ".repeat(399) }).reply();
  expect(told.content).toMatch(/The text has 1,?994 characters; the limit is 1,?9\d\d/);

  const asked = await alice.messageMenu(post, "Delete turn").reply();
  await press(stage, "alice", asked, "Delete it alone").settled();
  await stage.simulator.waitFor(() => post.deletedAt !== null || undefined);
  await say(stage, "Rosie?");
  const prompt = JSON.stringify(stage.scripted.started.at(-1)?.prompt.sections);
  expect(prompt).toContain("Captain Vane: Rosie?");
  expect(prompt).not.toMatch(/any st/);
});

test("R15: a backslash leaves a message as it is, and out of the chat's names", async () => {
  const stage = await aStage();
  await stage.invite();
  await becomeVane(stage, "Captain Vane");
  stage.as("alice").say("\\just me");
  await say(stage, "any stew?");
  expect(standing(stage, "\\just me")).toEqual(["Alice"]);
});

test("R15: a latch says messages again as whoever was used last", async () => {
  const stage = await aStage();
  await stage.invite();
  expect(await becomeVane(stage, "latch")).toContain("nobody but yourself");
  await say(stage, "not yet");
  expect(standing(stage, "not yet")).toEqual(["Alice"]);
  await stage.as("alice").slash("persona use", { persona: "Captain Vane" }).reply();
  await say(stage, "and now?");
  await stage.simulator.waitFor(() => standing(stage, "and now?").join() === "Captain Vane", {
    what: "the message in the persona's name alone",
  });
});

test("R15: a repost that a crash interrupted is finished by the next start, and never doubled", async () => {
  const stage = await aStage();
  await stage.invite();
  await say(stage, "before");
  const said = stage.messages().find(({ content }) => content === "before");
  const turn = stage.files.store.turnOfMessage(said?.id ?? "");
  if (said === undefined || turn === undefined) throw new Error("the message is not known");
  const { id, channelId } = said;
  const name = "Captain Vane";
  const owed = { messageId: id, turnId: turn.id, channelId, personaId: "", name };
  stage.files.reposts.owe(owed);
  await stage.stopBot();
  await stage.startBot();
  await stage.simulator.waitFor(() => standing(stage, "before").join() === "Captain Vane", {
    what: "the message in the persona's name alone",
  });
  await stage.stopBot();
  await stage.startBot();
  expect(standing(stage, "before")).toEqual(["Captain Vane"]);
});

test("R15: where the bot may not delete messages, a message stays as it is and only the name is used", async () => {
  const stage = await Stage.open();
  await stage.invite();
  const channel = stage.simulator.world.channel("#tavern");
  if (channel === undefined) throw new Error("there is no tavern");
  stage.simulator.build.setPermissions({ channel, of: "bot", deny: ["MANAGE_MESSAGES"] });
  expect(await becomeVane(stage, "Captain Vane")).toContain("I lack: Manage Messages");
  await say(stage, "any stew?");
  expect(stage.files.reposts.all()).toEqual([]);
  expect(standing(stage, "any stew?")).toEqual(["Alice"]);
  const prompt = JSON.stringify(stage.scripted.started.at(-1)?.prompt.sections);
  expect(prompt).toContain("Captain Vane: any stew?");
});

/** Another bot is in the server that deletes people's messages and says them again. */
async function withProxy(placeDefaults = '{"together":false}') {
  const stage = await Stage.open({
    environment: { PROXY_BOTS: "", PLACE_DEFAULTS: placeDefaults },
  });
  const { build, world } = stage.simulator;
  const proxy = build.createUser({ username: "pluralkit", bot: true });
  const [guild] = world.guilds;
  if (guild === undefined) throw new Error("there is no guild");
  const permissions = ["MANAGE_MESSAGES"] as const;
  const role = build.createRole(guild, { name: "Proxy", permissions });
  build.addMember(guild, proxy, { roles: [role] });
  await stage.stopBot();
  const environment = { PROXY_BOTS: proxy.id };
  await stage.startBot(environment);
  await stage.invite();
  const repost = (said: SimMessage, text: string) => {
    const copy = stage.as("pluralkit").sayThroughWebhook("Luna", text);
    stage.as("pluralkit").delete(said);
    return copy;
  };
  return { stage, repost, environment };
}

test("R15: what a proxy deletes and says again is answered once, and credited to the person", async () => {
  const { stage, repost } = await withProxy();
  const alice = stage.as("alice");
  const copy = repost(alice.say("l: any stew?"), "any stew?");
  await stage.answered("Of course.");
  const next = repost(alice.say("l: and bread?"), "and bread?");
  await stage.simulator.waitFor(() => stage.scripted.started.length === 2, {
    what: "two requests",
  });
  await stage.answered("Of course.");
  const prompt = stage.scripted.started.at(-1)?.prompt.sections ?? [];
  const texts = prompt.map(({ text }) => text);
  expect(texts.filter((text) => text.includes("any stew?"))).toEqual(["Luna: any stew?"]);
  for (const { id } of [copy, next])
    expect(stage.files.store.turnOfMessage(id)).toMatchObject({
      authorId: alice.actor.user.id,
      speakerName: "Luna",
    });
  expect(stage.scripted.started).toHaveLength(2);
});

test("R15: what a proxy says again in two names is heard in both, and answered once", async () => {
  const { stage } = await withProxy('{"together":true}');
  const alice = stage.as("alice");
  const said = alice.say("l: any stew?\nk: and bread?");
  const proxy = stage.as("pluralkit");
  const copies = [
    proxy.sayThroughWebhook("Luna", "any stew?"),
    proxy.sayThroughWebhook("Kai", "and bread?"),
  ];
  proxy.delete(said);
  await stage.simulator.waitFor(
    () => copies.every(({ id }) => stage.files.store.turnOfMessage(id) !== undefined) || undefined,
    { what: "both parts to be heard" },
  );
  await stage.answered("Of course.");
  const prompt = stage.scripted.started.at(-1)?.prompt.sections.map(({ text }) => text);
  expect(prompt?.slice(-2)).toEqual(["Luna: any stew?", "Kai: and bread?"]);
  for (const { id } of copies)
    expect(stage.files.store.turnOfMessage(id)?.authorId).toBe(alice.actor.user.id);
  const replies = stage.messages().filter(({ content }) => content === "Of course.");
  expect(replies).toHaveLength(1);
});

test("R15: a copy that came while the bot was down is credited to whose message was held", async () => {
  const { stage, repost, environment } = await withProxy();
  const alice = stage.as("alice");
  await stage.stopBot();
  const said = alice.say("l: any stew?");
  await stage.startBot({ ...environment, CATCH_UP: "false" });
  const { id: authorId } = alice.actor.user;
  const { id: messageId, channelId, content } = said;
  // As a crash leaves it that comes while the message waits.
  stage.files.held.hold({ messageId, channelId, authorId, authorName: "Alice", content });
  await stage.stopBot();
  const copy = repost(said, "any stew?");
  await stage.startBot(environment);
  await stage.answered("Of course.");
  expect(stage.files.store.turnOfMessage(copy.id)).toMatchObject({ authorId, speakerName: "Luna" });
  expect(stage.files.held.inChannel(channelId)).toEqual([]);
  expect(stage.scripted.started).toHaveLength(1);
});
