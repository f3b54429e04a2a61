import { createHash } from "node:crypto";
import type { REST } from "discord.js";
import { type APIApplicationCommand, Routes } from "discord-api-types/v10";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { StateStore } from "../ports.ts";
import { retrying } from "../retry.ts";
import { commandDefinitions } from "./table.ts";

const stateKey = "discord.commands";
const tries = 5;

/**
 * Tells Discord the commands when they have changed since the last time, or when Discord doesn't have them. Returns
 * whether it did: registering is limited to some times a day.
 */
export async function registerCommands(options: {
  readonly rest: REST;
  readonly applicationId: string;
  readonly state: StateStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}): Promise<boolean> {
  const { rest, applicationId, state, clock, logger, signal } = options;
  const definitions = commandDefinitions();
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
    if (definitions.every(({ name }) => names.has(name)) && names.size === definitions.length)
      return false;
  }
  await retrying(() => rest.put(route, { body: definitions }), { clock, tries, signal });
  state.set(stateKey, hash);
  logger.info({ commands: definitions.length }, "registered the commands with Discord");
  return true;
}
