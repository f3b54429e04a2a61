import { describe, expect, test, vi } from "vitest";
import type { SimChannel } from "../../../src/simulator/world/records.ts";
import { labelsOf } from "../../support/pressing.ts";
import { Stage } from "../../support/real-bot.ts";

function channel(stage: Stage, name: string): SimChannel {
  const found = stage.simulator.world.channel(name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

function person(stage: Stage, name: string) {
  const found = stage.simulator.world.user(name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
}

describe("R9: scenes in threads and posts", () => {
  test("R9: a scene in a private thread is between its host and the character, and answers everything", async () => {
    const stage = await Stage.open();
    const started = await stage
      .as("alice")
      .slash("chat start", { character: "rosie-oakhart", place: "private-thread" })
      .reply();
    const id = /<#(\d+)>/.exec(started.content)?.[1] ?? "";
    expect(started.content).toContain("**Rosie Oakhart** is in");
    const alice = stage.as("alice", id);
    expect(() => stage.as("bob", id).say("May I?")).toThrow("can't see");
    await stage.simulator.waitFor(() => stage.messages(id).length > 0);
    alice.say("Just the two of us.");
    const reply = await stage.answered("Of course.", id);
    expect(reply.author.name).toBe("Rosie Oakhart");
    expect(reply.author.webhookId).not.toBeNull();
  });

  test("R9: what opens a forum post is the scenario of its scene, for who is in all posts and for who is called", async () => {
    const stage = await Stage.open({
      environment: { PLACE_DEFAULTS: '{"together":false,"threadCharacter":"rosie-oakhart"}' },
    });
    const { build, world } = stage.simulator;
    const guild = world.guilds[0];
    if (guild === undefined) throw new Error("unreachable");
    const forum = build.createChannel({ guild, name: "quests", kind: "forum" });
    const alice = person(stage, "alice");
    const post = build.createPost({
      forum,
      name: "The flooded cellar",
      author: alice,
      text: "Water drips from {{char}}'s ceiling.",
    });
    await stage.simulator.waitFor(() => stage.messages(post.id).length === 2);
    const [, greeting] = stage.messages(post.id);
    expect(greeting?.author.name).toBe("Rosie Oakhart");
    stage.as("bob", post.id).say("Who left the tap on?");
    await stage.answered("Of course.", post.id);
    const prompt = stage.scripted.started.at(-1)?.prompt.sections.map(({ text }) => text) ?? [];
    expect(prompt.join("\n")).toContain(
      "The flooded cellar\nWater drips from { {char}}'s ceiling.",
    );
    expect(prompt.filter((text) => text.startsWith("Alice:"))).toEqual([]);
    // An archived post wakes up when somebody writes in it, and one that is deleted ends its chat.
    build.setArchived(post, true);
    stage.as("bob", post.id).say("Still wet?");
    await stage.answered("Of course.", post.id);
    await vi.waitFor(() => expect(stage.files.store.owedTurns()).toEqual([]), { timeout: 20_000 });
    const conversation = () => stage.files.store.ofChannel(post.id);
    expect(conversation()?.status).toBe("active");
    build.deleteChannel(post);
    await vi.waitFor(() => expect(conversation()?.status).toBe("stopped"), { timeout: 20_000 });
    // After a restart nothing is asked of it any more; elsewhere the bot goes on.
    await stage.stopBot();
    const asked = stage.simulator.requests.length;
    await stage.startBot();
    await stage.invite();
    const since = stage.simulator.requests.slice(asked);
    expect(since.filter(({ path }) => path.includes(post.id))).toEqual([]);
  });

  test("R9: /chat start in a forum post makes what opened it the scenario", async () => {
    const stage = await Stage.open();
    const { build, world } = stage.simulator;
    const [guild] = world.guilds;
    if (guild === undefined) throw new Error("unreachable");
    const forum = build.createChannel({ guild, name: "quests", kind: "forum" });
    const alice = person(stage, "alice");
    const text = "The old mill has stood still since {{char}} came.";
    const post = build.createPost({ forum, name: "The mill", author: alice, text });
    const here = stage.as("alice", post.id);
    await here.slash("chat start", { character: "silas-crane", answer: "always" }).reply();
    await stage.simulator.waitFor(() => stage.messages(post.id).length === 2);
    expect(stage.messages(post.id)[1]?.author.name).toBe("Silas Crane");
    stage.as("bob", post.id).say("Who turned it off?");
    await stage.answered("Of course.", post.id);
    const prompt = stage.scripted.started.at(-1)?.prompt.sections.map(({ text }) => text) ?? [];
    expect(prompt.join("\n")).toContain(
      "The mill\nThe old mill has stood still since { {char}} came.",
    );
  });
});

describe("R25: characters for adults", () => {
  test("R25: are in age-restricted channels and their threads alone, and leave when that ends", async () => {
    const stage = await Stage.open({ environment: { ADULT_CHARACTERS: "vesper" } });
    const { build } = stage.simulator;
    const start = async (place: string) => {
      const { content } = await stage
        .as("mara", place)
        .slash("chat start", { character: "vesper", answer: "always", greeting: "none" })
        .reply();
      return content;
    };
    expect(await start("#tavern")).toContain("is for adults");
    expect(await start("#nsfw")).toContain("is here");
    const nsfw = channel(stage, "#nsfw");
    build.createThread({ parent: nsfw, name: "backroom", owner: person(stage, "mara") });
    expect(await start("#backroom")).toContain("is here");
    stage.as("bob", "#backroom").say("Hello?");
    await stage.answered("Of course.", "#backroom");
    const direct = stage.simulator.user("bob").directMessage();
    const refused = await direct.slash("chat start", { character: "vesper" }).reply();
    expect(refused.content).toContain("is for adults");

    build.setNsfw(nsfw, false);
    const later = stage.as("bob", "#backroom").say("Are you there?");
    const told = await stage
      .as("bob", "#backroom")
      .slash("debug why", { message: later.id })
      .reply();
    expect(told.content).toContain("this channel isn't age-restricted");
  });
});

describe("R23: other bots", () => {
  test("R23: are ignored unless opted in, and then answered less and less until a person speaks", async () => {
    const dice = { shows: 0.3 };
    const stage = await Stage.open({ dice: () => dice.shows });
    await stage.invite();
    const { build, world } = stage.simulator;
    const guild = world.guilds[0];
    if (guild === undefined) throw new Error("unreachable");
    const otto = build.createUser({ username: "otto", bot: true });
    build.addMember(guild, otto);
    const replies = () => stage.transcript().filter((line) => line.endsWith(": Of course.")).length;
    const ignored = stage.as("otto").say("Rosie?");
    expect(await why(stage, ignored)).toContain("Nothing is known");
    stage.as("alice").say("Rosie?");
    await stage.simulator.waitFor(() => replies() === 1);

    await stage.stopBot();
    await stage.startBot({
      PLACE_DEFAULTS: `{"together":false,"botTurns":3,"heardBots":["${otto.id}"]}`,
    });
    stage.as("alice").say("Hello Otto, this is Rosie.");
    await stage.simulator.waitFor(() => replies() === 2);
    const goOn = async (times: number) => {
      for (let count = 0; count < times; count++)
        await why(stage, stage.as("otto").say(`Rosie, and then ${count}?`));
    };
    // One in two is answered, and then one in four: 0.3 is enough for the first alone.
    await goOn(1);
    await stage.simulator.waitFor(() => replies() === 3);
    await goOn(3);
    expect(replies()).toBe(3);
    dice.shows = 0;
    await goOn(1);
    await stage.simulator.waitFor(() => replies() === 4);
    // Whatever the dice show, this is the end.
    await goOn(3);
    expect(replies()).toBe(4);
    stage.as("alice").say("Rosie?");
    await stage.simulator.waitFor(() => replies() === 5);
  });
});

describe("R23: where bots are heard", () => {
  test("R23: no words about an error stand there that they could answer, and nothing at all where one of them asked", async () => {
    const failure = {
      code: "engine-failed",
      message: "The model is broken.",
      retryable: false,
    } as const;
    const stage = await Stage.open({ replies: { steps: [{ fail: failure }] }, dice: () => 0 });
    await stage.invite();
    const guild = stage.simulator.world.guilds[0];
    if (guild === undefined) throw new Error("unreachable");
    const otto = stage.simulator.build.createUser({ username: "otto", bot: true });
    stage.simulator.build.addMember(guild, otto);
    await stage.stopBot();
    await stage.startBot({ PLACE_DEFAULTS: `{"together":false,"heardBots":["${otto.id}"]}` });
    stage.as("otto").say("Rosie?");
    await stage.simulator.waitFor(() => stage.scripted.started.length > 0);
    stage.as("alice").say("Rosie?");
    const failed = await stage.answered("⚠️");
    expect(labelsOf(failed)).toEqual(["Retry"]);
    expect(stage.transcript().slice(1)).toEqual([
      "otto: Rosie?",
      "Alice: Rosie?",
      "Rosie Oakhart: ⚠️",
    ]);
  });
});

describe("R22: nobody is pinged through a character", () => {
  test("R22: neither by what a model writes, nor by what a host has it say, nor where there are no webhooks", async () => {
    const stage = await Stage.open({
      replies: ({ prompt }) =>
        prompt.sections.some(({ text }) => text.includes("link"))
          ? "Join discord.gg/evil, see https://example.org"
          : "@everyone @here <@1> <@&2> come and look",
    });
    await stage.invite();
    const alice = person(stage, "alice");
    stage.as("bob").say("Call them all.");
    await stage.answered(/come and look/);
    const mara = stage.as("mara");
    const call = `@everyone <@${alice.id}> listen`;
    await mara.slash("narrate", { text: call }).reply();
    await mara.slash("say-as", { character: "rosie-oakhart", text: call }).reply();
    const direct = stage.simulator.user("bob").directMessage();
    await direct.slash("chat start", { character: "rosie-oakhart" }).reply();
    direct.say("Call them all.");
    await stage.simulator.waitFor(() =>
      stage.messages(direct.channel.id).some(({ content }) => content.includes("come and look")),
    );
    const { world } = stage.simulator;
    const said = world.channels.flatMap(({ id }) => world.messagesIn(id));
    const ours = said.filter(({ author }) => author.bot);
    expect(ours.length).toBeGreaterThan(5);
    expect(ours.filter(({ mentionsEveryone }) => mentionsEveryone)).toEqual([]);
    expect(ours.flatMap(({ mentionedUserIds }) => mentionedUserIds)).toEqual([]);
    expect(ours.flatMap(({ mentionedRoleIds }) => mentionedRoleIds)).toEqual([]);

    stage.as("bob").say("Give me a link.");
    await stage.answered("Join […], see https://example.org");
  });
});

async function why(stage: Stage, message: { readonly id: string }): Promise<string> {
  const told = await stage.as("bob").slash("debug why", { message: message.id }).reply();
  return told.content;
}
