import type { Remark, RemarkValues } from "./remark.ts";

/**
 * A problem that a person can act on. Its message is safe to show as it is: no stack, no paths of ours, no
 * message text of others. It says what is wrong and what to do.
 */
export class UserError extends Error {
  override readonly name = "UserError";
  /** A stable machine-readable word, for tests, for exit codes, and for saying the same in another language. */
  readonly code: string;
  /** What the message names, for the same purpose: as safe to show as the message is. */
  readonly values: ErrorValues;

  constructor(
    code: string,
    message: string,
    { values = {}, ...options }: ErrorOptions & { readonly values?: ErrorValues } = {},
  ) {
    super(message, options);
    this.code = code;
    this.values = values;
  }
}

export type ErrorValues = RemarkValues;

/** What a `UserError` says, to be told as a part of something else. */
export function remarkOf({ code, values, message }: UserError): Remark {
  return { code, values, english: message };
}

/** Something outside failed (Redis, Discord, a disk). `retryable` is decided once, where it is thrown. */
export class OperationalError extends Error {
  override readonly name = "OperationalError";
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: ErrorOptions & { retryable: boolean }) {
    super(message, options);
    this.code = code;
    this.retryable = options.retryable;
  }
}

/** Whatever was thrown, as an Error. */
export function coerceError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** Whether this is the abort of `signal` (or any DOM-style abort), which is never a failure. */
export function isAbort(thrown: unknown, signal?: AbortSignal): boolean {
  if (signal?.aborted && thrown === signal.reason) return true;
  return thrown instanceof Error && thrown.name === "AbortError";
}
