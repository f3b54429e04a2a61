import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";
import { RESTJSONErrorCodes } from "discord-api-types/v10";
import { OperationalError } from "../lib/errors.ts";

/** What a failed request to Discord means for whoever made it. */
export type DiscordProblem =
  /** A rate limit: nothing was done; ask again after `delayMs`. */
  | { readonly kind: "wait"; readonly delayMs: number }
  /** Discord or the network stumbled. The request may have been carried out. */
  | { readonly kind: "transient" }
  | { readonly kind: "message-gone" }
  /** The message is there and can't be edited, at least for now. */
  | { readonly kind: "message-fixed" }
  | { readonly kind: "webhook-gone" }
  | { readonly kind: "channel-gone" }
  | { readonly kind: "forbidden" }
  /** Nothing that is expected to happen. */
  | { readonly kind: "unexpected" };

const kindByCode: ReadonlyMap<number | string, DiscordProblem["kind"]> = new Map([
  [RESTJSONErrorCodes.UnknownMessage, "message-gone"],
  [RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached, "message-fixed"],
  [RESTJSONErrorCodes.CannotEditMessageAuthoredByAnotherUser, "message-fixed"],
  [RESTJSONErrorCodes.UnknownWebhook, "webhook-gone"],
  [RESTJSONErrorCodes.InvalidWebhookToken, "webhook-gone"],
  [RESTJSONErrorCodes.UnknownChannel, "channel-gone"],
  [RESTJSONErrorCodes.UnknownGuild, "channel-gone"],
  [RESTJSONErrorCodes.MissingAccess, "forbidden"],
  [RESTJSONErrorCodes.MissingPermissions, "forbidden"],
  [RESTJSONErrorCodes.CannotSendMessagesToThisUser, "forbidden"],
  [RESTJSONErrorCodes.ThreadLocked, "forbidden"],
  // Whoever may wakes it up before; it was locked, or is archived again at once.
  [RESTJSONErrorCodes.InvalidActionOnArchivedThread, "forbidden"],
  [RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration, "forbidden"],
]);

const networkCodes = new Set([
  "ECONNRESET",
  "ECONNREFUSED",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
]);

export function discordProblem(thrown: unknown): DiscordProblem {
  if (thrown instanceof RateLimitError)
    return { kind: "wait", delayMs: Math.max(thrown.retryAfter, thrown.timeToReset, 0) };
  if (thrown instanceof HTTPError) return { kind: "transient" };
  if (thrown instanceof DiscordAPIError) {
    const kind = kindByCode.get(thrown.code);
    if (kind === "message-gone" || kind === "message-fixed") return { kind };
    if (kind === "webhook-gone") return { kind };
    if (kind === "channel-gone") return { kind };
    if (kind === "forbidden" || thrown.status === 403) return { kind: "forbidden" };
    // The bot's own token was refused: it stops for that, and what is owed stays owed.
    return thrown.status === 401 ? { kind: "transient" } : { kind: "unexpected" };
  }
  if (thrown instanceof OperationalError && thrown.retryable) return { kind: "transient" };
  return isNetworkError(thrown) ? { kind: "transient" } : { kind: "unexpected" };
}

function isNetworkError(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  if (thrown.name === "AbortError") return true;
  const code = "code" in thrown ? String(thrown.code) : "";
  if (networkCodes.has(code) || code.startsWith("UND_ERR_")) return true;
  return thrown.cause !== undefined && isNetworkError(thrown.cause);
}
