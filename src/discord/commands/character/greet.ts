import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { UserError } from "../../../lib/errors.ts";
import { textsFor } from "../../texts/texts.ts";
import { characterOption, findCharacter } from "../character-option.ts";
import { requireVoice } from "../chat/require-voice.ts";
import type { Command } from "../command.ts";
import { chosenGreeting, greetingChoices } from "../greeting-option.ts";
import { requireHost } from "../may-manage.ts";
import { memberName } from "../member-name.ts";
import { completeMember, requireMember } from "./member-option.ts";

/** Lets a character of the chat say one of its greetings now. */
export const greetCharacter: Command = {
  tier: "host",
  options: [
    characterOption,
    { type: ApplicationCommandOptionType.String, name: "greeting", autocomplete: true },
  ],
  complete(interaction, services) {
    const focused = interaction.options.getFocused(true);
    if (focused.name === "character") return completeMember(interaction, services);
    const given = interaction.options.getString("character") ?? "";
    const character = findCharacter(given, services.library);
    return character === undefined
      ? []
      : greetingChoices(focused.value, character, {
          user: memberName(interaction),
          texts: textsFor(interaction),
          group: services.cast.members(interaction.channelId).map((member) => member.character),
        });
  },
  run(interaction, services) {
    const texts = textsFor(interaction);
    const character = requireMember(interaction, services);
    const given = interaction.options.getString("greeting") ?? "1";
    const greeting = chosenGreeting(given, character, texts);
    if (greeting === null)
      throw new UserError("text-empty", "Choose a greeting, or leave it out for the first.");
    requireHost(interaction, services.chat);
    requireVoice(interaction);
    const person = { starterId: interaction.user.id, hostName: memberName(interaction) };
    const entrance = { characterId: character.id, greeting, ...person };
    services.cast.greet(interaction.channelId, entrance);
    return Promise.resolve({
      content: texts.character.greets({ character: character.name }),
      deed: character.name,
    });
  },
};
