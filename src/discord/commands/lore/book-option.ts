import type { AutocompleteInteraction, ChatInputCommandInteraction } from "discord.js";
import { ApplicationCommandOptionType } from "discord-api-types/v10";
import type { LorePlaceOfPeople } from "../../../conversation/lore/lore-service.ts";
import { UserError } from "../../../lib/errors.ts";
import type { CommandOption } from "../command-option.ts";
import { type Choice, labelled, rankChoices } from "../rank-choices.ts";

/** The option by which a command is told a lorebook. */
export const bookOption = {
  type: ApplicationCommandOptionType.String,
  name: "book",
  required: true,
  autocomplete: true,
} satisfies CommandOption;

export function placeOf(
  interaction: Pick<ChatInputCommandInteraction | AutocompleteInteraction, "channelId" | "guildId">,
): LorePlaceOfPeople {
  return { channelId: interaction.channelId, guildId: interaction.guildId };
}

export interface NamedBook {
  readonly id: string;
  readonly name: string;
}

/** Books that fit what was typed, each with its size as far as that is known. */
export function completeBook(
  typed: string,
  books: readonly (NamedBook & { readonly bytes?: number })[],
): readonly Choice[] {
  const bytesOf = new Map(books.map(({ id, bytes }) => [id, bytes]));
  const named = books.map(({ id, name }) => ({ name, value: id }));
  return rankChoices(typed, named).map(({ name, value }) => {
    const bytes = bytesOf.get(value);
    const size = bytes === undefined ? [] : [`${Math.ceil(bytes / 1024)} KiB`];
    return { name: labelled(name, size), value };
  });
}

/** The book that was chosen or, when someone typed a name and pressed Enter, the one that it means. */
export function requireBook<Book extends NamedBook>(
  given: string,
  books: readonly Book[],
  missing: (given: string) => UserError = noSuchBook,
): Book {
  const chosen = books.find(({ id }) => id === given);
  if (chosen !== undefined) return chosen;
  const named = books.filter(({ name }) => name.toLowerCase() === given.trim().toLowerCase());
  const [only] = named;
  if (only !== undefined && named.length === 1) return only;
  throw missing(given.slice(0, 100));
}

function noSuchBook(name: string): UserError {
  return new UserError(
    "no-such-lorebook",
    `There is no such lorebook here: "${name}". \`/lore list\` shows the ones there are.`,
  );
}
