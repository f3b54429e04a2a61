import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { textsFor } from "../../texts/texts.ts";
import {
  characterOption,
  completeCharacter,
  findCharacter,
  requireCharacter,
} from "../character-option.ts";
import { howAnswered } from "../chat/how-answered.ts";
import { ownVoiceLines } from "../chat/own-voice.ts";
import { requireVoice } from "../chat/require-voice.ts";
import type { Command } from "../command.ts";
import { chosenGreeting, greetingChoices } from "../greeting-option.ts";
import { requireHost } from "../may-manage.ts";
import { memberName } from "../member-name.ts";

/** Brings one more character into the chat, or the first one into the channel. */
export const addCharacter: Command = {
  tier: "host",
  options: [
    characterOption,
    { type: ApplicationCommandOptionType.String, name: "greeting", autocomplete: true },
  ],
  complete(interaction, { library, cast }) {
    const focused = interaction.options.getFocused(true);
    if (focused.name === "character") return completeCharacter(focused.value, library, interaction);
    const character = findCharacter(interaction.options.getString("character") ?? "", library);
    return character === undefined
      ? []
      : greetingChoices(focused.value, character, {
          user: memberName(interaction),
          texts: textsFor(interaction),
          group: cast.members(interaction.channelId).map((member) => member.character),
        });
  },
  async run(interaction, { chat, cast, library, settings, webhookTrouble }) {
    const { channelId, guildId, user, options } = interaction;
    const texts = textsFor(interaction);
    const character = requireCharacter(options.getString("character", true), library);
    const given = options.getString("greeting");
    const greeting = given === null ? undefined : chosenGreeting(given, character, texts);
    requireHost(interaction, chat);
    requireVoice(interaction);
    const person = { starterId: user.id, hostName: memberName(interaction) };
    const entrance = { characterId: character.id, ...person };
    const { name } = character;
    if (chat.conversationOf(channelId)?.conversation.status === "active") {
      const { cast: now } = cast.add(channelId, { ...entrance, greeting });
      return {
        content: texts.character.joined({ character: name, others: now.length }),
        deed: name,
      };
    }
    const scene = { channelId, guildId, hostId: user.id, sinceId: interaction.id };
    const first = greeting === undefined ? 0 : greeting;
    await chat.start({ ...entrance, ...scene, greeting: first, answer: "addressed" });
    const isDirect = guildId === null;
    const how = howAnswered(
      { answer: "addressed", isDirect },
      settings.at(channelId).values,
      texts.chat,
    );
    const trouble = isDirect ? null : await webhookTrouble(channelId);
    const lines = [
      texts.chat.started({ character: name }),
      ...(how === null ? [] : [how]),
      ...ownVoiceLines(trouble, texts.chat),
    ];
    return { content: lines.join("\n"), deed: name };
  },
};
