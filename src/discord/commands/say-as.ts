import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { textsFor } from "../texts/texts.ts";
import { completeMember, requireMember } from "./character/member-option.ts";
import { characterOption } from "./character-option.ts";
import { requireVoice } from "./chat/require-voice.ts";
import type { Command } from "./command.ts";
import { requireKeeper } from "./may-manage.ts";

/** Says something as a character, who remembers it as its own words. */
export const sayAs: Command = {
  tier: "host",
  options: [
    characterOption,
    {
      type: ApplicationCommandOptionType.String,
      name: "text",
      required: true,
      max_length: 2000,
    },
  ],
  complete: completeMember,
  run(interaction, services) {
    requireKeeper(interaction, services.chat);
    requireVoice(interaction);
    const { id, name } = requireMember(interaction, services);
    services.cast.sayAs(interaction.channelId, {
      hostId: interaction.user.id,
      characterId: id,
      text: interaction.options.getString("text", true),
    });
    return Promise.resolve({
      content: textsFor(interaction)["say-as"].said({ character: name }),
      deed: name,
    });
  },
};
