import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { UserError } from "../../../lib/errors.ts";
import type { CommandOption } from "../command-option.ts";

/** A message by its link or id. */
export const messageOption: CommandOption = {
  type: ApplicationCommandOptionType.String,
  name: "message",
  max_length: 200,
};

/** @throws UserError `not-a-message`. */
export function messageIdOf(given: string): string {
  const id = /(?:^|\/|-)(\d{15,21})\s*$/.exec(given.trim())?.[1];
  if (id === undefined)
    throw new UserError(
      "not-a-message",
      "This is no link of a message. Take one with a right click on the reply, Copy Message Link.",
    );
  return id;
}
