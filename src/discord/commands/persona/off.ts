import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { scopeOf, scopeOption } from "./persona-option.ts";
import { stillHere } from "./still-here.ts";

/** Makes the person themselves again. */
export const personaOff: Command = {
  options: [scopeOption],
  run(interaction, { personas }) {
    const { user, guildId, options } = interaction;
    const scope = scopeOf(options.getString("where"), interaction);
    personas.off(user.id, scope, guildId);
    const off = textsFor(interaction).persona.off({ where: scope.kind });
    return Promise.resolve({
      content: [off, ...stillHere(interaction, null, personas)].join("\n"),
    });
  },
};
