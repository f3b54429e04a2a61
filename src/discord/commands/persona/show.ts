import type { APIEmbed } from "discord-api-types/v10";
import type { Persona } from "../../../conversation/personas/persona.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { completePersona, personaOption } from "./persona-option.ts";

/** One persona, as it is kept. */
export const showPersona: Command = {
  options: [personaOption],
  complete: completePersona,
  async run(interaction, { personas, personaAvatarUrl }) {
    const given = interaction.options.getString("persona", true);
    const persona = personas.own(interaction.user.id, given);
    const url = persona.avatarHash === null ? null : await personaAvatarUrl(persona.id);
    return { embeds: [describePersona(persona, url, textsFor(interaction).persona)] };
  },
};

function describePersona(
  { name, pronouns, description, position }: Persona,
  avatarUrl: string | null,
  texts: Texts["persona"],
): APIEmbed {
  const place =
    typeof position === "string"
      ? texts.positions[position]
      : texts.atDepth({ depth: position.depth });
  return {
    title: pronouns === "" ? name : `${name} (${pronouns})`,
    description: description === "" ? texts.noDescription : description,
    footer: { text: place },
    ...(avatarUrl === null ? {} : { thumbnail: { url: avatarUrl } }),
  };
}
