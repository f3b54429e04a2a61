import { type Client, DiscordAPIError, DiscordjsErrorCodes, RESTEvents } from "discord.js";
import { GatewayCloseCodes } from "discord-api-types/v10";
import { UserError } from "../../lib/errors.ts";

const portal = "https://discord.com/developers/applications";

export function badToken(cause?: unknown): UserError {
  return new UserError(
    "discord-bad-token",
    [
      "Discord refused the bot's token.",
      `Open ${portal}, choose your application, then "Bot", press "Reset Token", and put the new token into DISCORD_TOKEN.`,
    ].join(" "),
    { cause },
  );
}

/** Why Discord closed the gateway for good; undefined for codes after which discord.js connects again. */
export function fatalClose(code: number): UserError | undefined {
  switch (code) {
    case GatewayCloseCodes.AuthenticationFailed:
      return badToken();
    case GatewayCloseCodes.DisallowedIntents:
      return new UserError(
        "discord-missing-intent",
        [
          "Discord doesn't let the bot read messages yet.",
          `Open ${portal}, choose your application, then "Bot", switch on "Message Content Intent" under "Privileged Gateway Intents", save, and start Hearthside again.`,
        ].join(" "),
      );
    case GatewayCloseCodes.ShardingRequired:
      return new UserError(
        "discord-too-large",
        "The bot is in so many servers that Discord demands sharding, which Hearthside doesn't do. Let it leave some servers.",
      );
    case GatewayCloseCodes.InvalidShard:
    case GatewayCloseCodes.InvalidAPIVersion:
    case GatewayCloseCodes.InvalidIntents:
      return new UserError(
        "discord-outdated",
        `Discord refused the connection with code ${code}: this version of Hearthside is too old for it. Install a newer one.`,
      );
    default:
      return undefined;
  }
}

/** The same for a failed login; undefined when another try may work. */
export function fatalLogin(thrown: unknown): UserError | undefined {
  const invalid =
    thrown instanceof Error && "code" in thrown && thrown.code === DiscordjsErrorCodes.TokenInvalid;
  const refused = thrown instanceof DiscordAPIError && thrown.status === 401;
  return invalid || refused ? badToken(thrown) : undefined;
}

/**
 * Calls `onFatal` when the bot can't go on: the gateway was closed for good, or the token was refused in the middle of
 * everything, after which discord.js sends nothing any more. Returns how to stop watching.
 */
export function watchForFatalErrors(
  client: Client,
  onFatal: (error: UserError) => void,
): () => void {
  const onDisconnect = ({ code }: { readonly code: number }) => {
    const error = fatalClose(code);
    if (error !== undefined) onFatal(error);
  };
  const onResponse = (
    request: { readonly data: { readonly auth?: unknown } },
    response: { readonly status: number },
  ) => {
    // Requests with a webhook's or an interaction's own token say nothing about the bot's.
    if (response.status === 401 && request.data.auth !== false) onFatal(badToken());
  };
  client.on("shardDisconnect", onDisconnect);
  client.rest.on(RESTEvents.Response, onResponse);
  return () => {
    client.off("shardDisconnect", onDisconnect);
    client.rest.off(RESTEvents.Response, onResponse);
  };
}
