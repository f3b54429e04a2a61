import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { rankChoices } from "../rank-choices.ts";
import { personaPlace, requireServer } from "./persona-option.ts";

/** Lets the bot say the person's messages again in a persona's name. */
export const autoproxyPersona: Command = {
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: "mode",
      required: true,
      autocomplete: true,
    },
  ],
  complete(interaction, { personas }) {
    const { modes } = textsFor(interaction).persona;
    const own = personas.overview(interaction.user.id, personaPlace(interaction)).personas;
    return rankChoices(interaction.options.getFocused(), [
      { name: modes.off, value: "off" },
      { name: modes.latch, value: "latch" },
      ...own.map(({ id, name }) => ({ name, value: id })),
    ]);
  },
  run(interaction, { personas }) {
    const mode = interaction.options.getString("mode", true);
    const guildId = requireServer(interaction.guildId);
    const persona = personas.autoproxy(interaction.user.id, guildId, mode);
    const texts = textsFor(interaction).persona;
    if (persona !== null)
      return Promise.resolve({ content: texts.autoproxySet({ name: persona.name }) });
    return Promise.resolve({ content: mode === "off" ? texts.autoproxyOffNow : texts.latchSet });
  },
};
