import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { CardFormat } from "../../../roleplay/character/write-card.ts";
import { characterOption, completeCharacter, requireCharacter } from "../character-option.ts";
import type { Command } from "../command.ts";
import { requireServerManager } from "../may-manage.ts";

const formats: readonly { readonly name: string; readonly value: CardFormat }[] = [
  { name: "PNG picture with the card in it", value: "png" },
  { name: "JSON, version 3", value: "v3" },
  { name: "JSON, version 2", value: "v2" },
  { name: "CHARX archive", value: "charx" },
];

/** Hands a card out as a file. */
export const exportCharacter: Command = {
  description: "Gives you a character's card as a file",
  options: [
    characterOption,
    {
      type: ApplicationCommandOptionType.String,
      name: "format",
      description: "As which kind of file; PNG when left out",
      choices: [...formats],
    },
  ],
  complete: (interaction, { library }) =>
    completeCharacter(interaction.options.getFocused(), library),
  async run(interaction, { library, cards }) {
    requireServerManager(interaction, "take cards out");
    const character = requireCharacter(interaction.options.getString("character", true), library);
    const wanted = interaction.options.getString("format");
    const format = formats.find(({ value }) => value === wanted)?.value ?? "png";
    const { fileName, bytes } = await cards.export(character.id, format);
    return {
      content: `Here is **${character.name}**.`,
      files: [{ name: fileName, bytes }],
    };
  },
};
