import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { commandTable } from "../../../src/discord/commands/table.ts";
import { texts } from "../../../src/discord/texts/texts.ts";
import type { QueueStatus } from "../../../src/generation/generation-queue.ts";
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
const registrations = () =>
  sim.requests.filter(({ method, route }) => method === "PUT" && route?.endsWith("/commands"));

describe("commands are registered", () => {
  test("once, and again only when Discord lost them", async () => {
    expect(registrations().length).toBe(1);
    const { memory } = bot;
    await bot[Symbol.asyncDispose]();
    bot = await startDiscordBot(sim, { memory });
    expect(registrations().length).toBe(1);

    await bot[Symbol.asyncDispose]();
    await using elsewhere = await startCheckedSimulator();
    bot = await startDiscordBot(elsewhere, { memory });
    const names = elsewhere.world.commandsFor(null).map(({ name }) => name);
    const menus = Object.values(texts.en.turns.menus);
    const expected = [...commandTable.map(({ name }) => name), ...menus];
    expect(names.toSorted()).toEqual(expected.toSorted());
    await bot[Symbol.asyncDispose]();
  });
});

describe("/chat start", () => {
  test("starts with the chosen character, greeting and mode", async () => {
    const interaction = tavern("alice").slash("chat start", {
      character: "rosie-oakhart",
      greeting: "2",
      answer: "always",
    });
    const reply = await interaction.reply();
    expect(reply.content).toContain("**Rosie Oakhart** is here.");
    expect(reply.visibleTo).toBe(sim.user("alice").user.id);
    expect(bot.chat.started).toMatchObject([
      { characterId: "rosie-oakhart", greeting: 1, answer: "always", hostName: "Alice" },
    ]);
  });

  test("understands a name that was typed instead of chosen", async () => {
    await tavern("alice").slash("chat start", { character: "silas crane" }).reply();
    expect(bot.chat.started).toMatchObject([
      { characterId: "silas-crane", greeting: 0, answer: "addressed" },
    ]);
  });

  test("says what to do about a character or a greeting that isn't there", async () => {
    const nobody = await tavern("alice").slash("chat start", { character: "nobody" }).reply();
    expect(nobody.content).toContain("/character list");
    const greeting = { character: "rosie-oakhart", greeting: "9" };
    const missing = await tavern("alice").slash("chat start", greeting).reply();
    expect(missing.content).toContain("a number from 1 to 2");
    expect(bot.chat.started).toEqual([]);
  });

  test("works in direct messages", async () => {
    const direct = sim.user("alice").directMessage();
    await direct.slash("chat start", { character: "rosie-oakhart" }).reply();
    expect(bot.chat.started).toMatchObject([{ guildId: null, channelId: direct.channel.id }]);
  });

  test("refuses a channel in which the bot may not write", async () => {
    const { channel } = tavern("alice");
    sim.build.setPermissions({ channel, of: "bot", deny: ["SEND_MESSAGES"] });
    const reply = await tavern("alice").slash("chat start", { character: "rosie-oakhart" }).reply();
    expect(reply.content).toContain('"Send Messages"');
    const added = await tavern("alice")
      .slash("character add", { character: "rosie-oakhart" })
      .reply();
    expect(added.content).toContain('"Send Messages"');
    expect(bot.chat.started).toEqual([]);
  });

  test.each(["chat start", "character add"])(
    "by /%s tells when characters can't have their own name and picture",
    async (command) => {
      const { channel } = tavern("alice");
      sim.build.setPermissions({ channel, of: "bot", deny: ["MANAGE_WEBHOOKS"] });
      const reply = await tavern("alice").slash(command, { character: "rosie-oakhart" }).reply();
      expect(reply.content).toContain('"Manage Webhooks"');
    },
  );
});

test("people are answered in the language of their Discord", async () => {
  sim.build.setLocale(sim.user("alice").user, "de");
  const started = await tavern("alice").slash("chat start", { character: "silas-crane" }).reply();
  expect(started.content).toContain("**Silas Crane** ist da.");
  const refused = await tavern("bob").slash("chat stop").reply();
  expect(refused.content).toContain("who started this chat");
  sim.build.setLocale(sim.user("bob").user, "fr");
  const refuse = await tavern("bob").slash("chat stop").reply();
  expect(refuse.content).toContain("qui a commencé ce chat");
});

describe("autocompletion", () => {
  test("suggests characters that fit", async () => {
    const choices = await tavern("alice")
      .autocomplete("chat start", { character: "ros" }, "character")
      .choices();
    expect(choices).toEqual([
      {
        name: expect.stringMatching(/^Rosie Oakhart — ≈ \d+ tokens$/),
        value: "rosie-oakhart",
      },
    ]);
  });

  test("suggests the greetings of the chosen character", async () => {
    const options = { character: "rosie-oakhart", greeting: "" };
    const choices = await tavern("alice").autocomplete("chat start", options, "greeting").choices();
    expect(choices.map(({ name, value }) => [name, value])).toEqual([
      ["1: *waves* Welcome, Alice!", "1"],
      ["2: Oh. It's you.", "2"],
      ["No greeting", "none"],
    ]);
  });
});

