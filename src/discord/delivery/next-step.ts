import type { ReplyControls } from "../../conversation/swipes/reply-controls.ts";

/** What is known of the message that shows one part of a reply. */
export interface ShownPart {
  readonly messageId: string;
  readonly webhookId: string | null;
  /** Its content; null when an earlier run of the bot wrote it. */
  readonly content: string | null;
  /** Its controls; null when an earlier run of the bot drew them. */
  readonly controls: ReplyControls | null;
}

/** How one part of a reply should stand. */
export interface WantedPart {
  /** Null: as it is. */
  readonly content: string | null;
  readonly controls: ReplyControls;
}

export type Step =
  | ({ readonly kind: "send"; readonly part: number; readonly content: string } & Controlled)
  | ({ readonly kind: "edit"; readonly part: number; readonly content: string | null } & Controlled)
  | { readonly kind: "remove"; readonly part: number };

interface Controlled {
  readonly controls: ReplyControls;
}

/**
 * The next request on the way from what is shown to what should be; null when it is there. Messages stand in the order
 * of their parts: a missing one is sent only when nothing of the same reply stands behind it. What is too much goes
 * last, and only from a reply that is complete; until then it has no controls.
 */
export function nextStep(
  shown: readonly (ShownPart | undefined)[],
  wanted: readonly WantedPart[],
  complete: boolean,
): Step | null {
  const last = shown.findLastIndex((part) => part !== undefined);
  const missing = wanted.findIndex((_, part) => shown[part] === undefined);
  if (missing !== -1 && last > missing) return { kind: "remove", part: last };
  for (const [part, { content, controls }] of wanted.entries()) {
    const there = shown[part];
    if (there === undefined) return { kind: "send", part, content: content ?? "", controls };
    if (!stands(there, { content, controls })) {
      // What stands already isn't sent again.
      const changed = there.content === content ? null : content;
      return { kind: "edit", part, content: changed, controls };
    }
  }
  if (complete && last >= wanted.length) return { kind: "remove", part: last };
  return surplusControls(shown, wanted.length);
}

function stands(there: ShownPart, { content, controls }: WantedPart): boolean {
  if (content !== null && content !== there.content) return false;
  if (there.controls !== null) return sameControls(there.controls, controls);
  // Earlier runs drew controls on the last message alone, and that one is asked for by what wants some.
  return content === null && controls.kind === "none";
}

/** A row on a message that a shorter text leaves behind would be of the text before. */
function surplusControls(
  shown: readonly (ShownPart | undefined)[],
  wantedParts: number,
): Step | null {
  const part = shown.findIndex(
    (there, index) =>
      index >= wantedParts && there?.controls != null && there.controls.kind !== "none",
  );
  return part === -1 ? null : { kind: "edit", part, content: null, controls: { kind: "none" } };
}

function sameControls(one: ReplyControls, other: ReplyControls): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
