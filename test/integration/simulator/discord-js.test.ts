import { AttachmentBuilder, type Client, Events, type Message, MessageFlags } from "discord.js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSimulator } from "../../../src/simulator/create-simulator.ts";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import { connect, createDiscordClient } from "../../support/discord-client.ts";
import { discordSchemaCheck } from "../../support/discord-schema-check.ts";

let simulator: Simulator;
let client: Client<true>;

beforeEach(async () => {
  const schemaCheck = discordSchemaCheck();
  simulator = await createSimulator(schemaCheck === undefined ? {} : { schemaCheck }).start();
  client = await connect(createDiscordClient(simulator), simulator);
});

afterEach(async () => {
  const { violations } = simulator;
  await client.destroy();
  await simulator.stop();
  expect(violations).toEqual([]);
});

const commands = [
  {
    name: "chat",
    description: "Chats",
    options: [
      {
        type: 1,
        name: "start",
        description: "Starts a chat",
        options: [
          {
            type: 3,
            name: "character",
            description: "Who",
            required: true,
            autocomplete: true,
          },
        ],
      },
    ],
  },
  { name: "Rewrite", type: 3 },
];

test("discord.js logs in and knows the guild, its channels and its own member", () => {
  const guild = client.guilds.cache.first();
  expect(guild?.name).toBe("Hearthside");
  expect(guild?.channels.cache.map((channel) => channel.name)).toContain("tavern");
  expect(guild?.members.me?.permissions.has("ManageWebhooks")).toBe(true);
  expect(simulator.botConnected).toBe(true);
});

test("a person's message reaches the bot, and the bot's reply reaches the person", async () => {
  client.on(Events.MessageCreate, (message) => {
    if (!message.author.bot) void message.reply(`You said: ${message.content}`);
  });
  const said = simulator.user("alice").in("#tavern").say("hello");
  const reply = await simulator.expectMessage({ channel: "#tavern", author: "Hearthside" });
  expect(reply.content).toBe("You said: hello");
  expect(reply.replyToId).toBe(said.id);
});

test("commands are registered in bulk, and a slash command is deferred, edited and followed up", async () => {
  await client.application.commands.set(commands);
  expect(simulator.world.commandsFor(null).map((command) => command.name)).toEqual([
    "chat",
    "Rewrite",
  ]);
  client.on(Events.InteractionCreate, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await interaction.editReply("one");
    await interaction.editReply("two");
    await interaction.followUp({ content: "psst", flags: MessageFlags.Ephemeral });
    await interaction.editReply({
      content: "three",
      files: [new AttachmentBuilder(Buffer.from("hi"), { name: "note.txt" })],
      components: [
        {
          type: 1,
          components: [{ type: 2, style: 1, label: "Again", custom_id: "again" }],
        },
      ],
    });
  });
  const chat = simulator.user("alice").in("#tavern").slash("chat start", { character: "rosie" });
  const whisper = await chat.followUp();
  expect(whisper).toMatchObject({ content: "psst", visibleTo: simulator.user("alice").user.id });
  const reply = await simulator.expectMessage({ content: "three" });
  expect(reply.attachments.map((file) => file.filename)).toEqual(["note.txt"]);
  expect(reply.revisions.map((revision) => revision.content)).toEqual(["", "one", "two"]);
  const file = await fetch(`${simulator.cdnBase}${reply.attachments[0]?.path ?? ""}`);
  expect(await file.text()).toBe("hi");
  const bobSees = simulator.world.messagesIn(reply.channelId, {
    for: simulator.user("bob").user.id,
  });
  expect(bobSees).not.toContain(whisper);
});

test("autocomplete offers choices", async () => {
  await client.application.commands.set(commands);
  client.on(Events.InteractionCreate, async (interaction) => {
    if (!interaction.isAutocomplete()) return;
    const typed = interaction.options.getFocused();
    await interaction.respond([{ name: `${typed}sie`, value: "rosie" }]);
  });
  const asked = simulator
    .user("bob")
    .in("#tavern")
    .autocomplete("chat start", { character: "ro" }, "character");
  expect(await asked.choices()).toEqual([{ name: "rosie", value: "rosie" }]);
});

test("a button updates its message, opens a modal, and the modal's answer arrives", async () => {
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isButton() && interaction.customId === "again")
      await interaction.update({ content: "updated" });
    if (interaction.isButton() && interaction.customId === "edit")
      await interaction.showModal({
        custom_id: "form",
        title: "Edit",
        components: [
          {
            type: 18,
            label: "Text",
            component: { type: 4, custom_id: "text", style: 2, value: "before" },
          },
        ],
      });
    if (interaction.isModalSubmit())
      await interaction.reply({
        content: interaction.fields.getTextInputValue("text"),
        flags: MessageFlags.Ephemeral,
      });
  });
  const channel = await client.channels.fetch(simulator.world.channel("tavern")?.id ?? "");
  if (!channel?.isSendable()) throw new Error("no tavern");
  await channel.send({
    content: "press",
    components: [
      {
        type: 1,
        components: [
          { type: 2, style: 2, label: "Again", custom_id: "again" },
          { type: 2, style: 2, label: "Edit", custom_id: "edit" },
        ],
      },
    ],
  });
  const alice = simulator.user("alice").in("#tavern");
  const message = await simulator.expectMessage({ content: "press" });
  expect((await alice.click(message, "Again").reply()).content).toBe("updated");
  const opened = alice.click(message, "Edit");
  expect(await opened.modal()).toMatchObject({ title: "Edit" });
  const answer = await alice.submitModal(opened, { text: "after" }).reply();
  expect(answer).toMatchObject({ content: "after", visibleTo: alice.actor.user.id });
});

test("a message menu brings its target along", async () => {
  await client.application.commands.set(commands);
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isMessageContextMenuCommand())
      await interaction.reply(`target: ${interaction.targetMessage.content}`);
  });
  const alice = simulator.user("alice").in("#tavern");
  const said = alice.say("this one");
  expect((await alice.messageMenu(said, "Rewrite").reply()).content).toBe("target: this one");
});

test("a webhook is created, speaks under a name of its own, and edits what it said", async () => {
  const seen: Message[] = [];
  client.on(Events.MessageCreate, (message) => seen.push(message));
  const channel = await client.channels.fetch(simulator.world.channel("tavern")?.id ?? "");
  if (!channel?.isTextBased() || !("createWebhook" in channel)) throw new Error("no tavern");
  await channel.sendTyping();
  expect((await channel.fetchWebhooks()).size).toBe(0);
  const webhook = await channel.createWebhook({ name: "Hearthside" });
  const sent = await webhook.send({ content: "Well met", username: "Rosie" });
  for (const content of ["Well met,", "Well met, tra", "Well met, traveller."])
    await webhook.editMessage(sent.id, { content });
  const message = await simulator.expectMessage({ author: "Rosie" });
  expect(message.content).toBe("Well met, traveller.");
  expect(message.revisions).toHaveLength(3);
  await simulator.waitFor(() => seen.some((each) => each.webhookId === webhook.id));
});
