import { Client, type CommandInteraction, type Message } from "oceanic.js";
import { expect, onTestFinished, test } from "vitest";
import { startSimulator } from "../../support/simulated-bot.ts";

test("another client library logs in, answers a message and a command, and edits both", async () => {
  const simulator = await startSimulator();
  const client = new Client({
    auth: `Bot ${simulator.token}`,
    rest: { baseURL: `${simulator.apiBase}/v10` },
    gateway: { intents: ["GUILDS", "GUILD_MESSAGES", "MESSAGE_CONTENT"] },
    allowedMentions: { everyone: false, users: false, roles: false, repliedUser: false },
  });
  const errors: unknown[] = [];
  client.on("error", (error) => errors.push(error));
  onTestFinished(() => {
    client.disconnect(false);
    expect(errors).toEqual([]);
  });
  const answer = async (message: Message) => {
    const sent = await client.rest.channels.createMessage(message.channelID, {
      content: `heard ${message.content}`,
    });
    await sent.edit({ content: `heard: ${message.content}` });
  };
  client.on("messageCreate", (message) => {
    if (!message.author.bot) answer(message).catch((error: unknown) => errors.push(error));
  });
  const ping = async (interaction: CommandInteraction) => {
    await interaction.defer();
    await interaction.editOriginal({ content: "pong" });
  };
  client.on("interactionCreate", (interaction) => {
    if (interaction.isCommandInteraction())
      ping(interaction).catch((error: unknown) => errors.push(error));
  });
  const ready = new Promise((resolve) => client.once("ready", () => resolve(undefined)));
  await client.connect();
  await ready;
  await client.application.bulkEditGlobalCommands([
    { name: "ping", description: "Pings", type: 1 },
  ]);
  const alice = simulator.user("alice").in("#tavern");
  alice.say("hello");
  await simulator.expectMessage({ content: "heard: hello" });
  expect((await alice.slash("ping").reply()).content).toBe("pong");
});
