import { AttachmentBuilder, Events, type Message, MessageFlags } from "discord.js";
import { expect, test } from "vitest";
import { onInteraction, startSimulatedBot } from "../../support/simulated-bot.ts";

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
          { type: 3, name: "character", description: "Who", required: true, autocomplete: true },
        ],
      },
    ],
  },
  { name: "Rewrite", type: 3 },
];

const buttonRow = (...labels: string[]) => ({
  type: 1,
  components: labels.map((label) => ({
    type: 2,
    style: 2,
    label,
    custom_id: label.toLowerCase(),
  })),
});

test("discord.js logs in and knows the guild, its channels and its own member", async () => {
  const { client, simulator } = await startSimulatedBot();
  const guild = client.guilds.cache.first();
  expect(guild?.name).toBe("Hearthside");
  expect(guild?.channels.cache.map((channel) => channel.name)).toContain("tavern");
  expect(guild?.members.me?.permissions.has("ManageWebhooks")).toBe(true);
  expect(simulator.botConnected).toBe(true);
});

test("a person's message reaches the bot, and the bot's reply reaches the person", async () => {
  const { client, simulator } = await startSimulatedBot();
  client.on(Events.MessageCreate, (message) => {
    if (!message.author.bot) void message.reply(`You said: ${message.content}`);
  });
  const said = simulator.user("alice").in("#tavern").say("hello");
  const reply = await simulator.expectMessage({ channel: "#tavern", author: "Hearthside" });
  expect(reply.content).toBe("You said: hello");
  expect(reply.replyToId).toBe(said.id);
});

test("a direct message reaches the bot and can be answered", async () => {
  const { client, simulator } = await startSimulatedBot();
  client.on(Events.MessageCreate, (message) => {
    if (!message.author.bot && message.channel.isSendable())
      void message.channel.send(message.inGuild() ? "in a guild" : "just us");
  });
  const { channel } = simulator.user("bob").directMessage();
  simulator.user("bob").directMessage().say("psst");
  expect((await simulator.expectMessage({ channel, author: "Hearthside" })).content).toBe(
    "just us",
  );
});

test("a slash command is deferred, edited, followed up, and ends with a file and a button", async () => {
  const { client, simulator } = await startSimulatedBot();
  await client.application.commands.set(commands);
  onInteraction(client, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await interaction.editReply("one");
    await interaction.editReply("two");
    await interaction.followUp({ content: "psst", flags: MessageFlags.Ephemeral });
    await interaction.editReply({
      content: "three",
      files: [new AttachmentBuilder(Buffer.from("hi"), { name: "note.txt" })],
      components: [buttonRow("Again")],
    });
  });
  const alice = simulator.user("alice");
  const chat = alice.in("#tavern").slash("chat start", { character: "rosie" });
  const whisper = await chat.followUp();
  expect(whisper).toMatchObject({ content: "psst", visibleTo: alice.user.id });
  const reply = await simulator.expectMessage({ content: "three" });
  expect(reply.attachments.map((file) => file.filename)).toEqual(["note.txt"]);
  expect(reply.revisions.map((revision) => revision.content)).toEqual(["", "one", "two"]);
  const file = await fetch(`${simulator.cdnBase}${reply.attachments[0]?.path ?? ""}`);
  expect(await file.text()).toBe("hi");
  const bob = simulator.user("bob").user.id;
  expect(simulator.world.messagesIn(reply.channelId, { for: bob })).not.toContain(whisper);
});

test("a command gets the file that someone hands to it, and its bytes are on the CDN", async () => {
  const { client, simulator } = await startSimulatedBot();
  const option = { type: 11, name: "file", description: "Which", required: true };
  await client.application.commands.set([
    { name: "import", description: "Takes a file", options: [option] },
  ]);
  onInteraction(client, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const { name, url, size, contentType } = interaction.options.getAttachment("file", true);
    const text = await (await fetch(url)).text();
    await interaction.reply(`${name}, ${size} bytes of ${contentType}: ${text}`);
  });
  const alice = simulator.user("alice").in("#tavern");
  const file = { filename: "a.txt", contentType: "text/plain", bytes: Buffer.from("hello") };
  const reply = await alice.slash("import", { file }).reply();
  expect(reply.content).toBe("a.txt, 5 bytes of text/plain: hello");
  expect(() => alice.slash("import", { file: "a.txt" })).toThrow('Option "file" takes a file.');
});

