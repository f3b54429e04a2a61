import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { modelUser } from "./model-user.ts";

/** Lets the members of a role choose models on this server. */
export const modelRole: Command = {
  options: [{ type: ApplicationCommandOptionType.Role, name: "role" }],
  run(interaction, { models }) {
    const { model: texts } = textsFor(interaction);
    const role = interaction.options.getRole("role");
    models.delegate(modelUser(interaction), role?.id ?? null);
    return Promise.resolve({
      content:
        role === null ? texts.delegatedToNobody : texts.delegated({ role: `<@&${role.id}>` }),
    });
  },
};
