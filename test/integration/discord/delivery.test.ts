import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import type { PermissionName } from "../../../src/simulator/world/permissions.ts";
import type { SimChannel, SimGuild, SimMessage } from "../../../src/simulator/world/records.ts";
import { expectLawful, startCheckedSimulator } from "../../support/checked-simulator.ts";
import {
  aPicture,
  BotMemory,
  type DiscordBot,
  startDiscordBot,
} from "../../support/discord-bot.ts";

let sim: Simulator;
let bot: DiscordBot;
let channel: SimChannel;
let trigger: SimMessage;

beforeEach(async () => {
  sim = await startCheckedSimulator();
  bot = await startDiscordBot(sim);
  const tavern = sim.user("alice").in("#tavern");
  channel = tavern.channel;
  trigger = tavern.say("Hello Rosie!");
});

afterEach(async () => {
  await bot[Symbol.asyncDispose]();
  await sim.stop();
  expectLawful(sim);
});

/** What the bot shows in the channel, oldest first. */
const shown = (in_: SimChannel = channel) =>
  sim.world.messagesIn(in_.id).filter(({ author }) => author.bot);
const deliver = (turnId = "turn", channelId = channel.id) =>
  bot.deliver({ turnId, channelId, triggerMessageId: trigger.id });
const webhookMessageRoute = "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}";
const webhookRoute = "/webhooks/{webhook_id}/{webhook_token}";
const long = "The fire crackles in the dark. ".repeat(160).trim();

/** Takes permissions away; resolves when the bot was told. */
async function withdraw(...deny: readonly PermissionName[]): Promise<void> {
  const told = once(bot.client, "channelUpdate");
  sim.build.setPermissions({ channel, of: "bot", deny });
  await told;
}

/** Has the bot keep silent, or not any more; resolves when it was told. */
async function timeOut(guild: SimGuild, silent: boolean): Promise<void> {
  const told = once(bot.client, "guildMemberUpdate");
  sim.build.timeOut(guild, "bot", silent);
  await told;
}

/** Resolves when a message of the channel says something that fits. */
const says = (pattern: RegExp) =>
  sim.waitFor(() => shown().some(({ content }) => pattern.test(content)), {
    what: `a message like ${String(pattern)}`,
  });

describe("a reply", () => {
  test("appears under the character's name and picture, and the picture is uploaded once", async () => {
    bot.library.avatars.set("rosie-oakhart", aPicture(100));
    await deliver("one").finish("Hello!");
    await deliver("two").finish("Hello again!");
    const [emoji] = sim.world.emojis;
    expect(sim.world.emojis.length).toBe(1);
    for (const { author } of shown()) {
      expect(author.name).toBe("Rosie Oakhart");
      expect(author.avatar).toContain(emoji?.id);
    }
    bot.library.avatars.set("rosie-oakhart", aPicture(200));
    await deliver("three").finish("New dress.");
    expect(sim.world.emojis.length).toBe(2);
  });

  test("is there without a picture when that can't be uploaded, which is logged once", async () => {
    bot.library.avatars.set("rosie-oakhart", aPicture(100));
    sim.faults.request({
      method: "POST",
      route: "/applications/{application_id}/emojis",
      times: 9,
      effect: { kind: "answer", status: 500, body: {} },
    });
    await deliver("one").finish("Hello!");
    await deliver("two").finish("Hello again!");
    expect(shown().map(({ content }) => content)).toEqual(["Hello!", "Hello again!"]);
    const complaints = bot.log.filter(({ message }) => message.startsWith("the avatar could not"));
    expect(complaints.length).toBe(1);
  });

  test("grows by edits and ends as it should", async () => {
    const delivery = deliver();
    await delivery.open();
    delivery.show("*waves* Come in, traveller, and ");
    await says(/^\*waves\* Come in, traveller, and ▌$/);
    delivery.show("*waves* Come in, traveller, and warm your hands by the fire. ");
    await says(/by the fire\. ▌$/);
    await delivery.finish("*waves* Come in, traveller, and warm your hands by the fire. Ale?");
    const [message] = shown();
    const states = message?.revisions.map(({ content }) => content) ?? [];
    expect(states.length).toBe(2);
    expect(message?.content).toBe(
      "*waves* Come in, traveller, and warm your hands by the fire. Ale?",
    );
  });

  test("longer than a message becomes several within Discord's limits", async () => {
    await deliver().finish(long);
    const contents = shown().map(({ content }) => content);
    expect(contents.length).toBe(3);
    expect(contents.join(" ")).toBe(long);
  });

  test("in a thread goes through its parent's webhook", async () => {
    const thread = sim.build.createThread({
      parent: channel,
      name: "By the fire",
      owner: sim.user("alice").user,
    });
    const delivery = deliver("turn", thread.id);
    await delivery.open();
    await delivery.finish("Hello!");
    expect(shown(thread)).toMatchObject([{ content: "Hello!", author: { name: "Rosie Oakhart" } }]);
    expect(sim.world.webhooksIn(channel.id).length).toBe(1);
  });

  test("in direct messages is the bot's own, under the character's name", async () => {
    const direct = sim.user("alice").directMessage();
    direct.say("Hello!");
    const delivery = bot.deliver({ turnId: "turn", channelId: direct.channel.id });
    await delivery.open();
    await delivery.finish("Hello!");
    expect(shown(direct.channel)).toMatchObject([
      { content: "**Rosie Oakhart**\nHello!", author: { webhookId: null } },
    ]);
  });

  test("is the bot's own where it may not manage webhooks, which is logged once", async () => {
    await withdraw("MANAGE_WEBHOOKS");
    await deliver("one").finish("Hello!");
    await deliver("two").finish("Hello again!");
    expect(shown().map(({ content }) => content)).toEqual([
      "**Rosie Oakhart**\nHello!",
      "**Rosie Oakhart**\nHello again!",
    ]);
    const complaints = bot.log.filter(({ message }) =>
      message.startsWith("there can be no webhook"),
    );
    expect(complaints.length).toBe(1);
  });

  test("pings nobody, whatever it says", async () => {
    await deliver().finish("Hear, @everyone and @here!");
    expect(shown()[0]?.mentionsEveryone).toBe(false);
  });
});

