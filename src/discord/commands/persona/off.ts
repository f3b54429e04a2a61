import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { scopeOf, scopeOption } from "./persona-option.ts";

/** Makes the person themselves again. */
export const personaOff: Command = {
  options: [scopeOption],
  run(interaction, { personas }) {
    const { user, guildId, options } = interaction;
    const scope = scopeOf(options.getString("where"), interaction);
    personas.off(user.id, scope, guildId);
    return Promise.resolve({ content: textsFor(interaction).persona.off({ where: scope.kind }) });
  },
};
