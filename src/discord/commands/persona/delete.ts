import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { completePersona, personaOption } from "./persona-option.ts";

/** Takes a persona away. What was said as it keeps its name. */
export const deletePersona: Command = {
  options: [personaOption],
  complete: completePersona,
  run(interaction, { personas }) {
    const given = interaction.options.getString("persona", true);
    const { name, description } = personas.remove(interaction.user.id, given);
    const file = { name: "persona.txt", bytes: Buffer.from(description) };
    return Promise.resolve({
      content: textsFor(interaction).persona.deleted({ name }),
      // Whoever deleted it by mistake has its description still.
      ...(description === "" ? {} : { files: [file] }),
    });
  },
};
