import type { FitSuggestion, ModelFit } from "../../generation/model-control.ts";
import { type ModelRemark, modelRemark } from "../../generation/model-remarks.ts";
import { UserError } from "../../lib/errors.ts";

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
  const advice = adviceOf(fit);
  if (advice !== undefined) lines.push(advice.english);
  return lines;
}

export function describeSuggestion(suggestion: FitSuggestion): string {
  return suggestionRemark(suggestion).english;
}

/** What would help where the model doesn't fit. */
function adviceOf({ verdict, suggestion }: ModelFit): ModelRemark | undefined {
  if (suggestion !== null) return suggestionRemark(suggestion);
  return verdict === "fits" ? undefined : modelRemark("nothing-smaller");
}

function suggestionRemark(suggestion: FitSuggestion): ModelRemark {
  switch (suggestion.kind) {
    case "slots":
      return modelRemark("fits-with", { settings: `SLOTS=${suggestion.slots}` });
    case "context":
      return modelRemark("fits-with", { settings: settingsOf(suggestion) });
    case "quantisation": {
      const { quantisation } = suggestion;
      return modelRemark("fits-as", { quantisation, settings: settingsOf(suggestion) });
    }
    default:
      return suggestion satisfies never;
  }
}

function settingsOf(suggestion: { readonly contextSize: number; readonly slots: number }): string {
  return `CONTEXT_SIZE=${suggestion.contextSize} SLOTS=${suggestion.slots}`;
}

/** That a model is too large; `refusal` begins the sentence: `Llama 70B doesn't fit in memory`. */
export function tooLarge(model: string, fit: ModelFit, refusal: string): UserError {
  return new UserError("model-too-large", `${refusal}. ${describeFit(fit).join(" ")}`, {
    values: {
      model,
      needed: gib(fit.neededBytes),
      free: gib(fit.freeBytes),
      advice: adviceOf(fit) ?? modelRemark("nothing-smaller"),
    },
  });
}

/** `5.2 GiB`, `310 MiB`. */
export function gib(bytes: number): string {
  const gibibytes = bytes / 1024 ** 3;
  return gibibytes >= 1 ? `${gibibytes.toFixed(1)} GiB` : `${Math.ceil(bytes / 1024 ** 2)} MiB`;
}
