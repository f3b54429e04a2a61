import type { APIEmbed, APIEmbedField } from "discord-api-types/v10";
import type { Character } from "../../../roleplay/character/character.ts";
import { characterName } from "../../../roleplay/character/character.ts";
import { expandMacros } from "../../../roleplay/character/macros.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import { characterOption, completeCharacter, requireCharacter } from "../character-option.ts";
import type { Command } from "../command.ts";
import { memberName } from "../member-name.ts";
import { shorten } from "../rank-choices.ts";

/** Discord's limits for parts of an embed. */
const longest = { title: 256, field: 1024, footer: 2048, notes: 2000 } as const;

/** One character: picture, tags, what its creator says, and how it greets. */
export const characterInfo: Command = {
  options: [characterOption],
  complete: (interaction, { library }) =>
    completeCharacter(interaction.options.getFocused(), library, interaction),
  async run(interaction, { library, avatarUrl }) {
    const character = requireCharacter(interaction.options.getString("character", true), library);
    const url = await avatarUrl(character.id);
    return {
      embeds: [
        {
          ...characterEmbed(character, memberName(interaction), textsFor(interaction)),
          ...(url === null ? {} : { thumbnail: { url } }),
        },
      ],
    };
  },
};

/** What the embed says; `user` is whom the greeting addresses. */
export function characterEmbed(
  character: Character,
  user: string,
  { character: texts }: Pick<Texts, "character">,
): APIEmbed {
  const names = { char: characterName(character), user, original: "" };
  const greeting = expandMacros(character.firstMessage, names).trim();
  const others = character.alternateGreetings.length;
  const fields: APIEmbedField[] = [];
  if (character.tags.length > 0)
    fields.push({
      name: texts.tags,
      value: shorten(character.tags.join(", "), longest.field),
      inline: false,
    });
  if (greeting !== "")
    fields.push({
      name: texts.greeting({ others }),
      value: shorten(greeting, longest.field),
      inline: false,
    });
  const made = [
    character.creator === "" ? "" : texts.madeBy({ creator: character.creator }),
    character.characterVersion === "" ? "" : texts.version({ version: character.characterVersion }),
  ].filter((part) => part !== "");
  const notes = expandMacros(character.creatorNotes, names).trim();
  return {
    title: shorten(character.name, longest.title),
    ...(notes === "" ? {} : { description: shorten(notes, longest.notes) }),
    fields,
    ...(made.length === 0 ? {} : { footer: { text: shorten(made.join(", "), longest.footer) } }),
  };
}
