import type { Catalogue } from "../../models/catalogue/catalogue.ts";
import { modelOfFile } from "../../models/catalogue/find-model.ts";
import { layoutNames, namedLayout } from "../../roleplay/prompt/named-layout.ts";
import type { ChatLayout } from "../../roleplay/prompt/prompt-segment.ts";

export interface PromptHabits {
  /** Undefined: as the model file's own chat template says. */
  readonly layout: ChatLayout | undefined;
  /** Text that would be the next speaker's. */
  readonly stop: readonly string[];
}

/** How prompts are written for a model, as far as the catalogue knows it by the name of its file. */
export function promptHabits(
  catalogue: Catalogue,
  modelId: string,
  { hasChatTemplate }: { readonly hasChatTemplate: boolean },
): PromptHabits {
  const entry = modelOfFile(catalogue, modelId);
  if (entry === undefined) return { layout: undefined, stop: [] };
  const { format } = entry;
  // A file's own template knows better than we do which version of a format it wants.
  const knowsFormat = !hasChatTemplate && layoutNames.includes(format);
  return {
    layout: knowsFormat ? namedLayout(format) : undefined,
    stop: catalogue.formats[format]?.stops ?? [],
  };
}