test("a channel that has its fifteen webhooks gets the bot's own messages", async () => {
  sim.faults.request({
    method: "POST",
    route: "/channels/{channel_id}/webhooks",
    effect: {
      kind: "answer",
      status: 400,
      body: { message: "Maximum number of webhooks reached (15)", code: 30007 },
    },
  });
  await deliver("one").finish("Hello!");
  await deliver("two").finish("Hello again!");
  expect(shown().map(({ author }) => author.webhookId)).toEqual([null, null]);
  expect(await bot.speaker.webhookTrouble(channel.id)).toBe("limit");
});

test("a webhook that was moved to another channel is replaced, and nothing stays there", async () => {
  const library = sim.world.channel("#library");
  await deliver("one", library?.id).finish("Hello!");
  const [webhook] = sim.world.webhooksIn(library?.id ?? "");
  await bot[Symbol.asyncDispose]();
  const memory = new BotMemory();
  if (webhook) memory.webhooks.set(channel.id, webhook);
  bot = await startDiscordBot(sim, { memory });
  await deliver("two").finish("Hello again!");
  expect(shown().map(({ content }) => content)).toEqual(["Hello again!"]);
  expect(shown(library).map(({ content }) => content)).toEqual(["Hello!"]);
});

test("when there is no room for another picture, the one used least makes room", async () => {
  bot.library.avatars.set("rosie-oakhart", aPicture(1));
  await deliver("one").finish("Hello!");
  const [first] = sim.world.emojis;
  bot.library.avatars.set("rosie-oakhart", aPicture(2));
  sim.faults.request({
    method: "POST",
    route: "/applications/{application_id}/emojis",
    effect: {
      kind: "answer",
      status: 400,
      body: { message: "Maximum number of emojis reached (2000)", code: 30008 },
    },
  });
  await deliver("two").finish("Hello again!");
  expect(sim.world.emojis.length).toBe(1);
  expect(sim.world.emojis[0]?.id).not.toBe(first?.id);
  expect(shown().at(-1)?.author.avatar).toContain(sim.world.emojis[0]?.id);
});

