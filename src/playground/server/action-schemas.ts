import { z } from "zod";
import { type ActionName, type Actions, uploadLimitBytes } from "../protocol/actions.ts";
import { languages } from "../protocol/world.ts";

const id = z.string().regex(/^\d{1,20}$/);
const word = z.string().max(100);
const file = z.object({
  name: z.string().min(1).max(255),
  contentType: word,
  base64: z.base64().max(Math.ceil((uploadLimitBytes * 4) / 3) + 4),
});
const typedOption = z.object({
  name: word,
  value: z.union([z.string().max(6000), z.number(), z.boolean()]),
});
const fileOption = z.object({ name: word, value: file });
const mostOptions = 25;

/** The least and most that the page may ask for. Discord's own rules come after, from the simulator. */
export const actionSchemas: { readonly [Name in ActionName]: z.ZodType<Actions[Name]> } = {
  say: z.object({
    userId: id,
    channelId: id,
    content: z.string().max(4000),
    replyTo: id.nullable(),
    files: z.array(file).max(10),
  }),
  edit: z.object({ userId: id, messageId: id, content: z.string().max(4000) }),
  delete: z.object({ userId: id, messageId: id }),
  command: z.object({
    userId: id,
    channelId: id,
    commandId: id,
    name: word,
    options: z.array(z.union([typedOption, fileOption])).max(mostOptions),
  }),
  autocomplete: z.object({
    userId: id,
    channelId: id,
    commandId: id,
    name: word,
    options: z.array(typedOption).max(mostOptions),
    focused: word,
  }),
  menu: z.object({ userId: id, messageId: id, commandId: id }),
  react: z.object({ userId: id, messageId: id, emoji: z.string().min(1).max(100) }),
  click: z.object({ userId: id, messageId: id, customId: word }),
  select: z.object({
    userId: id,
    messageId: id,
    customId: word,
    values: z.array(word).max(25),
  }),
  "submit-modal": z.object({
    userId: id,
    modalId: id,
    fields: z
      .array(z.object({ customId: word, values: z.array(z.string().max(4000)).max(25) }))
      .max(10),
  }),
  language: z.object({ userId: id, locale: z.enum(languages.map(({ locale }) => locale)) }),
  fault: z.object({
    name: z.enum([
      "drop-gateway",
      "webhook-rate-limited",
      "webhook-server-error",
      "delete-webhook",
    ]),
    channelId: id,
  }),
};

export function isActionName(name: string): name is ActionName {
  return Object.hasOwn(actionSchemas, name);
}
