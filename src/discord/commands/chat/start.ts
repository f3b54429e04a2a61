import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { AnswerMode } from "../../../conversation/ports.ts";
import { UserError } from "../../../lib/errors.ts";
import type { Character } from "../../../roleplay/character/character.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
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
import { requireVoice } from "./require-voice.ts";

const noGreeting = "none";

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
    const greeting = chosenGreeting(
      interaction.options.getString("greeting"),
      character,
      textsFor(interaction),
    );
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

function greetingChoices(
  typed: string,
  character: Character,
  { chat }: Pick<Texts, "chat">,
): readonly Choice[] {
  const greetings = [character.firstMessage, ...character.alternateGreetings];
  const choices = greetings.map((text, index) => ({
    name: shorten(`${index + 1}: ${text.replace(/\s+/g, " ").trim()}`, 100),
    value: String(index + 1),
  }));
  return rankChoices(typed, [...choices, { name: chat.noGreeting, value: noGreeting }]);
}

/** Index of the greeting; null for none. */
function chosenGreeting(
  given: string | null,
  character: Character,
  { chat }: Pick<Texts, "chat">,
): number | null {
  if (given === null) return 0;
  const typed = given.trim().toLowerCase();
  if (typed === noGreeting || typed === chat.noGreeting.toLowerCase()) return null;
  const number = /^\d{1,4}$/.test(typed) ? Number(typed) : 0;
  const count = 1 + character.alternateGreetings.length;
  if (number >= 1 && number <= count) return number - 1;
  throw new UserError(
    "no-such-greeting",
    `${character.name} has no such greeting. Choose one of the list, a number from 1 to ${count}, or \`none\`.`,
    { values: { character: character.name, count } },
  );
}
