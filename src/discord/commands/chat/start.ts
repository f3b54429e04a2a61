import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { AnswerMode } from "../../../conversation/ports.ts";
import { isAway } from "../../away/is-away.ts";
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
import { openSceneThread, postScenario, scenePlaces } from "./scene-place.ts";

/** A thread of its own is for this chat alone. */
function answerMode(given: string | null, ownThread: boolean): AnswerMode {
  return given === "always" || (given === null && ownThread) ? "always" : "addressed";
}

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
    {
      type: ApplicationCommandOptionType.String,
      name: "place",
      choices: scenePlaces,
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
    const chosen = interaction.options.getString("place");
    const place = scenePlaces.find((each) => each === chosen) ?? "here";
    if (place === "here") requireHost(interaction, chat);
    requireVoice(interaction);
    const isNew = chat.conversationOf(interaction.channelId) === undefined;
    const scenario = place === "here" && isNew ? await postScenario(interaction) : undefined;
    const thread =
      place === "here" ? null : await openSceneThread(interaction, place, character.name);
    const channelId = thread?.id ?? interaction.channelId;
    const { fresh } = await chat.start({
      channelId,
      ...(scenario === undefined ? {} : { scenario }),
      guildId: interaction.guildId,
      characterId: character.id,
      greeting,
      answer: answerMode(interaction.options.getString("answer"), thread !== null),
      sinceId: interaction.id,
      hostId: interaction.user.id,
      hostName: memberName(interaction),
    });
    const trouble = interaction.guildId === null ? null : await webhookTrouble(channelId);
    const { chat: said } = textsFor(interaction);
    const { name } = character;
    if (thread !== null)
      return {
        content: said.startedIn({ character: name, thread: `<#${thread.id}>` }),
        deed: `${name} in <#${thread.id}>`,
      };
    const away = isAway(interaction) ? [`-# ${said.onlyTalk}`] : [];
    const lines = [fresh ? said.started({ character: name }) : said.resumed({ character: name })];
    if (trouble !== null)
      lines.push(`-# ${said.noOwnVoice[trouble === "permission" ? "permission" : "full"]}`);
    return { content: [...lines, ...away].join("\n"), deed: name };
  },
};
