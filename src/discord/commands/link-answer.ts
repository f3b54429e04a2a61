import type { APIEmbed } from "discord-api-types/v10";
import type { Answer } from "./command.ts";
import type { CommandIndex } from "./command-index.ts";

/** Discord's limits for texts that show links. */
const longest = { content: 2000, description: 4096, field: 1024, embeds: 6000 } as const;

/** The answer with the commands that it names made clickable, as far as there is room. */
export function linkAnswer(answer: Answer, index: Pick<CommandIndex, "link">): Answer {
  const { content, embeds } = answer;
  const linked = embeds?.map((embed) => linkEmbed(embed, index));
  return {
    ...answer,
    ...(content === undefined ? {} : { content: index.link(content, longest.content) }),
    ...(linked === undefined || lengthOf(linked) > longest.embeds ? {} : { embeds: linked }),
  };
}

function linkEmbed(embed: APIEmbed, index: Pick<CommandIndex, "link">): APIEmbed {
  const { description, fields } = embed;
  return {
    ...embed,
    ...(description === undefined
      ? {}
      : { description: index.link(description, longest.description) }),
    ...(fields === undefined
      ? {}
      : {
          fields: fields.map((field) => ({
            ...field,
            value: index.link(field.value, longest.field),
          })),
        }),
  };
}

/** Discord counts the texts of all embeds of a message together. */
function lengthOf(embeds: readonly APIEmbed[]): number {
  return embeds
    .flatMap(({ title, description, fields, footer, author }) => [
      title,
      description,
      footer?.text,
      author?.name,
      ...(fields ?? []).flatMap(({ name, value }) => [name, value]),
    ])
    .reduce((sum, text) => sum + (text?.length ?? 0), 0);
}
