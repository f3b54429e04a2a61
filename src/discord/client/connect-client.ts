import { once } from "node:events";
import type { Client } from "discord.js";
import { type RESTGetAPIGatewayBotResult, Routes } from "discord-api-types/v10";
import { backOffMs } from "../../lib/back-off.ts";
import type { Clock } from "../../lib/clock.ts";
import { deferred } from "../../lib/deferred.ts";
import { coerceError, OperationalError, type UserError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { unlessAborted } from "../../lib/unless-aborted.ts";
import { discordProblem } from "../discord-problem.ts";
import { closeClient } from "./close-client.ts";
import { fatalLogin, watchForFatalErrors } from "./fatal-errors.ts";

export interface ConnectOptions {
  readonly token: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * Connects to the gateway; resolves when all servers are there. Waits as long as Discord can't be reached or allows no
 * further session today. Throws a `UserError` for what only a person can mend.
 */
export async function connectClient(
  client: Client,
  options: ConnectOptions,
): Promise<Client<true>> {
  const fatal = deferred<never>();
  const unwatch = watchForFatalErrors(client, (error: UserError) => fatal.reject(error));
  try {
    await Promise.race([fatal.promise, logIn(client, options)]);
    if (!client.isReady()) throw new Error("discord.js says that it is ready, and isn't");
    return client;
  } catch (thrown) {
    await closeClient(client);
    options.signal.throwIfAborted();
    const error = fatalLogin(thrown) ?? thrown;
    if (discordProblem(error).kind === "transient")
      throw new OperationalError("discord-unreachable", "Discord can't be reached", {
        cause: error,
        retryable: true,
      });
    throw error;
  } finally {
    unwatch();
  }
}

async function logIn(client: Client, options: ConnectOptions): Promise<void> {
  const { token, signal } = options;
  client.rest.setToken(token);
  await sessionAllowed(client, options);
  signal.throwIfAborted();
  const ready = once(client, "clientReady", { signal });
  // Without a login there will be no such event, and that is said by the login.
  ready.catch(() => {});
  await unlessAborted(client.login(token), signal);
  await ready;
}

/** Resolves when Discord would let a session start. A bot that tries on and on at its limit loses its token. */
async function sessionAllowed(client: Client, options: ConnectOptions): Promise<void> {
  const { clock, logger, signal } = options;
  for (let failures = 0; ; ) {
    try {
      const gateway = (await client.rest.get(Routes.gatewayBot(), {
        signal,
      })) as RESTGetAPIGatewayBotResult;
      const limit = gateway.session_start_limit;
      if (limit.remaining > 0) return;
      logger.warn(
        { waitMs: limit.reset_after },
        "Discord allows no further session today: waiting until it does",
      );
      await clock.sleep(limit.reset_after, signal);
    } catch (thrown) {
      signal.throwIfAborted();
      if (fatalLogin(thrown) !== undefined || discordProblem(thrown).kind !== "transient")
        throw thrown;
      failures += 1;
      const waitMs = backOffMs(failures);
      logger.warn({ waitMs, error: coerceError(thrown) }, "Discord can't be reached: trying again");
      await clock.sleep(waitMs, signal);
    }
  }
}
