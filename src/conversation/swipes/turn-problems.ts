import { UserError } from "../../lib/errors.ts";

export function noSuchTurn(): UserError {
  return new UserError("no-such-turn", "This message is no turn of the chat in here any more.");
}

export function changed(): UserError {
  return new UserError("reply-changed", "This reply has changed in the meantime.");
}

export function busy(speaker: string): UserError {
  return new UserError(
    "reply-under-way",
    `${speaker} is writing just now. Wait for the end of it, or stop it first.`,
    { values: { character: speaker } },
  );
}
