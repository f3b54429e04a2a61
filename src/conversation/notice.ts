import type { GenerationFailure } from "../generation/generation-error.ts";

/** What people are told in the place of a reply or below one. It is worded where it is shown, in the language of the place. */
export type Notice =
  /** Somebody wanted no more of it. */
  | { readonly code: "stopped" }
  /** Another model was chosen for it while it waited. */
  | { readonly code: "moved"; readonly model: string }
  | { readonly code: "card-missing"; readonly character: string }
  /** The character is for adults, and the place no longer is. */
  | { readonly code: "not-age-restricted"; readonly character: string }
  /** Nobody foresaw it; the log has more under this id. */
  | { readonly code: "bug"; readonly id: string }
  | { readonly code: "nothing-to-say" | "nothing-to-add" }
  /** That something went wrong, without a word that another bot could answer. */
  | { readonly code: "wordless" }
  | {
      readonly code: "failed";
      readonly failure: Pick<GenerationFailure, "code" | "message" | "values">;
    };
