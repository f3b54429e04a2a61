import { ApiError, invalidBody, unknown } from "../http/api-error.ts";
import type { RouteRequest, UploadedPart } from "../http/route.ts";
import { completeComponents } from "../rules/complete-components.ts";
import {
  type AttachmentReference,
  ignoredFields,
  type MessageBody,
  type MessageBodyKind,
  parseMessageBody,
} from "../rules/message-body.ts";
import { checkMessage } from "../rules/message-rules.ts";
import type {
  MessageAuthor,
  SimAttachment,
  SimChannel,
  SimMessage,
  WireObject,
} from "../world/records.ts";
import { canPing, findMentions, type Mentions } from "./mentions.ts";
import { type MessageChange, messageFlags, postMessage, reviseMessage } from "./messages.ts";

const maxFileBytes = 10 * 1024 * 1024;
const maxAttachments = 10;

/** Flags that may be set on a message that isn't an interaction's answer. */
const commonFlags =
  messageFlags.suppressEmbeds | messageFlags.suppressNotifications | messageFlags.componentsV2;

/** Discord lets messages that are older than an hour be edited only now and then; how often isn't documented. */
const maxOldEdits = 5;
const hourMs = 60 * 60 * 1000;

/** Reads a message's body and notes what Discord would silently ignore. */
export function readMessageBody(
  request: RouteRequest,
  kind: MessageBodyKind,
  body: unknown = request.body,
): MessageBody {
  for (const field of ignoredFields(body, kind))
    request.platform.violate(
      "invalid-body",
      request.where,
      `Discord ignores the field "${field}" here`,
    );
  return parseMessageBody(body, kind);
}

export interface NewMessage {
  readonly channel: SimChannel;
  readonly author: MessageAuthor;
  readonly body: MessageBody;
  readonly type?: number;
  readonly replyToId?: string | null;
  readonly interactionId?: string | null;
  readonly visibleTo?: string | null;
  readonly applicationId: string | null;
  /** Flags that this kind of request may set besides the common ones. */
  readonly extraFlags?: number;
  /** A person whom the reply pings, unless `allowed_mentions` says otherwise. */
  readonly repliedUserId?: string | null;
}

/** Checks and posts a message that the bot sends. */
export function sendMessage(message: NewMessage, request: RouteRequest): SimMessage {
  const { platform } = request;
  const { body, channel } = message;
  const flags = checkFlags(body.flags ?? 0, message.extraFlags ?? 0, request);
  const attachments = storeFiles(body, request, channel, []);
  checkMessage(body, {
    content: body.content ?? "",
    embeds: body.embeds ?? [],
    components: body.components ?? [],
    flags,
    attachmentCount: attachments.length,
  });
  return postMessage(
    {
      channel,
      author: message.author,
      type: message.type ?? 0,
      content: (body.content ?? "").trim(),
      embeds: completeEmbeds(body.embeds ?? []),
      components: completeComponents(body.components ?? []),
      attachments,
      flags,
      mentions: mentionsOf(body, body.content ?? "", message, request),
      applicationId: message.applicationId,
      replyToId: message.replyToId ?? null,
      visibleTo: message.visibleTo ?? null,
      interactionId: message.interactionId ?? null,
      nonce: body.nonce,
      tts: body.tts,
    },
    platform,
  );
}

/** Checks and makes an edit that the bot asks for. */
export function editMessage(
  message: SimMessage,
  body: MessageBody,
  request: RouteRequest,
): SimMessage {
  const { platform } = request;
  const channel = platform.world.channelById.get(message.channelId);
  if (channel === undefined) throw unknown("channel");
  if (oldEditsWithinHour(message, platform.clock.now()) >= maxOldEdits)
    throw new ApiError(
      429,
      30046,
      "Maximum number of edits to messages older than 1 hour reached.",
      {
        rule: "old-message-edits",
      },
    );
  // What the flag once allowed can't be taken back.
  const kept = message.flags & ~(commonFlags & ~messageFlags.componentsV2);
  const flags =
    body.flags === undefined
      ? message.flags
      : kept | checkFlags(body.flags, message.flags, request);
  const attachments =
    body.attachments === undefined && request.files.length === 0
      ? message.attachments
      : storeFiles(body, request, channel, message.attachments);
  checkMessage(body, {
    content: body.content ?? message.content,
    embeds: body.embeds ?? message.embeds,
    components: body.components ?? message.components,
    flags,
    attachmentCount: attachments.length,
  });
  const change: MessageChange = {
    content: body.content?.trim(),
    embeds: body.embeds === undefined ? undefined : completeEmbeds(body.embeds),
    components: body.components === undefined ? undefined : completeComponents(body.components),
    attachments,
    flags,
    mentions:
      body.content === undefined
        ? undefined
        : mentionsOf(body, body.content, { channel, author: message.author }, request),
  };
  return reviseMessage(message, change, platform);
}

