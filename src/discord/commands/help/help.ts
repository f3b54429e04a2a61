import type { ClientApplication } from "discord.js";
import { ApplicationCommandOptionType, ApplicationIntegrationType } from "discord-api-types/v10";
import { inviteLink, userInstallLink } from "../../invite-link.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { rankChoices } from "../rank-choices.ts";
import { helpOverview, helpTopic, topicsFor } from "./help-embeds.ts";

/** Where the bot is got; for oneself only where whoever runs it lets people. */
function linksOf({ id, integrationTypesConfig }: ClientApplication) {
  const isForPeople = integrationTypesConfig?.[ApplicationIntegrationType.UserInstall] != null;
  return { invite: inviteLink(id), ...(isForPeople ? { install: userInstallLink(id) } : {}) };
}

/** The commands that a person may use, in their language, to be clicked. */
export const help: Command = {
  options: [{ type: ApplicationCommandOptionType.String, name: "topic", autocomplete: true }],
  complete: (interaction, { commands }) =>
    rankChoices(
      interaction.options.getFocused(),
      topicsFor(commands.roots, interaction.memberPermissions).map(({ name }) => ({
        name: `/${name}: ${textsFor(interaction)[name].command.description}`,
        value: name,
      })),
    ),
  run(interaction, { commands }) {
    const texts = textsFor(interaction);
    const { memberPermissions: rights, client } = interaction;
    const wanted = interaction.options.getString("topic")?.replace(/^\//, "").split(/[ :]/)[0];
    const topic = topicsFor(commands.roots, rights).find(({ name }) => name === wanted);
    const embed =
      topic === undefined
        ? helpOverview({ commands, rights, texts, ...linksOf(client.application) })
        : helpTopic(topic, { commands, rights, texts });
    return Promise.resolve({ embeds: [embed] });
  },
};
