import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from "discord-api-types/v10";
import { readKeys } from "../../../conversation/lore/edit-lorebook.ts";
import type { LorebookSummary } from "../../../conversation/lore/lorebook-store.ts";
import { UserError } from "../../../lib/errors.ts";
import type { Command, CommandServices } from "../command.ts";
import { requireKeeper, requireServerManager } from "../may-manage.ts";
import { shorten } from "../rank-choices.ts";
import { bookOption, completeBook, placeOf, requireBook } from "./book-option.ts";

/** Writes an entry in a form. */
export const addLore: Command = {
  description: "Writes a new entry into a lorebook",
  options: [
    {
      ...bookOption,
      required: false,
      description: "Into which one; this chat's own when left out",
    },
  ],
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
    return {
      title: shorten(`New entry: ${book?.name ?? "this chat"}`, 45),
      argument: book?.id ?? "",
      components: entryFields,
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
      content: `**${title}** is in **${changed.name}** now. \`/lore test\` shows when it is called up.`,
    });
  },
};

/** A server's book belongs to who brought it and to those who manage the server. */
function requireBookKeeper(
  deed: Parameters<typeof requireServerManager>[0],
  { scope, ownerId }: LorebookSummary,
): void {
  if (scope.kind === "guild" && ownerId !== deed.user.id)
    requireServerManager(deed, "change a lorebook of the server that someone else brought");
}

/** @throws UserError `lore-entry-invalid`. */
function readOrder(typed: string): number {
  const text = typed.trim();
  if (text === "") return 100;
  if (/^-?\d{1,6}$/.test(text)) return Number(text);
  throw new UserError(
    "lore-entry-invalid",
    `The entry's order is "${text}"; give a whole number, such as 100.`,
  );
}

const entryFields: APIModalInteractionResponseCallbackData["components"] = [
  field("title", "Title", "For you; the character doesn't see it.", { required: false, max: 80 }),
  field("keys", "Keys", "Words that call it up, with commas between. None: it is always there.", {
    required: false,
    max: 1000,
  }),
  field("secondary", "Further keys", "When there are some, one of them must be there too.", {
    required: false,
    max: 1000,
  }),
  field("content", "Content", "What the character is to know.", { required: true, max: 4000 }),
  field("order", "Order", "Lower stands higher in the prompt. 100 when left out.", {
    required: false,
    max: 7,
  }),
];

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
