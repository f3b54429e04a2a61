import type { Delivery } from "./delivery.ts";
import { jobsOf } from "./generate-reply.ts";
import type { Notice } from "./notice.ts";
import type { Turn } from "./ports.ts";
import type { SpeakAttempt, SpeakContext } from "./speak-context.ts";
import type { OwedSwipe } from "./swipes/owed-swipe.ts";
import { retryControls } from "./swipes/reply-controls.ts";

/** Gives a text up, and leaves nothing of what a model was asked for it where the jobs are. */
export async function giveUpFor(
  owed: OwedSwipe,
  { reason, notice }: { readonly reason: string; readonly notice: Notice | null },
  delivery: Delivery,
  context: SpeakAttempt,
): Promise<void> {
  await giveTextUp(owed.turnId, reason, notice, delivery, context);
  if (context.replanned.aborted) return;
  for (const jobId of jobsOf(owed)) await context.queue.discard(jobId);
}

/**
 * A turn that has a text shows that again; one that has none ends with a notice, which people see before it is final. Where
 * bots are heard, it has no words, and to one of them it is nothing: they would answer it, and that would fail as well. Of a
 * text for somebody who has opted out since, nothing is left either.
 */
export async function giveTextUp(
  turnId: string,
  reason: string,
  notice: Notice | null,
  delivery: Delivery,
  context: SpeakAttempt,
): Promise<void> {
  const { store, swipes, replanned } = context;
  const face = swipes.face(turnId);
  if (face?.owed === undefined) return;
  if (face.turn.state === "open") {
    const isUnseen = reason === "opted-out" || (notice !== null && answersBot(face.turn, context));
    if (isUnseen) await delivery.withdraw();
    else await delivery.fail(wordedFor(face.turn, notice, context), retryControls(face));
  }
  if (!replanned.aborted) store.failTurn(turnId, reason, notice);
}

function answersBot({ conversationId, answersTurnId }: Turn, context: SpeakContext): boolean {
  const answered = answersTurnId === null ? undefined : context.store.turn(answersTurnId);
  return answered !== undefined && heardBots(conversationId, context).includes(answered.authorId);
}

function wordedFor({ conversationId }: Turn, notice: Notice | null, context: SpeakContext): Notice {
  if (notice === null) return { code: "stopped" };
  return heardBots(conversationId, context).length === 0 ? notice : { code: "wordless" };
}

function heardBots(conversationId: string, { store, places }: SpeakContext): readonly string[] {
  const conversation = store.conversation(conversationId);
  return conversation === undefined ? [] : places.at(conversation.channelId).values.heardBots;
}