describe("a chat that runs", () => {
  beforeEach(async () => {
    await tavern("alice").slash("chat start", { character: "rosie-oakhart" }).reply();
  });

  test("is reset by its host, who learns how much that was", async () => {
    const asked = await tavern("alice").slash("chat reset").reply();
    expect(asked.content).toContain("Start afresh?");
    const buttons = JSON.stringify(asked.components);
    const confirm = /hs1:reset:[^"]+/.exec(buttons)?.[0] ?? "";
    await tavern("alice").click(asked, confirm).answered();
    await expect.poll(() => asked.content, { timeout: 20_000 }).toContain("7 turns left");
  });

  test("isn't reset, stopped or taken over by others", async () => {
    for (const [name, options] of [
      ["chat reset", {}],
      ["chat stop", {}],
      ["character use", { character: "silas-crane" }],
      ["chat start", { character: "silas-crane" }],
    ] as const) {
      const reply = await tavern("bob").slash(name, options).reply();
      expect(reply.content).toContain("who started this chat");
    }
    expect(bot.chat.stopped).toEqual([]);
  });

  test("is stopped by someone who manages channels", async () => {
    await tavern("mara").slash("chat stop").reply();
    expect(bot.chat.stopped).toEqual([tavern("mara").channel.id]);
  });

  test("goes on with another character", async () => {
    const reply = await tavern("alice")
      .slash("character use", { character: "silas-crane" })
      .reply();
    expect(reply.content).toContain("**Silas Crane** takes over");
    expect(bot.chat.conversationOf(tavern("alice").channel.id)?.character?.id).toBe("silas-crane");
  });
});

describe("/character", () => {
  test("list shows who is there, and broken cards to those who manage the server", async () => {
    bot.library.problemList = [
      { file: "broken.json", what: { code: "said", values: {}, english: "data.name: is missing" } },
    ];
    const guest = await tavern("alice").slash("character list").reply();
    expect(JSON.stringify(guest.embeds)).toContain("**Rosie Oakhart**: tavern, cosy");
    expect(JSON.stringify(guest.embeds)).not.toContain("broken.json");
    const manager = await tavern("mara").slash("character list").reply();
    expect(JSON.stringify(manager.embeds)).toContain("`broken.json`: data.name: is missing");
  });

  test("info shows one of them", async () => {
    const reply = await tavern("alice")
      .slash("character info", { character: "rosie-oakhart" })
      .reply();
    expect(reply.embeds).toMatchObject([
      {
        title: "Rosie Oakhart",
        description: "An innkeeper.",
        fields: [
          { name: "Tags", value: "tavern, cosy" },
          { name: "Greeting (and 1 more)", value: "*waves* Welcome, Alice!" },
        ],
        footer: { text: "by Hearthside" },
      },
    ]);
  });
});

test("/model show and /help answer", async () => {
  const model = await tavern("alice").slash("model show").reply();
  expect(model.embeds).toMatchObject([{ title: "No model is running" }]);
  const help = await tavern("alice").slash("help").reply();
  expect(JSON.stringify(help.embeds)).toMatch(/<\/chat start:\d+>/);
});

test("a command is acknowledged before any work, however long that takes", async () => {
  const work = deferred<QueueStatus>();
  const asked = deferred();
  bot.chat.queueStatus = () => {
    asked.resolve();
    return work.promise;
  };
  const interaction = tavern("alice").slash("model show");
  await asked.promise;
  // The work has just begun, and Discord knows already.
  expect(interaction.record.answeredAt).not.toBeNull();
  work.resolve({ mode: "running", waiting: 0, active: 0, estimatedWaitMs: null, workers: [] });
  expect((await interaction.reply()).embeds).toMatchObject([{ title: "No model is running" }]);
});

test("a command is answered though Discord's answer to the acknowledgement got lost", async () => {
  sim.faults.request({
    route: "/interactions/{interaction_id}/{interaction_token}/callback",
    effect: { kind: "reset", afterWork: true },
  });
  const reply = await tavern("alice").slash("help").reply();
  expect(JSON.stringify(reply.embeds)).toMatch(/<\/chat start:\d+>/);
  sim.forgive("double-ack");
});

test("a bug shows an id, never what broke", async () => {
  bot.chat.queueStatus = () => Promise.reject(new TypeError("secret detail"));
  const reply = await tavern("alice").slash("model show").reply();
  expect(reply.content).toContain("`error-1`");
  expect(reply.content).not.toContain("secret");
  expect(bot.log).toContainEqual(
    expect.objectContaining({
      level: "error",
      fields: expect.objectContaining({ errorId: "error-1", command: "model show" }),
    }),
  );
});
