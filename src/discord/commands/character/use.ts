import { UserError } from "../../../lib/errors.ts";
import { textsFor } from "../../texts/texts.ts";
import { characterOption, completeCharacter, requireCharacter } from "../character-option.ts";
import type { Command } from "../command.ts";
import { requireHost } from "../may-manage.ts";

/** Lets the conversation go on with another character, who remembers what was said. */
export const useCharacter: Command = {
  tier: "host",
  options: [characterOption],
  complete: (interaction, { library }) =>
    completeCharacter(interaction.options.getFocused(), library, interaction),
  run(interaction, { chat, library }) {
    const character = requireCharacter(interaction.options.getString("character", true), library);
    if (chat.conversationOf(interaction.channelId) === undefined)
      throw new UserError(
        "no-conversation",
        "There is no chat in this channel yet. Start one with `/chat start`.",
      );
    requireHost(interaction, chat);
    chat.use(interaction.channelId, character.id);
    return Promise.resolve({
      content: textsFor(interaction).character.takesOver({ character: character.name }),
      deed: character.name,
    });
  },
};
