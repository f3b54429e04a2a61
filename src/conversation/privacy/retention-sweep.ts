import { type Clock } from "../../lib/clock.ts";
import { coerceError, isAbort } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import type { AuditLog } from "../audit/audit-log.ts";
import type { PrivacyStore } from "./privacy-store.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Audit entries hold nobody's words; they are kept for a year. */
const auditDays = 365;
/** So many turns in one transaction: what people say meanwhile doesn't wait for long. */
const batch = 200;

export interface SweepOptions {
  readonly store: Pick<PrivacyStore, "forgetTurnsBefore" | "compact">;
  readonly audit: Pick<AuditLog, "forgetBefore">;
  /** Days for which turns are kept; 0 for ever. */
  readonly retentionDays: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Deletes what is older than it may be, once an hour, until `signal` aborts. Never rejects. */
export async function sweepOldTurns(options: SweepOptions, signal: AbortSignal): Promise<void> {
  const { clock, logger } = options;
  while (!signal.aborted) {
    try {
      await sweepOnce(options, signal);
      await clock.sleep(hourMs, signal);
    } catch (thrown) {
      if (isAbort(thrown, signal)) return;
      logger.warn({ error: coerceError(thrown) }, "old turns could not be deleted: trying again");
      await clock.sleep(hourMs, signal).catch(() => {});
    }
  }
}

async function sweepOnce(options: SweepOptions, signal: AbortSignal): Promise<void> {
  const { store, audit, retentionDays, clock, logger } = options;
  const now = clock.now();
  audit.forgetBefore(now - auditDays * dayMs);
  if (retentionDays === 0) return;
  let deleted = 0;
  for (;;) {
    const gone = store.forgetTurnsBefore(now - retentionDays * dayMs, batch);
    deleted += gone;
    if (gone < batch) break;
    await clock.sleep(1, signal);
  }
  if (deleted === 0) return;
  store.compact();
  logger.info({ turns: deleted, retentionDays }, "old turns were deleted");
}