/** The ids of a multipart request's files: `files[3]` is the attachment with id 3. */
function storeFiles(
  body: MessageBody,
  { platform, files }: RouteRequest,
  channel: SimChannel,
  before: readonly SimAttachment[],
): readonly SimAttachment[] {
  const kept =
    body.attachments === undefined
      ? before
      : before.filter((each) => body.attachments?.some((reference) => reference.id === each.id));
  const stored = files.map((file) => {
    if (file.bytes.byteLength > maxFileBytes)
      throw new ApiError(413, 40005, "Request entity too large", { rule: "invalid-body" });
    const reference = referenceOf(file, body.attachments ?? []);
    const id = platform.ids.next();
    const filename = (reference?.filename ?? file.filename).replace(/[^\w.-]/g, "_");
    return {
      id,
      filename,
      contentType: file.contentType,
      sizeBytes: file.bytes.byteLength,
      description: reference?.description ?? null,
      path: platform.world.files.put({
        path: `/attachments/${channel.id}/${id}/${filename}`,
        contentType: file.contentType,
        bytes: file.bytes,
      }),
    };
  });
  if (kept.length + stored.length > maxAttachments)
    throw invalidBody([
      {
        path: ["attachments"],
        code: "BASE_TYPE_MAX_LENGTH",
        message: `Must be ${maxAttachments} or fewer in length.`,
      },
    ]);
  return [...kept, ...stored];
}

function referenceOf(
  file: UploadedPart,
  references: readonly AttachmentReference[],
): AttachmentReference | undefined {
  const index = /^files\[(\d+)\]$/.exec(file.field)?.[1];
  return references.find((reference) => reference.id === index);
}

function checkFlags(flags: number, extra: number, request: RouteRequest): number {
  const refused = flags & ~(commonFlags | extra);
  if (refused !== 0)
    request.platform.violate(
      "invalid-body",
      request.where,
      `Discord ignores the flags ${refused} here`,
    );
  return flags & ~refused;
}

function mentionsOf(
  body: MessageBody,
  content: string,
  message: Pick<NewMessage, "channel" | "author" | "repliedUserId">,
  { platform, where }: RouteRequest,
): Mentions {
  const { world, bot } = platform;
  const { channel } = message;
  const guild = channel.guildId === null ? undefined : world.guildById.get(channel.guildId);
  const found = findMentions({
    text: content,
    allowed: body.allowedMentions,
    guild,
    // A webhook has no roles: nothing but allowed_mentions holds it back.
    mayMentionEveryone:
      message.author.webhookId !== null || world.may(bot.id, "MENTION_EVERYONE", channel.id),
  });
  if (body.allowedMentions === null && canPing(content))
    platform.violate(
      "open-mentions",
      where,
      "text that can ping was sent without allowed_mentions",
    );
  const openToEveryone = body.allowedMentions?.parse?.includes("everyone") ?? false;
  if (openToEveryone && canPing(content))
    platform.violate("open-mentions", where, 'allowed_mentions lets "everyone" through');
  const replied = message.repliedUserId ?? null;
  const pingsReplied =
    replied !== null &&
    (body.allowedMentions === null || (body.allowedMentions.replied_user ?? false));
  return pingsReplied && !found.userIds.includes(replied)
    ? { ...found, userIds: [...found.userIds, replied] }
    : found;
}

function completeEmbeds(embeds: readonly WireObject[]): readonly WireObject[] {
  return embeds.map(({ fields, ...embed }) => ({
    ...embed,
    ...(Array.isArray(fields)
      ? { fields: fields.map((field: WireObject) => ({ inline: false, ...field })) }
      : {}),
    type: "rich",
  }));
}

function oldEditsWithinHour(message: SimMessage, now: number): number {
  const editTimes = [
    ...message.revisions.slice(1).map((each) => each.since),
    message.editedAt ?? 0,
  ];
  return editTimes.filter((at) => at > message.createdAt + hourMs && at > now - hourMs).length;
}
