import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { AnswerMode } from "../../../conversation/ports.ts";
import { textsFor } from "../../texts/texts.ts";
import {
  characterOption,
  completeCharacter,
  findCharacter,
  requireCharacter,
} from "../character-option.ts";
import type { Command } from "../command.ts";
import { chosenGreeting, greetingChoices } from "../greeting-option.ts";
import { requireHost } from "../may-manage.ts";
import { memberName } from "../member-name.ts";
import { requireVoice } from "./require-voice.ts";

/** Brings a character into the channel, with a greeting when nothing has been said yet. */
export const startChat: Command = {
  options: [
    characterOption,
    {
      type: ApplicationCommandOptionType.String,
      name: "greeting",
      autocomplete: true,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: "answer",
      choices: ["addressed", "always"] satisfies AnswerMode[],
    },
  ],
  complete(interaction, { library }) {
    const focused = interaction.options.getFocused(true);
    if (focused.name === "character") return completeCharacter(focused.value, library);
    const character = findCharacter(interaction.options.getString("character") ?? "", library);
    return character === undefined
      ? []
      : greetingChoices(focused.value, character, textsFor(interaction));
  },
  async run(interaction, { chat, library, webhookTrouble }) {
    const character = requireCharacter(interaction.options.getString("character", true), library);
    const given = interaction.options.getString("greeting");
    const greeting = given === null ? 0 : chosenGreeting(given, character, textsFor(interaction));
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
    const { chat: said } = textsFor(interaction);
    const { name } = character;
    const lines = [fresh ? said.started({ character: name }) : said.resumed({ character: name })];
    if (trouble !== null)
      lines.push(`-# ${said.noOwnVoice[trouble === "permission" ? "permission" : "full"]}`);
    return { content: lines.join("\n") };
  },
};
