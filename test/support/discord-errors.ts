import { DiscordAPIError, RateLimitError } from "discord.js";

/** What discord.js throws when Discord answers with an error of its own. */
export function discordError(code: number, status: number): DiscordAPIError {
  return new DiscordAPIError({ code, message: `error ${code}` }, code, status, "PATCH", "", {});
}

/** What discord.js throws instead of waiting for a rate limit. */
export function rateLimitError(retryAfter: number): RateLimitError {
  return new RateLimitError({
    timeToReset: retryAfter,
    limit: 5,
    method: "PATCH",
    hash: "hash",
    url: "",
    route: "/webhooks/:id/:token/messages/:id",
    majorParameter: "1",
    global: false,
    retryAfter,
    sublimitTimeout: 0,
    scope: "user",
  });
}
