import type { SimGuild } from "../world/records.ts";

/** Who a message pings. */
export interface Mentions {
  readonly userIds: readonly string[];
  readonly roleIds: readonly string[];
  readonly everyone: boolean;
}

export const noMentions: Mentions = { userIds: [], roleIds: [], everyone: false };

/** Discord's `allowed_mentions`; null when the request has none, and then everything pings. */
export interface AllowedMentions {
  readonly parse?: readonly string[] | undefined;
  readonly users?: readonly string[] | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly replied_user?: boolean | undefined;
}

const userMention = /<@!?(\d{17,19})>/g;
const roleMention = /<@&(\d{17,19})>/g;
const everyoneMention = /@(?:everyone|here)\b/;

/** Whether a text holds anything that could ping. */
export function canPing(text: string): boolean {
  return everyoneMention.test(text) || /<@[!&]?\d{17,19}>/.test(text);
}

/** Who is pinged by this text. */
export function findMentions(question: {
  readonly text: string;
  readonly allowed: AllowedMentions | null;
  readonly guild: SimGuild | undefined;
  readonly mayMentionEveryone: boolean;
}): Mentions {
  const { text, allowed, guild } = question;
  const isAllowed = (kind: "users" | "roles", id: string) =>
    allowed === null || allowed.parse?.includes(kind) || allowed[kind]?.includes(id) || false;
  const everyoneAllowed = allowed === null || (allowed.parse?.includes("everyone") ?? false);
  const roleIds = ids(text, roleMention).filter(
    (id) => guild?.roles.some((role) => role.id === id) && isAllowed("roles", id),
  );
  return {
    userIds: ids(text, userMention).filter((id) => isAllowed("users", id)),
    roleIds,
    everyone: question.mayMentionEveryone && everyoneAllowed && everyoneMention.test(text),
  };
}

function ids(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ""))];
}
