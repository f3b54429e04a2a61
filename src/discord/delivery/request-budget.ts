/** At most `limit` requests in any `windowMs`. */
export interface Budget {
  readonly limit: number;
  readonly windowMs: number;
}

/**
 * What Discord is known to allow one webhook, and all webhooks of a channel. The second isn't in any header: it must be
 * kept without being told.
 */
export const webhookBudgets: readonly Budget[] = [
  { limit: 5, windowMs: 2000 },
  { limit: 30, windowMs: 60_000 },
];

/** What Discord is known to allow a bot's own messages in one channel. */
export const botBudgets: readonly Budget[] = [{ limit: 5, windowMs: 5000 }];

/** When a request that must be made may be made. `sentAt` ascends; so do all that follow. */
export function earliestRequest(budgets: readonly Budget[], sentAt: readonly number[]): number {
  return latest(budgets.map(({ limit, windowMs }) => freeAt(sentAt, limit, windowMs)));
}

/**
 * When a request that may be left out may be made: slots stay free for those that must be, and what is left of a window
 * is spread evenly once half of it is used, so that a long reply slows down instead of standing still.
 */
export function earliestOptionalRequest(
  budgets: readonly Budget[],
  sentAt: readonly number[],
): number {
  const last = sentAt.at(-1);
  if (last === undefined) return Number.NEGATIVE_INFINITY;
  return latest(
    budgets.map(({ limit, windowMs }) => {
      const usable = limit - Math.max(1, Math.floor(limit / 8));
      const inWindow = sentAt.filter((at) => at > last - windowMs);
      const used = inWindow.length;
      const oldest = inWindow[0] ?? last;
      if (used >= usable) return freeAt(sentAt, usable, windowMs);
      if (used < usable / 2) return Number.NEGATIVE_INFINITY;
      return Math.ceil(last + (oldest + windowMs - last) / (usable - used + 1));
    }),
  );
}

/** When fewer than `limit` of the requests are younger than the window. */
function freeAt(sentAt: readonly number[], limit: number, windowMs: number): number {
  const blocking = sentAt.at(-limit);
  return blocking === undefined ? Number.NEGATIVE_INFINITY : blocking + windowMs;
}

function latest(times: readonly number[]): number {
  return Math.max(Number.NEGATIVE_INFINITY, ...times);
}
