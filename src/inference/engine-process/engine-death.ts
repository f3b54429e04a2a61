import type { GenerationFailure } from "../../generation/generation-error.ts";
import { UserError } from "../../lib/errors.ts";
import type { ProcessEnd } from "./process-link.ts";

/** Why a process that was to load a model has ended without having said so. */
export function deathWhileLoading({ code, signal, lastWords }: ProcessEnd): UserError {
  const cause = new Error(`exit code ${code}, signal ${signal}: ${lastWords}`);
  const why =
    signal === "SIGKILL"
      ? "the system ended the process that read it, most likely for want of memory."
      : `llama.cpp crashed over it (${signal ?? `exit code ${code}`}).`;
  return new UserError(
    "model-load-failed",
    `The model can't be loaded: ${why}${advice(lastWords)}`,
    {
      cause,
    },
  );
}

/** What the replies are told that a process leaves behind. */
export function deathInReply({ lastWords }: ProcessEnd): GenerationFailure {
  return {
    code: "engine-failed",
    message: `The model's engine broke down.${advice(lastWords)}`,
    retryable: true,
  };
}

/**
 * What to do about it, where the last words tell. ggml writes the file and the line before it aborts, and `CUDA error` where
 * the card refused something: kernels that its driver can't compile, most often.
 */
function advice(lastWords: string): string {
  return /ggml-cuda\S*: CUDA error/.test(lastWords)
    ? ' The GPU refused to compute. If every model fails like this, its driver is too old for this card: NVIDIA\'s 590 or newer runs all cards. Update it, or set GPU to "off".'
    : "";
}
