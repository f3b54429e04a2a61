import { PermissionFlagsBits } from "discord.js";
import type { CharacterProblem } from "../../../conversation/ports.ts";
import type { Character } from "../../../roleplay/character/character.ts";
import { saidRemark } from "../../texts/remark-text.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { shorten } from "../rank-choices.ts";

/** Discord's limit for an embed's description. */
const longestDescription = 4096;

/** Who there is to talk to and, for people who manage the server, which cards could not be read. */
export const listCharacters: Command = {
  options: [],
  run(interaction, { chat, library }) {
    const current = chat.conversationOf(interaction.channelId);
    const here =
      current?.conversation.status === "active" ? current.conversation.characterId : null;
    const { character: texts } = textsFor(interaction);
    const characters = library.list();
    const lines = characters.map((character) =>
      lineOf(character, character.id === here ? ` (${texts.isHere})` : ""),
    );
    const description =
      lines.length === 0 ? texts.none : shorten(lines.join("\n"), longestDescription);
    const embeds = [{ title: texts.title({ count: characters.length }), description }];
    const mayManage = interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false;
    const problems = mayManage ? library.problems() : [];
    if (problems.length > 0)
      embeds.push({ title: texts.unreadable, description: problemLines(problems, interaction) });
    return Promise.resolve({ embeds });
  },
};

function lineOf(character: Character, mark: string): string {
  const tags = character.tags.slice(0, 4).join(", ");
  return `• **${character.name}**${mark}${tags === "" ? "" : `: ${tags}`}`;
}

function problemLines(
  problems: readonly CharacterProblem[],
  reader: { readonly locale: string },
): string {
  const lines = problems.map(({ file, what }) => `• \`${file}\`: ${saidRemark(what, reader)}`);
  return shorten(lines.join("\n"), 1500);
}
