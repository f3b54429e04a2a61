import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { deferred } from "../../../src/lib/deferred.ts";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import { expectLawful, startCheckedSimulator } from "../../support/checked-simulator.ts";
import { type DiscordBot, startDiscordBot } from "../../support/discord-bot.ts";

let sim: Simulator;
let bot: DiscordBot;

beforeEach(async () => {
  sim = await startCheckedSimulator();
  bot = await startDiscordBot(sim);
});

afterEach(async () => {
  await bot[Symbol.asyncDispose]();
  await sim.stop();
  expectLawful(sim);
});

const tavern = (name: string) => sim.user(name).in("#tavern");

/** Resolves with everything heard, once that is as much as expected. */
async function heard(count: number, by: DiscordBot = bot) {
  await expect.poll(() => by.chat.heard.length, { interval: 5 }).toBe(count);
  return by.chat.heard;
}

describe("a message", () => {
  test("is heard with its author's name here and without the mention of the bot", async () => {
    const guild = sim.world.guilds[0];
    const alice = sim.user("alice").user;
    if (guild) sim.build.addMember(guild, alice, { nick: "Alice the Brave" });
    const said = tavern("alice").say("@Hearthside, is @Bob here?");
    expect(await heard(1)).toEqual([
      {
        messageId: said.id,
        channelId: said.channelId,
        guildId: said.guildId,
        authorId: alice.id,
        authorRoleIds: [],
        authorName: "Alice the Brave",
        authorIsBot: false,
        text: "is Bob here?",
        attachmentNames: [],
        mentionsBot: true,
        repliesToMessageId: null,
      },
    ]);
  });

  test("is heard as a reply, with the names of its files", async () => {
    const first = tavern("alice").say("Hello!");
    tavern("bob").say("", {
      replyTo: first,
      attachments: [{ filename: "map.png", contentType: "image/png", bytes: new Uint8Array(8) }],
    });
    const [, second] = await heard(2);
    expect(second).toMatchObject({
      text: "",
      attachmentNames: ["map.png"],
      repliesToMessageId: first.id,
    });
  });

  test("is heard in direct messages", async () => {
    sim.user("alice").directMessage().say("Psst.");
    expect(await heard(1)).toMatchObject([{ text: "Psst.", guildId: null }]);
  });

  test("of the bot's own webhook is known as a bot's", async () => {
    const { channel } = tavern("alice");
    const delivery = bot.deliver({ turnId: "turn", channelId: channel.id });
    await delivery.open();
    await delivery.finish("Hello!");
    expect(await heard(1)).toMatchObject([{ authorIsBot: true }]);
  });
});

test("sixty messages in a burst are heard in their order, one after another", async () => {
  let atOnce = 0;
  let mostAtOnce = 0;
  bot.chat.onHear = async () => {
    mostAtOnce = Math.max(mostAtOnce, ++atOnce);
    await Promise.resolve();
    atOnce -= 1;
  };
  for (let index = 0; index < 60; index++) tavern("alice").say(`${index}`);
  const texts = (await heard(60)).map(({ text }) => text);
  expect(texts).toEqual(Array.from({ length: 60 }, (_, index) => `${index}`));
  expect(mostAtOnce).toBe(1);
});

test("a message that can't be heard is logged with an id and holds up nothing", async () => {
  bot.chat.onHear = ({ text }) => {
    if (text === "bad") throw new TypeError("a bug");
  };
  tavern("alice").say("bad");
  tavern("alice").say("good");
  expect(await heard(1)).toMatchObject([{ text: "good" }]);
  expect(bot.log).toContainEqual(
    expect.objectContaining({
      level: "error",
      fields: expect.objectContaining({ errorId: "error-1" }),
    }),
  );
});

test("what was said while the bot was away is heard first and in order", async () => {
  const last = tavern("alice").say("before");
  await heard(1);
  await bot[Symbol.asyncDispose]();
  const texts = Array.from({ length: 120 }, (_, index) => `missed ${index}`);
  for (const text of texts) tavern("alice").say(text);

  const connected = deferred<void>();
  const unsubscribe = sim.on((event) => {
    if (event.type !== "bot-connected") return;
    tavern("bob").say("live");
    connected.resolve();
  });
  bot = await startDiscordBot(sim, {
    catchUp: [{ channelId: last.channelId, afterId: last.id }],
  });
  await connected.promise;
  unsubscribe();
  await expect.poll(() => bot.chat.heard.at(-1)?.text, { interval: 5 }).toBe("live");
  // The newest fifty of what history has, be the live message among them already or not.
  const inOrder = [...new Set(bot.chat.heard.map(({ text }) => text))];
  expect(inOrder.length).toBeGreaterThanOrEqual(50);
  expect(inOrder).toEqual([...texts, "live"].slice(-inOrder.length));
});

test("debts of an earlier run can be paid before anything new is heard", async () => {
  const last = tavern("alice").say("before");
  await heard(1);
  await bot[Symbol.asyncDispose]();
  tavern("alice").say("missed");
  const heardByThen: number[] = [];
  bot = await startDiscordBot(sim, {
    catchUp: [{ channelId: last.channelId, afterId: last.id }],
    onConnected: (count) => void heardByThen.push(count),
  });
  expect(await heard(1)).toMatchObject([{ text: "missed" }]);
  expect(heardByThen).toEqual([0]);
});

test("a deleted message and a deleted channel are told", async () => {
  const said = tavern("alice").say("Oops.");
  tavern("alice").delete(said);
  const library = sim.world.channel("#library");
  if (library) sim.build.deleteChannel(library);
  await expect.poll(() => bot.deleted, { interval: 5 }).toEqual([said.id, library?.id]);
});

test("a message sent while the connection was cut is heard after it resumes", async () => {
  sim.faults.gateway.drop();
  tavern("alice").say("Are you there?");
  expect(await heard(1)).toMatchObject([{ text: "Are you there?" }]);
});