describe("several replies at once", () => {
  test("make one webhook", async () => {
    await Promise.all(["one", "two", "three"].map((turnId) => deliver(turnId).open()));
    expect(sim.world.webhooksIn(channel.id).length).toBe(1);
    const lists = sim.requests.filter(
      ({ method, route }) => method === "GET" && route === "/channels/{channel_id}/webhooks",
    );
    expect(lists.length).toBe(1);
  });

  test("that stream stay below the rate limits, and all of them end", async () => {
    const deliveries = ["one", "two", "three"].map((turnId) => deliver(turnId));
    await Promise.all(deliveries.map((delivery) => delivery.open()));
    const text = (words: number) => "word ".repeat(words);
    for (let tick = 1; tick <= 30; tick++) {
      for (const delivery of deliveries) delivery.show(text(tick * 5));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await says(/▌$/);
    await Promise.all(deliveries.map((delivery, index) => delivery.finish(`The end of ${index}.`)));
    expect(
      shown()
        .map(({ content }) => content)
        .toSorted(),
    ).toEqual(["The end of 0.", "The end of 1.", "The end of 2."]);
    expect(sim.requests.filter(({ status }) => status === 429)).toEqual([]);
  });
});

describe("in mid-stream", () => {
  test("a deleted webhook is made again, once, and the reply lands", async () => {
    const delivery = deliver();
    await delivery.open();
    delivery.show("Come in, traveller. ");
    await says(/▌$/);
    const [webhook] = sim.world.webhooksIn(channel.id);
    sim.build.deleteWebhook(webhook?.id ?? "");
    await delivery.finish("Come in, traveller. Sit down.");
    expect(shown().at(-1)?.content).toBe("Come in, traveller. Sit down.");
    expect(sim.world.webhooksIn(channel.id).length).toBe(1);
  });

  test("a deleted message is sent anew", async () => {
    const delivery = deliver();
    await delivery.open();
    const [message] = shown();
    sim.build.deleteMessage(message?.id ?? "");
    await delivery.finish("Hello!");
    expect(shown().map(({ content }) => content)).toEqual(["Hello!"]);
  });

  test("a deleted channel ends the reply as gone", async () => {
    const library = sim.world.channel("#library");
    const delivery = deliver("turn", library?.id);
    await delivery.open();
    if (library) sim.build.deleteChannel(library);
    await expect(delivery.finish("Hello!")).rejects.toMatchObject({ code: "channel-gone" });
  });

  test("a withdrawn permission ends the reply as forbidden", async () => {
    await withdraw("SEND_MESSAGES", "MANAGE_WEBHOOKS");
    await expect(deliver().open()).rejects.toMatchObject({ code: "forbidden" });
  });

  test("a moderator who times the bot out ends the reply, and there are others once that is over", async () => {
    const guild = sim.world.guilds.find(({ id }) => id === channel.guildId);
    if (guild === undefined) throw new Error("no server");
    await timeOut(guild, true);
    await expect(deliver().open()).rejects.toMatchObject({ code: "forbidden" });
    expect(shown()).toEqual([]);
    await timeOut(guild, false);
    await deliver("other").finish("Hello!");
    expect(shown()).toHaveLength(1);
  });
});

describe("when Discord stumbles", () => {
  test.each([
    ["a server error", { kind: "answer", status: 502, body: {} }],
    ["a cut connection", { kind: "reset" }],
    [
      "a rate limit",
      {
        kind: "answer",
        status: 429,
        body: { message: "You are being rate limited.", retry_after: 0.3, global: false },
        headers: { "retry-after": "0.3" },
      },
    ],
  ] as const)("the last edit survives %s", async (_, effect) => {
    const delivery = deliver();
    await delivery.open();
    sim.faults.request({ method: "PATCH", route: webhookMessageRoute, effect });
    await delivery.finish("Hello!");
    expect(shown().map(({ content }) => content)).toEqual(["Hello!"]);
  });

  test.each([
    ["by webhook", "webhook", webhookRoute],
    ["by the bot", "bot", "/channels/{channel_id}/messages"],
  ])("a message whose sending isn't confirmed isn't sent twice %s", async (_, via, route) => {
    if (via === "bot") await withdraw("MANAGE_WEBHOOKS");
    sim.faults.request({ method: "POST", route, effect: { kind: "reset", afterWork: true } });
    const delivery = deliver();
    await delivery.open();
    await delivery.finish("Hello!");
    expect(shown().length).toBe(1);
    expect(shown()[0]?.content).toMatch(/Hello!$/);
  });
});

describe("after a restart", () => {
  const restart = async (memory: BotMemory) => {
    await bot[Symbol.asyncDispose]();
    bot = await startDiscordBot(sim, { memory });
  };

  test("the reply goes on in the message that is there", async () => {
    await deliver().open();
    await restart(bot.memory);
    const delivery = deliver();
    await delivery.open();
    await delivery.finish("Hello!");
    expect(shown().map(({ content }) => content)).toEqual(["Hello!"]);
    expect(sim.world.webhooksIn(channel.id).length).toBe(1);
  });

  test("a placeholder whose id was never stored is taken over", async () => {
    await deliver("earlier").finish("An earlier reply.");
    const begun = deliver();
    await begun.open();
    begun.show("Hello, and ");
    await says(/and ▌$/);
    const lost = shown().at(-1);
    bot.memory.note("turn", 0, {
      turnId: "turn",
      part: 0,
      channelId: channel.id,
      messageId: null,
      webhookId: null,
    });
    await restart(bot.memory);
    const delivery = deliver();
    await delivery.open();
    await delivery.finish("Hello!");
    expect(shown().map(({ id, content }) => [id, content])).toEqual([
      [shown()[0]?.id, "An earlier reply."],
      [lost?.id, "Hello!"],
    ]);
  });

  test("a webhook that the store forgot is found again", async () => {
    await deliver("one").finish("Hello!");
    await restart(new BotMemory());
    await deliver("two").finish("Hello again!");
    expect(sim.world.webhooksIn(channel.id).length).toBe(1);
  });
});
