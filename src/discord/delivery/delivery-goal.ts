import { noControls, type ReplyControls } from "../../conversation/swipes/reply-controls.ts";
import { nextStep, type ShownPart, type Step, type WantedPart } from "./next-step.ts";
import { splitText } from "./split-text.ts";

/** What a reply should look like now. */
export interface DeliveryGoal {
  /** `farewell`: nothing of this reply can be shown for long any more; it says where the rest will be. */
  readonly kind: "placeholder" | "draft" | "farewell" | "final";
  readonly text: string;
}

/** Where a delivery is. */
export interface DeliveryState {
  readonly shown: readonly (ShownPart | undefined)[];
  /** What stands in front of the text. */
  readonly header: string;
  readonly controls: ReplyControls;
  /** As much of a growing text as is worth showing. */
  readonly draft: string;
  /** A text of this turn stands there already: it stays until another takes its place. */
  readonly hasText: boolean;
  /** Too many replies come at once: what Discord allows is left to those that are complete. */
  readonly crowded: boolean;
  /** Discord allows the messages but a few edits more: those are for complete texts. */
  readonly isOld: boolean;
}

/** The next request on the way to a goal; null when there is nothing to do for now. */
export function stepTowards(goal: DeliveryGoal, state: DeliveryState): Step | null {
  const { shown, header, draft } = state;
  const isHeldBack = shown[0] === undefined && state.crowded;
  switch (goal.kind) {
    case "placeholder":
      if (state.hasText && shown[0] !== undefined) return controlsStep(state);
      return isHeldBack ? null : nextStep(shown, wanted([header + goal.text], state), false);
    case "draft":
      if (state.isOld || draft === "" || isHeldBack) return null;
      return nextStep(shown, wanted(splitText(header + draft, { draft: true }), state), false);
    case "farewell":
    case "final": {
      const texts = goal.text.trim() === "" ? [] : splitText(header + goal.text);
      return nextStep(shown, wanted(texts, state), true);
    }
  }
}

/** The controls stand below the last message. */
function wanted(
  texts: readonly (string | null)[],
  { controls }: DeliveryState,
): readonly WantedPart[] {
  return texts.map((content, index) => ({
    content,
    controls: index === texts.length - 1 ? controls : noControls,
  }));
}

function controlsStep(state: DeliveryState): Step | null {
  const { shown, controls, isOld } = state;
  if (isOld || controls.kind === "none") return null;
  const whole = shown.every((part) => part !== undefined);
  const asTheyAre = shown.map(() => null);
  return whole ? nextStep(shown, wanted(asTheyAre, state), false) : null;
}
