import { DiscordAPIError } from "discord.js";
import { RESTJSONErrorCodes } from "discord-api-types/v10";

/** Whether an acknowledgement failed because an earlier try of it arrived after all. */
export function isAcknowledged(thrown: unknown): boolean {
  return (
    thrown instanceof DiscordAPIError &&
    thrown.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged
  );
}
