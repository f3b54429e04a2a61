import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { completePersona, personaOption, scopeOf, scopeOption } from "./persona-option.ts";
import { stillHere } from "./still-here.ts";

/** Makes the person one of their personas. */
export const usePersona: Command = {
  options: [personaOption, scopeOption],
  complete: completePersona,
  run(interaction, { personas }) {
    const { user, guildId, options } = interaction;
    const scope = scopeOf(options.getString("where"), interaction);
    const given = options.getString("persona", true);
    const { id, name } = personas.use(user.id, given, scope, guildId);
    const used = textsFor(interaction).persona.used({ name, where: scope.kind });
    return Promise.resolve({
      content: [used, ...stillHere(interaction, id, personas)].join("\n"),
    });
  },
};
