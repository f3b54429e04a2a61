import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { Command } from "../command.ts";
import { memberName } from "../member-name.ts";
import { placeOf } from "./book-option.ts";
import { testAnswer } from "./test-answer.ts";

/** Says which entries the next reply would see, and why. */
export const testLore: Command = {
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: "text",
      required: true,
      max_length: 2000,
    },
  ],
  run(interaction, { lore }) {
    const text = interaction.options.getString("text", true);
    const result = lore.test(placeOf(interaction), {
      personId: interaction.user.id,
      by: memberName(interaction),
      text,
    });
    return Promise.resolve(testAnswer(result, interaction));
  },
};
