import type { ChatInputCommandInteraction } from "discord.js";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { AnswerMode } from "../../../conversation/ports.ts";
import { UserError } from "../../../lib/errors.ts";
import { isAway } from "../../away/is-away.ts";
import { errorText } from "../../texts/error-text.ts";
import { textsFor } from "../../texts/texts.ts";
import {
  characterOption,
  completeCharacter,
  findCharacter,
  requireCharacter,
} from "../character-option.ts";
import type { Command, CommandServices } from "../command.ts";
import { chosenGreeting, greetingChoices } from "../greeting-option.ts";
import { requireHost } from "../may-manage.ts";
import { memberName } from "../member-name.ts";
import { completeModel, modelOption } from "../model/model-option.ts";
import { modelUser } from "../model/model-user.ts";
import { takeModel } from "../model/use.ts";
import { howAnswered } from "./how-answered.ts";
import { ownVoiceLines } from "./own-voice.ts";
import { requireVoice } from "./require-voice.ts";
import { openSceneThread, postScenario, scenePlaces } from "./scene-place.ts";

const answerModes = ["addressed", "always"] as const satisfies readonly AnswerMode[];

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
      choices: answerModes,
    },
    {
      type: ApplicationCommandOptionType.String,
      name: "place",
      choices: scenePlaces,
    },
    { ...modelOption, required: false },
  ],
  complete(interaction, { library, models }) {
    const focused = interaction.options.getFocused(true);
    if (focused.name === "model")
      return completeModel(focused.value, {
        files: models.files(),
        current: models.answering(interaction.channelId),
        texts: textsFor(interaction).model,
      });
    if (focused.name === "character") return completeCharacter(focused.value, library, interaction);
    const character = findCharacter(interaction.options.getString("character") ?? "", library);
    return character === undefined
      ? []
      : greetingChoices(focused.value, character, {
          user: memberName(interaction),
          texts: textsFor(interaction),
          group: null,
        });
  },
  async run(interaction, services) {
    const { chat, library, models, settings, webhookTrouble } = services;
    const model = interaction.options.getString("model");
    if (model !== null) models.requireChoice(modelUser(interaction), "channel");
    const character = requireCharacter(interaction.options.getString("character", true), library);
    const given = interaction.options.getString("greeting");
    const greeting = given === null ? 0 : chosenGreeting(given, character, textsFor(interaction));
    const wanted = interaction.options.getString("place");
    const place = scenePlaces.find((each) => each === wanted) ?? "here";
    if (place === "here") requireHost(interaction, chat);
    requireVoice(interaction);
    const before =
      place === "here" ? chat.conversationOf(interaction.channelId)?.conversation : undefined;
    const scenario =
      place === "here" && before === undefined ? await postScenario(interaction) : {};
    const thread =
      place === "here" ? null : await openSceneThread(interaction, place, character.name);
    const channelId = thread?.id ?? interaction.channelId;
    const asked = interaction.options.getString("answer");
    // A thread of its own is for this chat alone.
    const answer =
      answerModes.find((mode) => mode === asked) ??
      (thread === null ? (before?.answer ?? "addressed") : "always");
    const { fresh } = await chat.start({
      channelId,
      ...scenario,
      guildId: interaction.guildId,
      characterId: character.id,
      greeting,
      answer,
      sinceId: interaction.id,
      hostId: interaction.user.id,
      hostName: memberName(interaction),
    });
    const trouble = interaction.guildId === null ? null : await webhookTrouble(channelId);
    const { chat: said } = textsFor(interaction);
    const { name } = character;
    const how = howAnswered(
      { answer, isDirect: interaction.guildId === null },
      settings.at(channelId).values,
      said,
    );
    const hint = how === null ? [] : [how];
    const chosen =
      model === null ? [] : [await chosenModel(interaction, channelId, model, services)];
    if (thread !== null) {
      const there = said.startedIn({ character: name, thread: `<#${thread.id}>` });
      return {
        content: [there, ...hint, ...chosen].join("\n"),
        deed: { kind: "in-thread", character: name, threadId: thread.id },
      };
    }
    const isGuest = isAway(interaction);
    const away = isGuest ? [`-# ${said.onlyTalk}`] : [];
    const lines = [fresh ? said.started({ character: name }) : said.resumed({ character: name })];
    if (!isGuest) lines.push(...hint);
    lines.push(...ownVoiceLines(trouble, said));
    return { content: [...lines, ...chosen, ...away].join("\n"), deed: name };
  },
};

/** What to say of the model that the new chat was to have. A chat whose model can't be loaded goes on with the one there. */
async function chosenModel(
  interaction: ChatInputCommandInteraction,
  channelId: string,
  model: string,
  services: CommandServices,
): Promise<string> {
  const user = { ...modelUser(interaction), channelId };
  try {
    return await takeModel(interaction, { user, model, scope: "channel" }, services);
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    return `⚠ ${errorText(thrown, interaction)}`;
  }
}
