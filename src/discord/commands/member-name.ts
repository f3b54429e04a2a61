import { GuildMember, type Interaction } from "discord.js";

/** How the person who used something is called here: server nickname, display name or username. */
export function memberName({ member, user }: Pick<Interaction, "member" | "user">): string {
  if (member instanceof GuildMember) return member.displayName;
  return member?.nick ?? user.displayName;
}
