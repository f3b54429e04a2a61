import { type ChatInputCommandInteraction, PermissionFlagsBits } from "discord.js";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { AnswerMode } from "../../../conversation/ports.ts";
import { UserError } from "../../../lib/errors.ts";
import type { Character } from "../../../roleplay/character/character.ts";
import type { WebhookTrouble } from "../../webhooks/channel-webhooks.ts";
import {
  characterOption,
  completeCharacter,
  findCharacter,
  requireCharacter,
} from "../character-option.ts";
import type { Command } from "../command.ts";
import { requireHost } from "../may-manage.ts";
import { memberName } from "../member-name.ts";
import { type Choice, rankChoices, shorten } from "../rank-choices.ts";

const noGreeting: Choice = { name: "No greeting", value: "none" };

/** Brings a character into the channel, with a greeting when nothing has been said yet. */
export const startChat: Command = {
  description: "Starts a chat with a character in this channel",
  options: [
    { ...characterOption, description: "Whom to talk to" },
    {
      type: ApplicationCommandOptionType.String,
      name: "greeting",
      description: "How the character greets; the first greeting when left out",
      autocomplete: true,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: "answer",
      description: "What gets an answer; only what addresses the character when left out",
      choices: [
        { name: "when addressed", value: "addressed" satisfies AnswerMode },
        { name: "every message", value: "always" satisfies AnswerMode },
      ],
    },
  ],
  complete(interaction, { library }) {
    const focused = interaction.options.getFocused(true);
    if (focused.name === "character") return completeCharacter(focused.value, library);
    const character = findCharacter(interaction.options.getString("character") ?? "", library);
    return character === undefined ? [] : greetingChoices(focused.value, character);
  },
  async run(interaction, { chat, library, webhookTrouble }) {
    const character = requireCharacter(interaction.options.getString("character", true), library);
    const greeting = chosenGreeting(interaction.options.getString("greeting"), character);
    requireHost(interaction, chat);
    requireVoice(interaction);
    const { fresh } = await chat.start({
      channelId: interaction.channelId,
      guildId: interaction.guildId,
      characterId: character.id,
      greeting,
      answer: interaction.options.getString("answer") === "always" ? "always" : "addressed",
      sinceId: interaction.id,
      hostId: interaction.user.id,
      hostName: memberName(interaction),
    });
    const trouble =
      interaction.guildId === null ? null : await webhookTrouble(interaction.channelId);
    return {
      content: [
        fresh
          ? `**${character.name}** is here.`
          : `**${character.name}** is here, and the chat goes on where it was. \`/chat reset\` starts afresh.`,
        ...(trouble === null ? [] : [troubleHint(trouble)]),
      ].join("\n"),
    };
  },
};

function greetingChoices(typed: string, character: Character): readonly Choice[] {
  const greetings = [character.firstMessage, ...character.alternateGreetings];
  const choices = greetings.map((text, index) => ({
    name: shorten(`${index + 1}: ${text.replace(/\s+/g, " ").trim()}`, 100),
    value: String(index + 1),
  }));
  return rankChoices(typed, [...choices, noGreeting]);
}

/** Index of the greeting; null for none. */
function chosenGreeting(given: string | null, character: Character): number | null {
  if (given === null) return 0;
  const typed = given.trim().toLowerCase();
  if (typed === noGreeting.value || typed === noGreeting.name.toLowerCase()) return null;
  const number = /^\d{1,4}$/.test(typed) ? Number(typed) : 0;
  const count = 1 + character.alternateGreetings.length;
  if (number >= 1 && number <= count) return number - 1;
  throw new UserError(
    "no-such-greeting",
    `${character.name} has no such greeting. Choose one of the list, a number from 1 to ${count}, or \`none\`.`,
  );
}

/** Says so before anything is generated that could not be shown. */
function requireVoice({ guildId, channel, appPermissions }: ChatInputCommandInteraction): void {
  if (guildId === null) return;
  const inThread = channel?.isThread() ?? false;
  const needed = [
    { name: "View Channel", flag: PermissionFlagsBits.ViewChannel },
    inThread
      ? { name: "Send Messages in Threads", flag: PermissionFlagsBits.SendMessagesInThreads }
      : { name: "Send Messages", flag: PermissionFlagsBits.SendMessages },
  ];
  const missing = needed.filter(({ flag }) => !appPermissions.has(flag));
  if (missing.length > 0)
    throw new UserError(
      "bot-may-not-write",
      `I may not write in this channel. Please give me: ${missing.map(({ name }) => `"${name}"`).join(" and ")}.`,
    );
}

function troubleHint(trouble: WebhookTrouble): string {
  const remedy =
    trouble === "permission"
      ? 'give me "Manage Webhooks" in this channel'
      : "delete one of this channel's 15 webhooks";
  return `-# Here the character speaks under my name. For its own name and picture, ${remedy}.`;
}
