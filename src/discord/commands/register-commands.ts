import { createHash } from "node:crypto";
import type { Client } from "discord.js";
import {
  type APIApplicationCommand,
  ApplicationIntegrationType,
  Routes,
} from "discord-api-types/v10";
import type { Clock } from "../../lib/clock.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { menuDefinitions } from "../menus/table.ts";
import type { StateStore } from "../ports.ts";
import { retrying } from "../retry.ts";
import { commandDefinitions } from "./command-definitions.ts";
import type { CommandIndex } from "./command-index.ts";

const stateKey = "discord.commands";
const tries = 5;

export interface RegisterCommandsOptions {
  readonly client: Client<true>;
  /** Learns the ids. */
  readonly commands: CommandIndex;
  readonly state: StateStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * Tells Discord the commands when they have changed since the last time, or when Discord doesn't have them: it limits
 * how often a day they may be told. A bot without them still talks, so a failure is logged and no more.
 */
export async function registerCommands(options: RegisterCommandsOptions): Promise<void> {
  const { logger, signal } = options;
  try {
    await registerWhereNeeded(options);
  } catch (thrown) {
    signal.throwIfAborted();
    logger.error({ error: coerceError(thrown) }, "the commands could not be registered");
  }
}

/** As whoever runs the bot has it in the Developer Portal, under Installation. */
async function mayBeInstalledByUsers(options: RegisterCommandsOptions): Promise<boolean> {
  const { client, clock, logger, signal } = options;
  const { integrationTypesConfig } = await retrying(() => client.application.fetch(), {
    clock,
    tries,
    signal,
  });
  const may = integrationTypesConfig?.[ApplicationIntegrationType.UserInstall] !== undefined;
  if (!may)
    logger.info(
      {},
      'people can\'t install the bot for themselves: the Developer Portal has "User Install" off',
    );
  return may;
}

async function registerWhereNeeded(options: RegisterCommandsOptions): Promise<void> {
  const { client, commands, state, clock, logger, signal } = options;
  const { rest } = client;
  const applicationId = client.application.id;
  const places = { userInstalls: await mayBeInstalledByUsers(options) };
  const definitions = [...commandDefinitions(commands.roots, places), ...menuDefinitions(places)];
  const hash = createHash("sha256")
    .update(JSON.stringify([applicationId, definitions]))
    .digest("base64url");
  const route = Routes.applicationCommands(applicationId);
  if (state.get(stateKey) === hash) {
    const there = (await retrying(() => rest.get(route), {
      clock,
      tries,
      signal,
    })) as APIApplicationCommand[];
    const names = new Set(there.map(({ name }) => name));
    if (definitions.every(({ name }) => names.has(name)) && names.size === definitions.length) {
      commands.learn(there);
      return;
    }
  }
  const registered = (await retrying(() => rest.put(route, { body: definitions }), {
    clock,
    tries,
    signal,
  })) as APIApplicationCommand[];
  commands.learn(registered);
  state.set(stateKey, hash);
  logger.info({ commands: definitions.length }, "registered the commands with Discord");
}
