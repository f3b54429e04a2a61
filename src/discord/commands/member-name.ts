import { type ChatInputCommandInteraction, GuildMember } from "discord.js";

/** How the person who used the command is called here: server nickname, display name or username. */
export function memberName({ member, user }: ChatInputCommandInteraction): string {
  if (member instanceof GuildMember) return member.displayName;
  return member?.nick ?? user.displayName;
}
