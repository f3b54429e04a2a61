import type { TurnMessage } from "../../conversation/ports.ts";
import { noControls } from "../../conversation/swipes/reply-controls.ts";
import type { Clock } from "../../lib/clock.ts";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { discordProblem } from "../discord-problem.ts";
import type { ChannelPacer } from "./channel-pacer.ts";
import type { Outlet, Prepared } from "./outlet.ts";

/**
 * Takes the controls off a message once that costs nobody else a request, if that is still wanted then. False when it is
 * worth another try later. Never rejects: a row that can't be taken away is a blemish, and its buttons say that they are
 * stale.
 */
export async function takeControls(
  { turnId, messageId, webhookId }: TurnMessage,
  isWanted: () => boolean,
  context: {
    readonly outlet: Outlet;
    readonly pacerFor: (prepared: Prepared) => ChannelPacer;
    readonly clock: Clock;
    readonly logger: Logger;
    /** Aborted when the bot stops. */
    readonly closing: AbortSignal;
  },
): Promise<boolean> {
  if (messageId === null) return true;
  const { outlet, closing, clock, logger } = context;
  try {
    const pacer = context.pacerFor(await outlet.prepare());
    for (let at = pacer.optionalAt(); at > clock.now(); at = pacer.optionalAt())
      await clock.sleep(at - clock.now(), closing);
    if (!isWanted()) return false;
    await pacer.spend(() => outlet.edit({ messageId, webhookId }, null, noControls));
    return true;
  } catch (thrown) {
    if (closing.aborted) return false;
    logger.debug({ turnId, error: coerceError(thrown) }, "controls could not be taken away");
    const { kind } = discordProblem(thrown);
    return kind !== "wait" && kind !== "transient";
  }
}
