import { z } from "zod";

const text = z.string();
const moment = z.union([text, z.number()]).nullish().catch(undefined);
const index = z.number().int().nonnegative();

/** One turn as SillyTavern writes it. Fields that play no part in a prompt are let be. */
export const chatLineSchema = z.object({
  name: text.default(""),
  is_user: z.boolean().default(false),
  is_system: z.boolean().nullish(),
  mes: text,
  swipes: z.array(text).max(1000).nullish(),
  swipe_id: index.nullish().catch(null),
  /** What programs note of a turn; of ours, its id. */
  extra: z.unknown().optional(),
  /** About each swipe, in their order. */
  swipe_info: z
    .array(z.object({ send_date: moment, extra: z.unknown().optional() }).nullish().catch(null))
    .nullish()
    .catch(null),
  send_date: moment,
});

/** What stands in the first line. Programs differ, so nothing in it has to be there or right. */
export const chatHeaderSchema = z.object({
  user_name: text.catch(""),
  character_name: text.catch(""),
  chat_metadata: z
    .object({
      note_prompt: text.catch(""),
      note_interval: index.catch(1),
      note_position: index.catch(1),
      note_depth: index.catch(4),
      note_role: index.max(2).catch(0),
      variables: z.record(text, z.unknown()).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

export type ChatLine = z.infer<typeof chatLineSchema>;
export type ChatHeader = z.infer<typeof chatHeaderSchema>;
