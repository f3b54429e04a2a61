import { PermissionFlagsBits } from "discord.js";
import type { CharacterProblem } from "../../../conversation/ports.ts";
import type { Character } from "../../../roleplay/character/character.ts";
import type { Command } from "../command.ts";
import { shorten } from "../rank-choices.ts";

/** Discord's limit for an embed's description. */
const longestDescription = 4096;

/** Who there is to talk to and, for people who manage the server, which cards could not be read. */
export const listCharacters: Command = {
  description: "Shows the characters you can talk to",
  options: [],
  run(interaction, { chat, library }) {
    const current = chat.conversationOf(interaction.channelId);
    const here =
      current?.conversation.status === "active" ? current.conversation.characterId : null;
    const characters = library.list();
    const lines = characters.map((character) => lineOf(character, character.id === here));
    const description =
      lines.length === 0
        ? "There is none yet. Put a character card (PNG or JSON) into the characters folder."
        : shorten(lines.join("\n"), longestDescription);
    const embeds = [{ title: `Characters (${characters.length})`, description }];
    const mayManage = interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false;
    const problems = mayManage ? library.problems() : [];
    if (problems.length > 0) embeds.push(problemEmbed(problems));
    return Promise.resolve({ embeds });
  },
};

function lineOf(character: Character, isHere: boolean): string {
  const tags = character.tags.slice(0, 4).join(", ");
  return `• **${character.name}**${isHere ? " (here)" : ""}${tags === "" ? "" : `: ${tags}`}`;
}

function problemEmbed(problems: readonly CharacterProblem[]) {
  const lines = problems.map(({ file, message }) => `• \`${file}\`: ${message}`);
  return {
    title: "Cards that could not be read",
    description: shorten(lines.join("\n"), 1500),
  };
}
