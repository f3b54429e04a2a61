import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from "discord-api-types/v10";
import { readKeys } from "../../../conversation/lore/edit-lorebook.ts";
import type { LorebookSummary } from "../../../conversation/lore/lorebook-store.ts";
import { UserError } from "../../../lib/errors.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textsFor } from "../../texts/texts.ts";
import type { Command, CommandServices } from "../command.ts";
import { requireKeeper, requireServerManager } from "../may-manage.ts";
import { shorten } from "../rank-choices.ts";
import { bookOption, completeBook, placeOf, requireBook } from "./book-option.ts";

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
      given === null ? null : requireBook(given, lore.overview(placeOf(interaction)).visible);
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
    const { channelId, guildId, fields, user } = submission;
    if (channelId === null) throw new UserError("no-channel", "Use this in a channel.");
    const place = { channelId, guildId };
    const book = argument === "" ? null : requireBook(argument, lore.overview(place).visible);
    if (book !== null) requireBookKeeper(submission, book);
    const { book: changed, title } = lore.addEntry(place, book?.id ?? null, {
      authorId: user.id,
      title: fields.getTextInputValue("title"),
      keys: readKeys(fields.getTextInputValue("keys")),
      secondaryKeys: readKeys(fields.getTextInputValue("secondary")),
      content: fields.getTextInputValue("content"),
      insertionOrder: readOrder(fields.getTextInputValue("order")),
    });
    return Promise.resolve({
      content: textsFor(submission).lore.added({ entry: title, book: changed.name }),
    });
  },
};

/** A server's book belongs to who brought it and to those who manage the server. */
function requireBookKeeper(
  deed: Parameters<typeof requireServerManager>[0],
  { scope, ownerId }: LorebookSummary,
): void {
  if (scope.kind === "guild" && ownerId !== deed.user.id) requireServerManager(deed);
}

/** @throws UserError `lore-order-invalid`. */
function readOrder(typed: string): number {
  const text = typed.trim();
  if (text === "") return 100;
  if (/^-?\d{1,6}$/.test(text)) return Number(text);
  throw new UserError(
    "lore-order-invalid",
    `The entry's order is "${text}"; give a whole number, such as 100.`,
    { values: { order: text } },
  );
}

function entryFields(
  form: Texts["lore"]["form"],
): APIModalInteractionResponseCallbackData["components"] {
  return [
    field("title", form.entryTitle, form.entryTitleAbout, { required: false, max: 80 }),
    field("keys", form.keys, form.keysAbout, { required: false, max: 1000 }),
    field("secondary", form.secondary, form.secondaryAbout, { required: false, max: 1000 }),
    field("content", form.content, form.contentAbout, { required: true, max: 4000 }),
    field("order", form.order, form.orderAbout, { required: false, max: 7 }),
  ];
}

function field(
  id: string,
  label: string,
  description: string,
  { required, max }: { readonly required: boolean; readonly max: number },
): APIModalInteractionResponseCallbackData["components"][number] {
  return {
    type: ComponentType.Label,
    label,
    description,
    component: {
      type: ComponentType.TextInput,
      custom_id: id,
      style: id === "content" ? TextInputStyle.Paragraph : TextInputStyle.Short,
      required,
      max_length: max,
    },
  };
}
