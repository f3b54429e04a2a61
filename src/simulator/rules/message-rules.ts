import { ApiError, type Problem, throwProblems } from "../http/api-error.ts";
import { messageFlags } from "../platform/messages.ts";
import { checkMessageComponents, flatten } from "./component-rules.ts";
import { componentTypes } from "./component-types.ts";
import { checkEmbeds } from "./embed-rules.ts";
import type { MessageBody } from "./message-body.ts";
import { asText, checkLength } from "./text.ts";

export const maxContent = 2000;

/** Discord fails with a 500 above about this many bytes of UTF-8 in a message's text displays. */
const maxDisplayTextBytes = 10_158;

/** A message as it would be after the request. */
export interface MessageShape {
  readonly content: string;
  readonly embeds: readonly unknown[];
  readonly components: readonly unknown[];
  readonly flags: number;
  readonly attachmentCount: number;
}

/** Throws what Discord refuses in a message's body, whichever request it came in. */
export function checkMessage(body: MessageBody, after: MessageShape): void {
  const v2 = (after.flags & messageFlags.componentsV2) !== 0;
  const problems: Problem[] = [
    ...checkLength(after.content, ["content"], { max: maxContent }),
    ...checkEmbeds(after.embeds),
    ...checkMessageComponents(after.components, v2),
    ...checkAllowedMentions(body),
  ];
  if (body.nonce !== null) problems.push(...checkLength(body.nonce, ["nonce"], { max: 25 }));
  if (v2 && (after.content !== "" || after.embeds.length > 0 || body.hasPoll || body.hasStickers))
    problems.push({
      path: ["flags"],
      code: "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
      message: "content, embeds, polls and stickers can't go with the IS_COMPONENTS_V2 flag",
    });
  throwProblems(problems);
  if (v2 && displayTextBytes(after.components) > maxDisplayTextBytes)
    throw new ApiError(500, 0, "500: Internal Server Error", { rule: "invalid-body" });
  const isEmpty =
    after.content.trim() === "" &&
    after.embeds.length === 0 &&
    after.components.length === 0 &&
    after.attachmentCount === 0 &&
    !body.hasPoll &&
    !body.hasStickers;
  if (isEmpty)
    throw new ApiError(400, 50006, "Cannot send an empty message", { rule: "invalid-body" });
}

function checkAllowedMentions(body: MessageBody): Problem[] {
  const allowed = body.allowedMentions;
  const problems: Problem[] = [];
  for (const kind of ["users", "roles"] as const)
    if (allowed?.parse?.includes(kind) && (allowed[kind]?.length ?? 0) > 0)
      problems.push({
        path: ["allowed_mentions"],
        code: "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
        message: `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
      });
  return problems;
}

function displayTextBytes(components: readonly unknown[]): number {
  let bytes = 0;
  for (const component of flatten(components))
    if (component["type"] === componentTypes.textDisplay)
      bytes += Buffer.byteLength(asText(component["content"]));
  return bytes;
}
