import type { Activation, ActivationInput } from "./activation.ts";
import { ActivationSweeps } from "./activation-sweeps.ts";
import { entryRef, listCandidates } from "./candidates.ts";
import { reportActivation } from "./report-activation.ts";
import { currentState } from "./timed-effects.ts";

/**
 * Decides which entries of the attached books are active for the reply that is about to be written, where they go, and
 * says of every entry why. The order of books and of entries in their files plays no part.
 *
 * Sweep by sweep: the entries whose conditions are met and whose keys are found; of inclusion groups one each; dice;
 * the token budget. What was activated may then activate more (recursion), delayed entries get their levels, and if
 * fewer entries than wanted are active, the look back grows by a turn at a time.
 */
export function activateEntries(input: ActivationInput): Activation {
  const entries = new Map(
    input.books.flatMap(({ id, book }) =>
      book.entries.map((entry) => [entryRef(id, entry.id), entry] as const),
    ),
  );
  const state = currentState(input.state, input.chat.turnCount, (ref) => entries.get(ref));
  const { books, candidates } = listCandidates(input, state);
  const sweeps = new ActivationSweeps(input, { books, candidates });
  sweeps.run();
  return reportActivation(input, { state, candidates, sweeps });
}
