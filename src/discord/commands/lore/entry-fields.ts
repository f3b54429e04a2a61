import type { ModalSubmitInteraction } from "discord.js";
import type { APIModalInteractionResponseCallbackData } from "discord-api-types/v10";
import type { EntryForm } from "../../../conversation/lore/entry-form.ts";
import type { Texts } from "../../texts/en/english.ts";
import { textField as field } from "../text-field.ts";

/** Discord's limit for a text field. */
export const longestContent = 4000;

/** The form of an entry, filled in where there is one already. */
export function entryFields(
  form: Texts["lore"]["form"],
  entry?: EntryForm,
): APIModalInteractionResponseCallbackData["components"] {
  return [
    field("title", form.entryTitle, form.entryTitleAbout, {
      max: 80,
      value: entry?.title,
    }),
    field("keys", form.keys, form.keysAbout, {
      max: 1000,
      long: isLong(entry?.keys),
      value: entry?.keys,
    }),
    field("secondary", form.secondary, form.secondaryAbout, {
      max: 1000,
      long: isLong(entry?.secondaryKeys),
      value: entry?.secondaryKeys,
    }),
    field("content", form.content, form.contentAbout, {
      required: true,
      max: longestContent,
      long: true,
      value: entry?.content,
    }),
    field("order", form.order, form.orderAbout, { max: 7, value: entry?.order }),
  ];
}

/** What the sent form says. */
export function readEntryForm({ fields }: Pick<ModalSubmitInteraction, "fields">): EntryForm {
  return {
    title: fields.getTextInputValue("title"),
    keys: fields.getTextInputValue("keys"),
    secondaryKeys: fields.getTextInputValue("secondary"),
    content: fields.getTextInputValue("content"),
    order: fields.getTextInputValue("order"),
  };
}

/** Keys that stand in lines need a field of several. */
function isLong(keys: string | undefined): boolean {
  return keys?.includes("\n") ?? false;
}
