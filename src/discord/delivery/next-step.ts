/** What is known of the message that shows one part of a reply. */
export interface ShownPart {
  readonly messageId: string;
  readonly webhookId: string | null;
  /** Its content; null when an earlier run of the bot wrote it. */
  readonly content: string | null;
}

export type Step =
  /** Sends what stands for a text that isn't there yet. */
  | { readonly kind: "place"; readonly part: number; readonly content: string }
  | { readonly kind: "send"; readonly part: number; readonly content: string }
  | { readonly kind: "edit"; readonly part: number; readonly content: string }
  | { readonly kind: "remove"; readonly part: number };

/**
 * The next request on the way from what is shown to what should be; null when it is there. Messages stand in the order
 * of their parts: a missing one is sent only when nothing of the same reply stands behind it. What is too much goes
 * last, and only from a reply that is complete.
 */
export function nextStep(
  shown: readonly (ShownPart | undefined)[],
  wanted: readonly string[],
  complete: boolean,
): Step | null {
  const last = shown.findLastIndex((part) => part !== undefined);
  const missing = wanted.findIndex((_, part) => shown[part] === undefined);
  if (missing !== -1 && last > missing) return { kind: "remove", part: last };
  for (const [part, content] of wanted.entries()) {
    const there = shown[part];
    if (there === undefined) return { kind: "send", part, content };
    if (there.content !== content) return { kind: "edit", part, content };
  }
  return complete && last >= wanted.length ? { kind: "remove", part: last } : null;
}
