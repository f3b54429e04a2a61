import type { Turn } from "../ports.ts";
import type { ReplyScheduler } from "../reply-scheduler.ts";
import type { SwipeStore } from "./swipe-store.ts";

/** Has a reply shown once more, with the text that it has, since what stands around that has changed. */
export function showAgain(
  turn: Turn,
  {
    swipes,
    replies,
  }: {
    readonly swipes: Pick<SwipeStore, "face" | "choose">;
    readonly replies: Pick<ReplyScheduler, "schedule">;
  },
): void {
  const face = swipes.face(turn.id);
  // What owes a text is shown with that.
  if (face === undefined || face.owed !== undefined) return;
  if (swipes.choose(turn.id, face.revision, face.number, false)) replies.schedule(turn);
}
