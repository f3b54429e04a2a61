import { UserError } from "../../../lib/errors.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { shorten } from "../rank-choices.ts";
import { requireBookKeeper } from "./book-keeper.ts";
import { bookOption, placeOf, requireBook } from "./book-option.ts";
import { entryFields, longestContent, readEntryForm } from "./entry-fields.ts";
import { completeBookAndEntry, entryOption } from "./entry-option.ts";

/** Changes an entry in a form. */
export const editLore: Command = {
  options: [bookOption, entryOption],
  complete: completeBookAndEntry,
  form(interaction, { chat, lore, loreEditor }) {
    requireKeeper(interaction, chat);
    const { visible } = lore.overview(placeOf(interaction));
    const book = requireBook(interaction.options.getString("book", true), visible);
    requireBookKeeper(interaction, book);
    const entry = loreEditor.entry(book, interaction.options.getString("entry", true));
    if (entry.form.content.length > longestContent)
      throw new UserError(
        "lore-entry-too-long",
        `The entry's content has more than ${longestContent} characters, which is more than a form holds. Export the book, change it, and import it with \`replace\`.`,
        { values: { limit: longestContent } },
      );
    const { form } = textsFor(interaction).lore;
    return {
      title: shorten(form.editTitle({ entry: entry.title }), 45),
      argument: `${book.id} ${entry.key}`,
      components: entryFields(form, entry.form),
    };
  },
  submit(submission, argument, { chat, lore, loreEditor }) {
    requireKeeper(submission, chat);
    const { channelId, guildId } = submission;
    if (channelId === null) throw new UserError("no-channel", "Use this in a channel.");
    const [bookId = "", key = ""] = argument.split(" ");
    const book = requireBook(bookId, lore.overview({ channelId, guildId }).visible);
    requireBookKeeper(submission, book);
    const title = loreEditor.editEntry(book, key, readEntryForm(submission));
    return Promise.resolve({
      content: textsFor(submission).lore.edited({ entry: title, book: book.name }),
      deed: `${book.name}: ${title}`,
    });
  },
};
