import { type CheckResult, failed, ok, unused } from "./check-result.ts";

/** An answer of Discord's REST API, or why there was none. */
export type DiscordAnswer<Body> =
  | { readonly kind: "answered"; readonly body: Body }
  | { readonly kind: "refused"; readonly status: number }
  | { readonly kind: "unreachable"; readonly problem: string };

export interface DiscordUser {
  readonly id: string;
  readonly username: string;
}

export interface DiscordApplication {
  readonly id: string;
  readonly flags?: number | undefined;
}

/** https://discord.com/developers/docs/resources/application#application-object-application-flags */
const messageContentFlags = (1 << 18) | (1 << 19);

/**
 * The least that the bot needs in a server, by bit.
 * https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags
 */
const leastPermissionBits = {
  addReactions: 6,
  viewChannel: 10,
  sendMessages: 11,
  embedLinks: 14,
  attachFiles: 15,
  readMessageHistory: 16,
  useExternalEmojis: 18,
  manageWebhooks: 29,
  createPublicThreads: 35,
  createPrivateThreads: 36,
  sendMessagesInThreads: 38,
} as const;

const leastPermissions = Object.values(leastPermissionBits).reduce(
  (sum, bit) => sum | (1n << BigInt(bit)),
  0n,
);

/** The address at which a server's owner adds the bot, with the least permissions. */
export function inviteLink(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: "bot applications.commands",
    permissions: String(leastPermissions),
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}

export function checkToken(answer: DiscordAnswer<DiscordUser>): CheckResult {
  const name = "token";
  switch (answer.kind) {
    case "answered":
      return ok(name, `logs in as ${answer.body.username} (${answer.body.id})`);
    case "refused":
      return answer.status === 401
        ? failed(
            name,
            "Discord doesn't accept it",
            "Reset the token under Bot in https://discord.com/developers/applications and put the new one in DISCORD_TOKEN.",
          )
        : failed(name, `Discord answered with status ${answer.status}`, "Try again later.");
    case "unreachable":
      return failed(
        name,
        `Discord can't be reached: ${answer.problem}`,
        "Check the network and DISCORD_API_BASE.",
      );
    default:
      return answer satisfies never;
  }
}

export function checkIntents(answer: DiscordAnswer<DiscordApplication>): CheckResult {
  const name = "intents";
  if (answer.kind !== "answered") return unused(name, "unknown: the application can't be read");
  if (((answer.body.flags ?? 0) & messageContentFlags) !== 0)
    return ok(name, "Message Content is on");
  return failed(
    name,
    "Message Content is off: the bot would see empty messages",
    `Switch "Message Content Intent" on at https://discord.com/developers/applications/${answer.body.id}/bot.`,
  );
}

export function showInvite(answer: DiscordAnswer<DiscordApplication>): CheckResult {
  const name = "invite link";
  if (answer.kind !== "answered") return unused(name, "unknown: the application can't be read");
  return ok(name, inviteLink(answer.body.id));
}
