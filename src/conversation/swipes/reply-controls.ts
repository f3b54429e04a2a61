import { asksToRemember } from "../memory/asks-to-remember.ts";
import type { Turn } from "../ports.ts";
import type { TurnFace } from "./swipe-store.ts";

/** What people can do with a reply where they read it. */
export type ReplyControls =
  | { readonly kind: "none" }
  /** It is being written. */
  | { readonly kind: "stop"; readonly turnId: string; readonly revision: number }
  /** It was given up. */
  | { readonly kind: "retry"; readonly turnId: string; readonly revision: number }
  | {
      readonly kind: "swipes";
      readonly turnId: string;
      readonly revision: number;
      /** The swipe that is shown, from 1. */
      readonly number: number;
      readonly count: number;
      /** The turn that it answers, where that asks to have something kept in mind; absent where it doesn't. */
      readonly toRemember?: string;
    };

export const noControls: ReplyControls = { kind: "none" };

/**
 * The controls of a reply that stands, and of the turn that it answers. Only the newest one has any: a row below each would
 * drown the story.
 */
export function standingControls(
  face: TurnFace,
  isNewest: boolean,
  answered: Turn | undefined,
): ReplyControls {
  // What a person told as the narrator has no other versions.
  if (!isNewest || face.turn.kind !== "character") return noControls;
  const { turn, revision, number, count } = face;
  const controls = { kind: "swipes", turnId: turn.id, revision, number, count } as const;
  return answered !== undefined && asksToRemember(answered.text)
    ? { ...controls, toRemember: answered.id }
    : controls;
}

export function stopControls({ turn, revision }: TurnFace): ReplyControls {
  return { kind: "stop", turnId: turn.id, revision };
}

/** The controls of a reply whose only text is about to be given up. */
export function retryControls({ turn, revision }: TurnFace): ReplyControls {
  // Giving up is a change as well.
  return { kind: "retry", turnId: turn.id, revision: revision + 1 };
}
