import { UserError } from "../../lib/errors.ts";
import type { ActorInteraction } from "../../simulator/actors/actor.ts";
import type { Simulator } from "../../simulator/simulator.ts";
import type { SimInteraction } from "../../simulator/world/records.ts";

/** Longer than Discord's own three seconds, which the simulator counts. */
const longestWaitMs = 10_000;

/**
 * Resolves with the interaction once the bot has answered it in some way. Rejects with a `UserError` in Discord's own
 * words when its three seconds go by without an answer.
 */
export async function firstAnswer(
  simulator: Simulator,
  interaction: ActorInteraction,
): Promise<SimInteraction> {
  const { record } = interaction;
  await simulator.waitFor(() => record.answeredAt !== null || record.expired, {
    timeoutMs: longestWaitMs,
    what: "an answer to an interaction",
  });
  if (record.answeredAt === null)
    throw new UserError("no-answer", "The application did not respond.");
  return record;
}
