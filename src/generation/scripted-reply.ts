import { deferred } from "../lib/deferred.ts";
import type { GenerationFailure } from "./generation-error.ts";
import type { GenerationRequest } from "./request.ts";

/**
 * One reply for all requests, replies in turn (the last one repeats), or a rule. `call` counts the requests that have
 * started, from 0.
 */
export type ScriptedReplies =
  | ScriptedReply
  | readonly ScriptedReply[]
  | ((request: GenerationRequest, call: number) => ScriptedReply);

/** What the engine does for one request: a whole text, or steps in order. */
export type ScriptedReply = string | { readonly steps: readonly ScriptStep[] };

/**
 * `text` is spoken token by token; `hold` waits, as a slow model would, until the promise settles or the request is
 * aborted; `fail` ends the stream with an error part; `crash` throws, which no engine may do but one might.
 */
export type ScriptStep =
  | { readonly text: string }
  | { readonly hold: PromiseLike<unknown> }
  | { readonly fail: GenerationFailure }
  | { readonly crash: Error };

export function stepsFor(
  replies: ScriptedReplies,
  request: GenerationRequest,
  call: number,
): readonly ScriptStep[] {
  const reply = replyFor(replies, request, call);
  return typeof reply === "string" ? [{ text: reply }] : reply.steps;
}

/** The script token by token, until it ends, fails (then the failure comes last) or `ended` is aborted. */
export async function* speakScript(
  steps: readonly ScriptStep[],
  options: {
    readonly charactersPerToken: number;
    /** Awaited before each token; may reject when `ended` is aborted. */
    readonly pause: () => Promise<void> | undefined;
    readonly ended: AbortSignal;
  },
): AsyncGenerator<string | GenerationFailure> {
  const { ended } = options;
  for (const step of steps) {
    if ("crash" in step) throw step.crash;
    if ("fail" in step) {
      yield step.fail;
      return;
    }
    if ("hold" in step) await settledOrAborted(step.hold, ended);
    else
      for (const token of tokensOf(step.text, options.charactersPerToken)) {
        await settledOrAborted(options.pause(), ended);
        if (ended.aborted) return;
        yield token;
      }
    if (ended.aborted) return;
  }
}

function replyFor(
  replies: ScriptedReplies,
  request: GenerationRequest,
  call: number,
): ScriptedReply {
  if (typeof replies === "function") return replies(request, call);
  if (typeof replies === "string" || "steps" in replies) return replies;
  return replies[Math.min(call, replies.length - 1)] ?? "";
}

/** Cuts at whole characters, so that no delta ends in half an emoji. */
function tokensOf(text: string, charactersPerToken: number): readonly string[] {
  const characters = Array.from(text);
  const tokens: string[] = [];
  for (let start = 0; start < characters.length; start += charactersPerToken)
    tokens.push(characters.slice(start, start + charactersPerToken).join(""));
  return tokens;
}

/** Resolves when `awaited` settles, whatever with, or when the signal aborts, whichever is first. */
async function settledOrAborted(awaited: unknown, signal: AbortSignal): Promise<void> {
  const aborted = deferred();
  const onAbort = () => aborted.resolve();
  if (signal.aborted) return;
  signal.addEventListener("abort", onAbort, { once: true });
  await Promise.allSettled([Promise.race([awaited, aborted.promise])]);
  signal.removeEventListener("abort", onAbort);
}
