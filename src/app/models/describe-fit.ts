import type { FitSuggestion, ModelFit } from "../../generation/model-control.ts";

/** In words: what a model takes, what there is, and what would help where that isn't enough. */
export function describeFit(fit: ModelFit): readonly string[] {
  const { weightBytes, cacheBytes, workBytes, neededBytes, freeBytes, onGpu } = fit;
  const conversations = `${fit.slots} × ${fit.contextSize} tokens`;
  const parts = `${gib(weightBytes)} of weights, ${gib(cacheBytes)} for conversations (${conversations}), ${gib(workBytes)} to compute`;
  const lines = [
    `It takes about ${gib(neededBytes)}: ${parts}.`,
    `Free ${onGpu ? "on the GPU" : "in memory"}: ${gib(freeBytes)}.`,
  ];
  if (fit.verdict === "slow")
    lines.push(
      `${fit.gpuLayers} of ${fit.layers} layers fit on the GPU; the rest runs on the CPU, which is slow.`,
    );
  if (fit.suggestion !== null) lines.push(describeSuggestion(fit.suggestion));
  else if (fit.verdict !== "fits") lines.push("No smaller file of it would fit either.");
  return lines;
}

export function describeSuggestion(suggestion: FitSuggestion): string {
  switch (suggestion.kind) {
    case "slots":
      return `It would fit with SLOTS=${suggestion.slots}.`;
    case "context":
      return `It would fit with CONTEXT_SIZE=${suggestion.contextSize} and SLOTS=${suggestion.slots}.`;
    case "quantisation":
      return `It would fit as ${suggestion.quantisation}, with CONTEXT_SIZE=${suggestion.contextSize} and SLOTS=${suggestion.slots}.`;
    default:
      return suggestion satisfies never;
  }
}

/** `5.2 GiB`, `310 MiB`. */
export function gib(bytes: number): string {
  const gibibytes = bytes / 1024 ** 3;
  return gibibytes >= 1 ? `${gibibytes.toFixed(1)} GiB` : `${Math.ceil(bytes / 1024 ** 2)} MiB`;
}
