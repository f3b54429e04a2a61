import { z } from "zod";
import { invalidBody, type Problem } from "../http/api-error.ts";
import type { AllowedMentions } from "../platform/mentions.ts";
import type { WireObject } from "../world/records.ts";

const snowflake = z.union([z.string().regex(/^\d{17,19}$/), z.number().int()]).transform(String);
const looseObject = z.looseObject({});

const allowedMentions = z.object({
  parse: z.array(z.enum(["users", "roles", "everyone"])).nullish(),
  users: z.array(snowflake).max(100).nullish(),
  roles: z.array(snowflake).max(100).nullish(),
  replied_user: z.boolean().nullish(),
});

const attachment = z.object({
  id: z.union([z.string(), z.number()]).transform(String).nullish(),
  filename: z.string().nullish(),
  description: z.string().max(1024).nullish(),
});

const fields = {
  content: z.string().nullish(),
  embeds: z.array(looseObject).nullish(),
  components: z.array(looseObject).nullish(),
  flags: z.number().int().nullish(),
  allowed_mentions: allowedMentions.nullish(),
  attachments: z.array(attachment).nullish(),
  tts: z.boolean().nullish(),
  poll: looseObject.nullish(),
};

const schemas = {
  create: z.object({
    ...fields,
    nonce: z.union([z.string(), z.number()]).transform(String).nullish(),
    enforce_nonce: z.boolean().nullish(),
    message_reference: z
      .object({
        type: z.number().int().nullish(),
        message_id: snowflake,
        channel_id: snowflake.nullish(),
        guild_id: snowflake.nullish(),
        fail_if_not_exists: z.boolean().nullish(),
      })
      .nullish(),
    sticker_ids: z.array(snowflake).nullish(),
  }),
  edit: z.object(fields),
  webhook: z.object({
    ...fields,
    username: z.string().nullish(),
    avatar_url: z.string().nullish(),
    thread_name: z.string().max(100).nullish(),
    applied_tags: z.array(snowflake).nullish(),
  }),
};

/** Which request a body came in; an interaction's answer has the fields of an edit. */
export type MessageBodyKind = keyof typeof schemas;

export interface AttachmentReference {
  readonly id: string | null;
  readonly filename: string | null;
  readonly description: string | null;
}

/** A message's body with right types. Undefined: the field was left out. */
export interface MessageBody {
  readonly content: string | undefined;
  readonly embeds: readonly WireObject[] | undefined;
  readonly components: readonly WireObject[] | undefined;
  readonly flags: number | undefined;
  /** Null: the request has none, so everything may ping. */
  readonly allowedMentions: AllowedMentions | null;
  readonly attachments: readonly AttachmentReference[] | undefined;
  readonly tts: boolean;
  readonly hasPoll: boolean;
  readonly hasStickers: boolean;
  readonly nonce: string | null;
  readonly enforceNonce: boolean;
  readonly replyTo: { readonly messageId: string; readonly required: boolean } | null;
  readonly username: string | undefined;
  readonly avatarUrl: string | undefined;
  readonly threadName: string | undefined;
}

/** Types only; lengths and what must go together are asked elsewhere. Null in a field means what empty means. */
export function parseMessageBody(body: unknown, kind: MessageBodyKind): MessageBody {
  const parsed = schemas[kind].safeParse(body ?? {});
  if (!parsed.success) throw invalidBody(parsed.error.issues.map(toProblem));
  const given: Partial<z.infer<typeof schemas.create> & z.infer<typeof schemas.webhook>> =
    parsed.data;
  const reference = given.message_reference;
  return {
    content: given.content === null ? "" : given.content,
    embeds: given.embeds === null ? [] : given.embeds,
    components: given.components === null ? [] : given.components,
    flags: given.flags ?? undefined,
    allowedMentions: given.allowed_mentions ? withoutNulls(given.allowed_mentions) : null,
    attachments: given.attachments?.map((each) => ({
      id: each.id ?? null,
      filename: each.filename ?? null,
      description: each.description ?? null,
    })),
    tts: given.tts ?? false,
    hasPoll: Boolean(given.poll),
    hasStickers: (given.sticker_ids?.length ?? 0) > 0,
    nonce: given.nonce ?? null,
    enforceNonce: given.enforce_nonce ?? false,
    replyTo: reference
      ? { messageId: reference.message_id, required: reference.fail_if_not_exists ?? true }
      : null,
    username: given.username ?? undefined,
    avatarUrl: given.avatar_url ?? undefined,
    threadName: given.thread_name ?? undefined,
  };
}

const knownAnywhere = new Set(
  Object.values(schemas).flatMap((schema) => Object.keys(schema.shape)),
);

/**
 * Fields that Discord ignores on this request and whose sender expects something else: those it has nowhere, and
 * replies where there can be none. Client libraries send some others along as a habit; those do no harm.
 */
export function ignoredFields(body: unknown, kind: MessageBodyKind): readonly string[] {
  if (typeof body !== "object" || body === null) return [];
  const given = Object.entries(body).filter(([, value]) => value !== null && value !== undefined);
  return given
    .map(([key]) => key)
    .filter((key) => !knownAnywhere.has(key) || (key === "message_reference" && kind !== "create"));
}

export function toProblem(issue: z.core.$ZodIssue): Problem {
  return {
    path: issue.path.map((step) => (typeof step === "number" ? step : String(step))),
    code: "BASE_TYPE_INVALID",
    message: issue.message,
  };
}

function withoutNulls(allowed: z.infer<typeof allowedMentions>): AllowedMentions {
  return {
    parse: allowed.parse ?? undefined,
    users: allowed.users ?? undefined,
    roles: allowed.roles ?? undefined,
    replied_user: allowed.replied_user ?? undefined,
  };
}
