import type { ClientApplication, Interaction } from "discord.js";
import { ApplicationCommandOptionType, ApplicationIntegrationType } from "discord-api-types/v10";
import type { SettingsReader } from "../../../conversation/settings/settings-desk.ts";
import { isAway } from "../../away/is-away.ts";
import { isDelegate } from "../../client/lend-rights.ts";
import { inviteLink, userInstallLink } from "../../invite-link.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { rankChoices } from "../rank-choices.ts";
import { helpOverview, helpTopic, topicsFor } from "./help-embeds.ts";

function personOf(interaction: Interaction, settings: Pick<SettingsReader, "ofGuild">) {
  const away = isAway(interaction);
  return {
    rights: away ? null : interaction.memberPermissions,
    isAway: away,
    isDelegate: isDelegate(interaction, settings),
  };
}

/** Where the bot is got; for oneself only where whoever runs it lets people. */
function linksOf({ id, integrationTypesConfig }: ClientApplication) {
  const isForPeople = integrationTypesConfig?.[ApplicationIntegrationType.UserInstall] != null;
  return { invite: inviteLink(id), ...(isForPeople ? { install: userInstallLink(id) } : {}) };
}

/** The commands that a person may use, in their language, to be clicked. */
export const help: Command = {
  options: [{ type: ApplicationCommandOptionType.String, name: "topic", autocomplete: true }],
  complete: (interaction, { commands, settings }) =>
    rankChoices(
      interaction.options.getFocused(),
      topicsFor(commands.roots, personOf(interaction, settings)).map(({ name }) => ({
        name: `/${name}: ${textsFor(interaction)[name].command.description}`,
        value: name,
      })),
    ),
  run(interaction, { commands, settings }) {
    const { client } = interaction;
    const texts = textsFor(interaction);
    const context = { ...personOf(interaction, settings), commands, texts };
    const wanted = interaction.options.getString("topic")?.replace(/^\//, "").split(/[ :]/)[0];
    const topic = topicsFor(commands.roots, context).find(({ name }) => name === wanted);
    const embed =
      topic === undefined
        ? helpOverview({ ...context, ...linksOf(client.application) })
        : helpTopic(topic, context);
    return Promise.resolve({ embeds: [embed] });
  },
};
