import type { SpeakContext } from "../../src/conversation/speak-context.ts";
import { defaultSampling } from "../../src/generation/sampling-defaults.ts";

/** Nobody has chosen a model or a preset. */
export const defaultChoices: Pick<SpeakContext, "models" | "sampling"> = {
  models: { at: () => ({ model: null, origin: { kind: "default", id: null } }) },
  sampling: { of: () => defaultSampling },
};
