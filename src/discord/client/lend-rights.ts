import {
  type Client,
  type Interaction,
  PermissionFlagsBits,
  PermissionsBitField,
} from "discord.js";
import type { SettingsReader } from "../../conversation/settings/settings-desk.ts";
import { rolesOf } from "../components/person.ts";

/** Whether somebody has a role that the server's settings name to manage characters. */
export function isDelegate(
  { guild, member }: Pick<Interaction, "guild" | "member">,
  settings: Pick<SettingsReader, "ofGuild">,
): boolean {
  // Of a server in which the bot is no member there are no settings.
  if (guild === null) return false;
  const { managers } = settings.ofGuild(guild.id).values;
  return managers.length > 0 && rolesOf(member).some((id) => managers.includes(id));
}

/**
 * From now on, members of the roles that a server's settings name count as people with "Manage Channels" in whatever they
 * use of the bot. To be called before whoever else hears of interactions. Returns how to stop.
 */
export function lendRights(client: Client, settings: Pick<SettingsReader, "ofGuild">): () => void {
  const onInteraction = (interaction: Interaction) => {
    const { memberPermissions: own } = interaction;
    if (own === null || !isDelegate(interaction, settings)) return;
    const lent = own.bitfield | PermissionFlagsBits.ManageChannels;
    interaction.memberPermissions = new PermissionsBitField(lent).freeze();
  };
  client.on("interactionCreate", onInteraction);
  return () => client.off("interactionCreate", onInteraction);
}
