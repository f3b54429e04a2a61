import type { GenerationFailure } from "../../generation/generation-error.ts";
import { retryDelayMs } from "./retry-delay.ts";
import type { ServerError } from "./server-error.ts";

/** What to do about a request that the server failed. */
export type Verdict =
  /** Try again; if that was the last try, this is the failure. */
  | { readonly kind: "retry"; readonly delayMs: number; readonly failure: GenerationFailure }
  /** Try again with a shorter prompt. `promptTokens`: how many it had, where the server says so. */
  | { readonly kind: "shorten"; readonly promptTokens: number | null }
  | { readonly kind: "give-up"; readonly failure: GenerationFailure };

/** `failures` counts this one too. What the server said never reaches a person: it may hold anything. */
export function judge(error: ServerError, failures: number): Verdict {
  const { problem } = error;
  switch (problem.kind) {
    case "unreachable":
      return {
        kind: "retry",
        delayMs: retryDelayMs(failures, undefined),
        failure: unavailable("The model's server can't be reached.", true),
      };
    case "broken":
      return {
        kind: "retry",
        delayMs: retryDelayMs(failures, undefined),
        failure: failed("The model's server broke off or answered nonsense.", true),
      };
    case "silent":
      return { kind: "give-up", failure: failed("The model's server went silent.", true) };
    case "too-much":
      return {
        kind: "give-up",
        failure: failed("The model's server sent more than it should.", false),
      };
    case "status":
      return judgeStatus(problem.status, problem.retryAfterMs, error.detail, failures);
    default:
      return problem satisfies never;
  }
}

function judgeStatus(
  status: number,
  retryAfterMs: number | undefined,
  detail: string,
  failures: number,
): Verdict {
  // Some programs answer a long prompt with 500.
  if (status !== 429 && tellsOfLength(detail))
    return { kind: "shorten", promptTokens: promptTokensIn(detail) };
  if (status === 401 || status === 403)
    return {
      kind: "give-up",
      failure: unavailable("The model's server refuses the key in ENGINE_API_KEY.", false),
    };
  if (status === 404)
    return {
      kind: "give-up",
      failure: unavailable("The server doesn't have this model, or not this protocol.", false),
    };
  if (status === 408 || status === 429 || status >= 500)
    return {
      kind: "retry",
      delayMs: retryDelayMs(failures, retryAfterMs),
      failure:
        status === 429 || status === 503
          ? unavailable("The model's server is busy.", true)
          : failed(`The model's server failed with status ${status}.`, true),
    };
  return {
    kind: "give-up",
    failure: failed(`The model's server refused the request with status ${status}.`, false),
  };
}

/** How the programs say it; there is no code that all of them use. */
const lengthComplaints = [
  /context_length_exceeded/,
  /exceed_context_size/,
  /exceeds? the available context/i,
  /maximum (?:model |context )?length/i,
  /context (?:length|size|window)/i,
  /prompt is too long/i,
];

function tellsOfLength(detail: string): boolean {
  return lengthComplaints.some((complaint) => complaint.test(detail));
}

/** llama-server's `n_prompt_tokens`; vLLM writes it into a sentence. */
function promptTokensIn(detail: string): number | null {
  const found =
    /"n_prompt_tokens"\s*:\s*(\d{1,9})/.exec(detail)?.[1] ??
    /\b(\d{1,9}) (?:in the messages|input tokens|tokens from the input)/.exec(detail)?.[1];
  return found === undefined ? null : Number(found);
}

export function unavailable(message: string, retryable: boolean): GenerationFailure {
  return { code: "model-unavailable", message, retryable };
}

function failed(message: string, retryable: boolean): GenerationFailure {
  return { code: "engine-failed", message, retryable };
}
