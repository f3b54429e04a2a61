import { textsFor } from "../../texts/texts.ts";
import { characterOption } from "../character-option.ts";
import type { Command } from "../command.ts";
import { requireHost } from "../may-manage.ts";
import { completeMember, requireMember } from "./member-option.ts";

/** Takes a character out of the chat; what it said stays. */
export const removeCharacter: Command = {
  tier: "host",
  options: [characterOption],
  complete: completeMember,
  run(interaction, services) {
    const { id, name } = requireMember(interaction, services);
    requireHost(interaction, services.chat);
    services.cast.remove(interaction.channelId, id);
    return Promise.resolve({
      content: textsFor(interaction).character.left({ character: name }),
      deed: name,
    });
  },
};
