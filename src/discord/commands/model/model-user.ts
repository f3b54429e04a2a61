import type { Interaction } from "discord.js";
import type { ModelScope, ModelUser } from "../../../conversation/models/model-service.ts";

/** Who used a command, as rights over models need it. */
export function modelUser(
  interaction: Pick<Interaction, "user" | "member" | "guildId" | "channelId">,
): ModelUser {
  return {
    userId: interaction.user.id,
    roleIds: rolesOf(interaction.member),
    // Whatever somebody uses is in a channel.
    channelId: interaction.channelId ?? "",
    guildId: interaction.guildId,
  };
}

export function scopeOf(given: string | null): ModelScope {
  return given === "server" || given === "bot" ? given : "channel";
}

function rolesOf(member: Interaction["member"]): readonly string[] {
  if (member === null) return [];
  return Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
}
