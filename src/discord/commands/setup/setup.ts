import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { AnswerMode } from "../../../conversation/ports.ts";
import { textsFor } from "../../texts/texts.ts";
import { characterOption, completeCharacter, requireCharacter } from "../character-option.ts";
import type { Command } from "../command.ts";
import { memberName } from "../member-name.ts";
import { modelUser } from "../model/model-user.ts";
import { postQuestion } from "./post-question.ts";
import { deedOf, type SetupWish, setUp } from "./set-up.ts";
import { setupPanel } from "./setup-panel.ts";
import { lookAtSetup } from "./setup-state.ts";

const answers = ["addressed", "always"] as const satisfies readonly AnswerMode[];

/**
 * Takes a new admin from the invitation to the first reply: says what is there, what is missing and how to mend it, and
 * does the rest when it is told to.
 */
export const setup: Command = {
  tier: "server-manager",
  options: [
    { ...characterOption, required: false },
    { type: ApplicationCommandOptionType.String, name: "answer", choices: answers },
    { type: ApplicationCommandOptionType.Boolean, name: "test" },
  ],
  complete: (interaction, { library }) =>
    completeCharacter(interaction.options.getFocused(), library, interaction),
  async run(interaction, services) {
    const { options, channelId, guildId, user } = interaction;
    const texts = textsFor(interaction);
    const given = options.getString("character");
    const wish: SetupWish = {
      characterId: given === null ? null : requireCharacter(given, services.library).id,
      answer: answers.find((answer) => answer === options.getString("answer")) ?? null,
      test: options.getBoolean("test") ?? false,
    };
    const person = {
      deedId: interaction.id,
      channelId,
      guildId,
      userId: user.id,
      userName: memberName(interaction),
      post: (name: string, text: string) => postQuestion(interaction, { channelId, name, text }),
    };
    const notice = await setUp(wish, person, services, texts);
    const state = await lookAtSetup(interaction, modelUser(interaction), services);
    return { ...setupPanel(state, texts, notice), ...deedOf(wish, services.library) };
  },
};
