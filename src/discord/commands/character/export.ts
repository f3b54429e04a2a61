import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { CardFormat } from "../../../roleplay/character/write-card.ts";
import { textsFor } from "../../texts/texts.ts";
import { characterOption, completeCharacter, requireCharacter } from "../character-option.ts";
import type { Command } from "../command.ts";

const formats: readonly CardFormat[] = ["png", "v3", "v2", "charx"];

/** Hands a card out as a file. */
export const exportCharacter: Command = {
  tier: "manager",
  options: [
    characterOption,
    {
      type: ApplicationCommandOptionType.String,
      name: "format",
      choices: formats,
    },
  ],
  complete: (interaction, { library }) =>
    completeCharacter(interaction.options.getFocused(), library, interaction),
  async run(interaction, { library, cards }) {
    const character = requireCharacter(interaction.options.getString("character", true), library);
    const wanted = interaction.options.getString("format");
    const format = formats.find((value) => value === wanted) ?? "png";
    const { fileName, bytes } = await cards.export(character.id, format);
    return {
      content: textsFor(interaction).character.exported({ character: character.name }),
      files: [{ name: fileName, bytes }],
    };
  },
};
