import { inviteLink } from "../../discord/invite-link.ts";
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