test("a slash command works in direct messages", async () => {
  const { client, simulator } = await startSimulatedBot();
  await client.application.commands.set([{ name: "ping", description: "Pings" }]);
  onInteraction(client, async (interaction) => {
    if (interaction.isChatInputCommand())
      await interaction.reply(interaction.inGuild() ? "in a guild" : "just us");
  });
  const reply = await simulator.user("alice").directMessage().slash("ping").reply();
  expect(reply).toMatchObject({ content: "just us", guildId: null });
});

test("a person may answer a bot's message, and the reply pings it", async () => {
  const { client, simulator, tavern } = await startSimulatedBot();
  const pinged: boolean[] = [];
  client.on(Events.MessageCreate, (message) => {
    if (!message.author.bot) pinged.push(message.mentions.has(client.user));
  });
  const sent = await tavern.send("well?");
  const webhook = await tavern.createWebhook({ name: "Hearthside" });
  const spoken = await webhook.send("a character speaks");
  const alice = simulator.user("alice").in("#tavern");
  alice.say("to the bot", { replyTo: sent.id });
  alice.say("to the character", { replyTo: spoken.id });
  await expect.poll(() => pinged).toEqual([true, false]);
});

test("commands are registered in bulk and keep their ids when they are registered again", async () => {
  const { client, simulator } = await startSimulatedBot();
  await client.application.commands.set(commands);
  const before = simulator.world.commandsFor(null).map((command) => command.id);
  await client.application.commands.set(commands);
  expect(simulator.world.commandsFor(null).map((command) => command.id)).toEqual(before);
  expect((await client.application.commands.fetch()).map((command) => command.name)).toEqual([
    "chat",
    "Rewrite",
  ]);
});

test("autocomplete offers choices", async () => {
  const { client, simulator } = await startSimulatedBot();
  await client.application.commands.set(commands);
  onInteraction(client, async (interaction) => {
    if (!interaction.isAutocomplete()) return;
    await interaction.respond([{ name: `${interaction.options.getFocused()}sie`, value: "rosie" }]);
  });
  const bob = simulator.user("bob").in("#tavern");
  const asked = bob.autocomplete("chat start", { character: "ro" }, "character");
  expect(await asked.choices()).toEqual([{ name: "rosie", value: "rosie" }]);
});

