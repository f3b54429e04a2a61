import { z } from "zod";

const text = z.string();
const index = z.number().int().nonnegative();

/** One turn as SillyTavern writes it. Fields that play no part in a prompt are let be. */
export const chatLineSchema = z.object({
  name: text.default(""),
  is_user: z.boolean().default(false),
  is_system: z.boolean().nullish(),
  mes: text,
  swipes: z.array(text).nullish(),
  swipe_id: index.nullish(),
  send_date: z.union([text, z.number()]).nullish().catch(undefined),
  /** What other programs note of a turn; of ours, its id. */
  extra: z
    .object({ id: z.union([text, z.number()]).optional().catch(undefined) })
    .nullish()
    .catch(undefined),
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
