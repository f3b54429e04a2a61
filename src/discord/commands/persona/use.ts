import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { completePersona, personaOption, scopeOf, scopeOption } from "./persona-option.ts";

/** Makes the person one of their personas. */
export const usePersona: Command = {
  options: [personaOption, scopeOption],
  complete: completePersona,
  run(interaction, { personas }) {
    const { user, guildId, options } = interaction;
    const scope = scopeOf(options.getString("where"), interaction);
    const { name } = personas.use(user.id, options.getString("persona", true), scope, guildId);
    return Promise.resolve({
      content: textsFor(interaction).persona.used({ name, where: scope.kind }),
    });
  },
};