test("a button updates its message, another opens a modal, and what is typed there arrives", async () => {
  const { client, simulator, tavern } = await startSimulatedBot();
  onInteraction(client, async (interaction) => {
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
  await tavern.send({ content: "press", components: [buttonRow("Again", "Edit")] });
  const alice = simulator.user("alice").in("#tavern");
  const message = await simulator.expectMessage({ content: "press" });
  expect((await alice.click(message, "Again").reply()).content).toBe("updated");
  const opened = alice.click(message, "Edit");
  expect(await opened.modal()).toMatchObject({ title: "Edit" });
  const answer = await alice.submitModal(opened, { text: "after" }).reply();
  expect(answer).toMatchObject({ content: "after", visibleTo: alice.actor.user.id });
});

test("a select menu's choice arrives, and a deferred update counts once the message is edited", async () => {
  const { client, simulator, tavern } = await startSimulatedBot();
  onInteraction(client, async (interaction) => {
    if (!interaction.isStringSelectMenu()) return;
    await interaction.deferUpdate();
    await interaction.editReply({ content: `chose ${interaction.values.join()}`, components: [] });
  });
  await tavern.send({
    content: "who?",
    components: [
      {
        type: 1,
        components: [{ type: 3, custom_id: "who", options: [{ label: "Rosie", value: "rosie" }] }],
      },
    ],
  });
  const message = await simulator.expectMessage({ content: "who?" });
  const choice = simulator.user("alice").in("#tavern").select(message, "who", ["Rosie"]);
  expect((await choice.reply()).content).toBe("chose rosie");
});

test("a message menu brings its target along", async () => {
  const { client, simulator } = await startSimulatedBot();
  await client.application.commands.set(commands);
  onInteraction(client, async (interaction) => {
    if (interaction.isMessageContextMenuCommand())
      await interaction.reply(`target: ${interaction.targetMessage.content}`);
  });
  const alice = simulator.user("alice").in("#tavern");
  const said = alice.say("this one");
  expect((await alice.messageMenu(said, "Rewrite").reply()).content).toBe("target: this one");
});

test("a user menu brings its target along", async () => {
  const { client, simulator } = await startSimulatedBot();
  await client.application.commands.set([{ name: "Who is this", type: 2 }]);
  onInteraction(client, async (interaction) => {
    if (interaction.isUserContextMenuCommand())
      await interaction.reply(`target: ${interaction.targetUser.username}`);
  });
  const asked = simulator.user("alice").in("#tavern").userMenu("bob", "Who is this");
  expect((await asked.reply()).content).toBe("target: bob");
});

test("a webhook is created, speaks under a name of its own, and edits what it said", async () => {
  const { client, simulator, tavern } = await startSimulatedBot();
  const seen: Message[] = [];
  client.on(Events.MessageCreate, (message) => seen.push(message));
  await tavern.sendTyping();
  expect((await tavern.fetchWebhooks()).size).toBe(0);
  const webhook = await tavern.createWebhook({ name: "Hearthside" });
  const sent = await webhook.send({ content: "Well met", username: "Rosie" });
  for (const content of ["Well met,", "Well met, tra", "Well met, traveller."])
    await webhook.editMessage(sent.id, { content });
  const message = await simulator.expectMessage({ author: "Rosie" });
  expect(message.content).toBe("Well met, traveller.");
  expect(message.revisions).toHaveLength(3);
  await simulator.waitFor(() => seen.some((each) => each.webhookId === webhook.id));
});

test("in a thread the parent's webhook speaks", async () => {
  const { client, simulator, tavern } = await startSimulatedBot();
  const thread = await tavern.threads.create({ name: "a corner table" });
  const webhook = await tavern.createWebhook({ name: "Hearthside" });
  const sent = await webhook.send({ content: "here", threadId: thread.id });
  await webhook.editMessage(sent.id, { content: "over here", threadId: thread.id });
  expect(simulator.world.messagesIn(thread.id).at(-1)?.content).toBe("over here");
  expect(client.channels.cache.get(thread.id)?.isThread()).toBe(true);
});

test("a picture that the application uploads as an emoji is a webhook message's avatar", async () => {
  const { client, simulator, tavern } = await startSimulatedBot();
  const picture = Buffer.from("not really a picture");
  const emoji = await client.application.emojis.create({
    name: "rosie",
    attachment: `data:image/png;base64,${picture.toString("base64")}`,
  });
  expect((await client.application.emojis.fetch()).map((each) => each.name)).toEqual(["rosie"]);
  const webhook = await tavern.createWebhook({ name: "Hearthside" });
  await webhook.send({ content: "hello", username: "Rosie", avatarURL: emoji.imageURL() });
  const message = await simulator.expectMessage({ author: "Rosie" });
  const shown = await fetch(`${simulator.cdnBase}${message.author.avatar ?? ""}`);
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(picture);
});

test("history is read page by page, newest first, and reactions and pins are seen", async () => {
  const { simulator, tavern } = await startSimulatedBot();
  const alice = simulator.user("alice").in("#tavern");
  const said = ["one", "two", "three", "four"].map((text) => alice.say(text));
  const after = await tavern.messages.fetch({ after: said[0]?.id ?? "", limit: 2 });
  expect(after.map((message) => message.content)).toEqual(["three", "two"]);
  const before = await tavern.messages.fetch({ before: said[3]?.id ?? "", limit: 2 });
  expect(before.map((message) => message.content)).toEqual(["three", "two"]);
  const message = await tavern.messages.fetch(said[0]?.id ?? "");
  await message.react("🔥");
  alice.react(said[0]?.id ?? "", "🔥");
  expect(said[0]?.reactions).toMatchObject([
    { emoji: "🔥", userIds: [{}, {}].map(() => expect.any(String)) },
  ]);
});

test("edits and deletions of people reach the bot", async () => {
  const { client, simulator } = await startSimulatedBot();
  const heard: string[] = [];
  client.on(Events.MessageUpdate, (_, message) => heard.push(`edit ${message.content ?? ""}`));
  client.on(Events.MessageDelete, (message) => heard.push(`delete ${message.id}`));
  const alice = simulator.user("alice").in("#tavern");
  const said = alice.say("teh");
  alice.edit(said, "the");
  alice.delete(said);
  await simulator.waitFor(() => said.deletedAt !== null);
  await expect.poll(() => heard).toEqual(["edit the", `delete ${said.id}`]);
});
