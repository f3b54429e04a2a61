import type { Clock } from "../lib/clock.ts";
import { coerceError, isAbort } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import type { SimulatorEvent } from "../simulator/events.ts";
import type { Simulator } from "../simulator/simulator.ts";
import { trimWorld } from "./trim-world.ts";
import { saveWorld } from "./world-file.ts";

export interface KeepWorldOptions {
  readonly simulator: Pick<Simulator, "on" | "snapshot">;
  readonly file: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * How long changes are gathered before they are written; 250 when left out. What the bot has said and a crash takes out of
   * the world, it never says again, so this is short; but a world of some megabytes isn't written for every edit.
   */
  readonly delayMs?: number;
}

export interface WorldKeeper {
  /** Stops watching and writes what is not written yet. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Saves the simulator's world whenever it has changed, so that a restart goes on where the last run was: what a person says
 * at once, since after a crash the bot answers it; everything else a little later, many changes together.
 */
export function keepWorld(options: KeepWorldOptions): WorldKeeper {
  const { simulator, file, clock, logger, delayMs = 250 } = options;
  const stopping = new AbortController();
  let changed = false;
  let round: Promise<void> | undefined;
  /** Ends the gathering of the current round. */
  let hurry = new AbortController();
  /** What is written now misses something that came meanwhile. */
  let isBehind = false;

  const save = async () => {
    if (!changed) return;
    changed = false;
    try {
      await saveWorld(file, trimWorld(simulator.snapshot()));
    } catch (error) {
      // The chat goes on; the next change tries again, and so does the stop.
      changed = true;
      logger.error({ err: coerceError(error), file }, "The playground's world could not be saved");
    }
  };
  const waitAndSave = async () => {
    hurry = new AbortController();
    const enough = AbortSignal.any([stopping.signal, hurry.signal]);
    try {
      await clock.sleep(delayMs, enough);
    } catch (error) {
      if (!isAbort(error, enough)) throw error;
    }
    isBehind = false;
    await save();
    round = isBehind && !stopping.signal.aborted ? waitAndSave() : undefined;
  };
  const unsubscribe = simulator.on((event) => {
    if (!changesWorld(event)) return;
    changed = true;
    isBehind = true;
    round ??= waitAndSave();
    if (isSaidByPerson(event)) hurry.abort();
  });

  let stopped: Promise<void> | undefined;
  return {
    stop() {
      stopped ??= (async () => {
        unsubscribe();
        stopping.abort();
        await round;
        await save();
      })();
      return stopped;
    },
  };
}

function isSaidByPerson(event: SimulatorEvent): boolean {
  return event.type === "message-created" && !event.message.author.bot;
}

function changesWorld(event: SimulatorEvent): boolean {
  switch (event.type) {
    case "message-created":
    case "message-updated":
    case "message-deleted":
    case "reactions-changed":
    case "user-changed":
    case "guild-changed":
    case "channel-changed":
    case "channel-deleted":
    case "commands-registered":
      return true;
    // Most requests come with one of the above; webhooks and uploaded pictures come with a request alone.
    case "request-logged":
      return event.request.method !== "GET" && (event.request.status ?? 500) < 300;
    case "typing":
    case "interaction-created":
    case "interaction-answered":
    case "interaction-failed":
    case "modal-opened":
    case "choices-offered":
    case "bot-connected":
    case "bot-disconnected":
    case "violation":
      return false;
  }
}
