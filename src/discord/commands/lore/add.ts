import { readKeys } from "../../../conversation/lore/edit-lorebook.ts";
import { readOrder } from "../../../conversation/lore/entry-form.ts";
import { UserError } from "../../../lib/errors.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command, CommandServices } from "../command.ts";
import { requireKeeper } from "../may-manage.ts";
import { shorten } from "../rank-choices.ts";
import { requireBookKeeper } from "./book-keeper.ts";
import { bookOption, completeBook, placeOf, requireBook } from "./book-option.ts";
import { entryFields, readEntryForm } from "./entry-fields.ts";

function noBookToAddTo(name: string): UserError {
  return new UserError(
    "no-lorebook-to-add-to",
    `There is no lorebook "${name}" here. Leave \`book\` out to write into this chat's own, which the first entry makes; \`/lore rename\` names it then. \`/lore list\` shows the ones there are.`,
    { values: { name } },
  );
}

/** Writes an entry in a form. */
export const addLore: Command = {
  tier: "host",
  options: [{ ...bookOption, required: false }],
  complete: (interaction, { lore }) =>
    completeBook(interaction.options.getFocused(), lore.overview(placeOf(interaction)).visible),
  form(interaction, { chat, lore }) {
    requireKeeper(interaction, chat);
    if (chat.conversationOf(interaction.channelId) === undefined)
      throw new UserError(
        "no-conversation",
        "There is no chat in this channel yet. Start one with `/chat start`.",
      );
    const given = interaction.options.getString("book");
    const book =
      given === null
        ? null
        : requireBook(given, lore.overview(placeOf(interaction)).visible, noBookToAddTo);
    if (book !== null) requireBookKeeper(interaction, book);
    const { form } = textsFor(interaction).lore;
    return {
      title: shorten(form.title({ book: book?.name ?? null }), 45),
      argument: book?.id ?? "",
      components: entryFields(form),
    };
  },
  submit(submission, argument, { chat, lore }: CommandServices) {
    requireKeeper(submission, chat);
    const { channelId, guildId, user } = submission;
    if (channelId === null) throw new UserError("no-channel", "Use this in a channel.");
    const place = { channelId, guildId };
    const book = argument === "" ? null : requireBook(argument, lore.overview(place).visible);
    if (book !== null) requireBookKeeper(submission, book);
    const form = readEntryForm(submission);
    const { book: changed, title } = lore.addEntry(place, book?.id ?? null, {
      authorId: user.id,
      title: form.title,
      keys: readKeys(form.keys),
      secondaryKeys: readKeys(form.secondaryKeys),
      content: form.content,
      insertionOrder: readOrder(form.order),
    });
    return Promise.resolve({
      deed: `${changed.name}: ${title}`,
      content: textsFor(submission).lore.added({ entry: title, book: changed.name }),
    });
  },
};
