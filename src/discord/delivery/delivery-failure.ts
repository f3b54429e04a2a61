import { DeliveryError } from "../../conversation/delivery.ts";
import { coerceError } from "../../lib/errors.ts";
import { discordProblem } from "../discord-problem.ts";

/** Why a reply can't be shown, in the heart's words; what nobody expected stays the error that it is. */
export function deliveryFailure(thrown: unknown, closing: AbortSignal): Error {
  const cause = coerceError(thrown);
  // A client that is shut down refuses requests in ways of its own: none of them means that the reply is broken.
  if (closing.aborted) return new DeliveryError("discord-failed", "the bot is stopping", { cause });
  if (cause instanceof DeliveryError) return cause;
  const { kind } = discordProblem(thrown);
  switch (kind) {
    case "channel-gone":
      return new DeliveryError("channel-gone", "the channel is gone", { cause });
    case "forbidden":
      return new DeliveryError("forbidden", "the bot may not write in this channel", { cause });
    case "transient":
    case "wait":
    case "webhook-gone":
      return new DeliveryError("discord-failed", "Discord can't be reached", { cause });
    case "message-gone":
    case "message-fixed":
    case "unexpected":
      return cause;
  }
}
