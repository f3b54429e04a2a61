import { coerceError, type ErrorValues, UserError } from "../../lib/errors.ts";

/** An error as data, for another process. */
export interface PlainError {
  /** Present: safe to show to a person. */
  readonly code?: string | undefined;
  readonly values?: ErrorValues | undefined;
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
  readonly cause?: PlainError | undefined;
}

/** Causes of causes that are taken along. */
const deepest = 4;

export function toPlainError(thrown: unknown, depth = 0): PlainError {
  const { name, message, stack, cause } = coerceError(thrown);
  return {
    name,
    message,
    stack,
    ...(thrown instanceof UserError && { code: thrown.code, values: thrown.values }),
    ...(cause !== undefined && depth < deepest && { cause: toPlainError(cause, depth + 1) }),
  };
}

/** The error as it was, with the stack of the process that it comes from. */
export function fromPlainError(plain: PlainError): Error {
  const options = plain.cause && { cause: fromPlainError(plain.cause) };
  const { code, values = {}, message, name, stack } = plain;
  const error =
    code === undefined
      ? Object.assign(new Error(message, options), { name })
      : new UserError(code, message, { ...options, values });
  if (stack !== undefined) error.stack = stack;
  return error;
}
