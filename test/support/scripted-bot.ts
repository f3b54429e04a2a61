import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ButtonBuilder,
  ButtonStyle,
  Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  InteractionContextType,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
  type Webhook,
} from "discord.js";
import type { Simulator } from "../../src/simulator/simulator.ts";

const characters = ["Rosie Oakhart", "Silas Crane", "Isolde Marrow"];

/**
 * A small bot of discord.js that uses every kind of interaction once, so that the playground's page can be tried without
 * the real bot. What it says by itself, a test tells it to say.
 */
export class ScriptedBot implements AsyncDisposable {
  readonly client: Client<true>;

  private constructor(client: Client<true>) {
    this.client = client;
  }

  static async connect(simulator: Simulator): Promise<ScriptedBot> {
    const client = new Client({
      intents: [
        GatewayIntentBits.Guilds,
        GatewayIntentBits.GuildMessages,
        GatewayIntentBits.MessageContent,
      ],
      allowedMentions: { parse: [] },
      rest: { api: simulator.apiBase, cdn: simulator.cdnBase },
    });
    client.on(Events.InteractionCreate, (interaction) => void answer(interaction));
    const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
    await client.login(simulator.token);
    const bot = new ScriptedBot(await ready);
    await bot.#register();
    return bot;
  }

  /** A webhook of a channel, to speak through as a character. */
  async webhookIn(channelName: string): Promise<Webhook> {
    return this.#channel(channelName).createWebhook({ name: "Characters" });
  }

  async typeIn(channelName: string): Promise<void> {
    await this.#channel(channelName).sendTyping();
  }

  async say(channelName: string, content: string): Promise<void> {
    await this.#channel(channelName).send(content);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.destroy();
  }

  #channel(name: string) {
    const channel = this.client.channels.cache.find((each) => "name" in each && each.name === name);
    if (!channel?.isTextBased() || channel.isDMBased() || channel.isThread())
      throw new Error(`The bot sees no #${name}.`);
    return channel;
  }

  async #register(): Promise<void> {
    const who = {
      type: ApplicationCommandOptionType.String,
      name: "name",
      description: "Whom to invite",
      required: true,
      autocomplete: true,
    } as const;
    await this.client.application.commands.set([
      {
        name: "character",
        description: "Characters",
        options: [
          {
            type: ApplicationCommandOptionType.Subcommand,
            name: "list",
            description: "Who is here",
          },
          {
            type: ApplicationCommandOptionType.Subcommand,
            name: "use",
            description: "Invite a character",
            options: [who],
          },
        ],
      },
      { name: "chat", description: "Begin a chat" },
      {
        name: "note",
        description: "Leave a note",
        descriptionLocalizations: { de: "Hinterlässt eine Notiz" },
      },
      {
        name: "import",
        description: "Bring a card in",
        options: [
          {
            type: ApplicationCommandOptionType.Attachment,
            name: "card",
            description: "The card's file",
            required: true,
          },
        ],
      },
      {
        name: "portrait",
        description: "Shows a picture",
        options: [
          {
            type: ApplicationCommandOptionType.Attachment,
            name: "picture",
            description: "The picture's file",
          },
        ],
      },
      {
        name: "talk",
        description: "Say something, wherever you are",
        options: [
          {
            type: ApplicationCommandOptionType.String,
            name: "mood",
            nameLocalizations: { de: "laune" },
            description: "How",
            descriptionLocalizations: { de: "Wie" },
            choices: [
              { name: "Merry", nameLocalizations: { de: "Heiter" }, value: "merry" },
              { name: "Grim", value: "grim" },
            ],
          },
          { type: ApplicationCommandOptionType.String, name: "text", description: "What" },
        ],
        contexts: [
          InteractionContextType.Guild,
          InteractionContextType.BotDM,
          InteractionContextType.PrivateChannel,
        ],
        integrationTypes: [
          ApplicationIntegrationType.GuildInstall,
          ApplicationIntegrationType.UserInstall,
        ],
      },
      { name: "Quote", type: ApplicationCommandType.Message },
    ]);
  }
}

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused().toLowerCase();
    const fitting = characters.filter((name) => name.toLowerCase().includes(typed));
    await interaction.respond(fitting.map((name) => ({ name, value: name })));
  } else if (interaction.isChatInputCommand()) {
    if (interaction.commandName === "note") await interaction.showModal(noteForm());
    else if (interaction.commandName === "chat" || interaction.commandName === "talk")
      await interaction.reply({ content: "How shall it go on?", components: controls() });
    else if (interaction.commandName === "portrait")
      await interaction.reply(interaction.options.getAttachment("picture")?.name ?? "No picture.");
    else if (interaction.commandName === "import") {
      const card = interaction.options.getAttachment("card", true);
      const text = await (await fetch(card.url)).text();
      await interaction.reply(`${card.name} says: ${text}`);
    } else if (interaction.options.getSubcommand() === "list")
      await interaction.reply({ content: characters.join(", "), flags: MessageFlags.Ephemeral });
    else {
      await interaction.deferReply({ flags: MessageFlags.Ephemeral });
      await interaction.editReply(`${interaction.options.getString("name", true)} sits down.`);
    }
  } else if (interaction.isModalSubmit())
    await interaction.reply(`Noted: ${interaction.fields.getTextInputValue("text")}`);
  else if (interaction.isButton())
    await interaction.update({ content: "Once more.", components: [] });
  else if (interaction.isStringSelectMenu())
    await interaction.update({ content: `Mood: ${interaction.values.join()}`, components: [] });
  else if (interaction.isMessageContextMenuCommand())
    await interaction.reply({
      content: `> ${interaction.targetMessage.content}`,
      flags: MessageFlags.Ephemeral,
    });
}

function noteForm(): ModalBuilder {
  const text = new TextInputBuilder()
    .setCustomId("text")
    .setLabel("Your note")
    .setStyle(TextInputStyle.Paragraph);
  return new ModalBuilder()
    .setCustomId("note")
    .setTitle("Leave a note")
    .addComponents(new ActionRowBuilder<TextInputBuilder>().addComponents(text));
}

function controls() {
  const again = new ButtonBuilder()
    .setCustomId("again")
    .setLabel("Again")
    .setStyle(ButtonStyle.Primary);
  const moods = new StringSelectMenuBuilder()
    .setCustomId("mood")
    .setPlaceholder("Choose a mood")
    .addOptions({ label: "Merry", value: "merry" }, { label: "Grim", value: "grim" });
  return [
    new ActionRowBuilder<ButtonBuilder>().addComponents(again),
    new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(moods),
  ];
}
