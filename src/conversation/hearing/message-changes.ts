import type { RepostStore } from "../personas/repost-store.ts";
import type { ConversationStore, HeardMessage, Turn } from "../ports.ts";
import type { ReplyScheduler } from "../reply-scheduler.ts";
import { showAgain } from "../swipes/show-again.ts";
import type { SwipeStore } from "../swipes/swipe-store.ts";
import { userText } from "../user-text.ts";
import type { ReasonStore } from "./reason-store.ts";
import { withoutAsides } from "./without-asides.ts";

export interface ChangeContext {
  readonly store: ConversationStore;
  readonly swipes: SwipeStore;
  readonly reasons: Pick<ReasonStore, "reasonOf">;
  readonly replies: Pick<ReplyScheduler, "schedule" | "stop" | "replan">;
}

/** As many messages in a row as one reply may answer, and more. */
const looksBack = 20;

/**
 * A person changed their message: from now on prompts have the new words, also that of a reply to them of which nothing is shown
 * yet. With nothing left that belongs to the story it is as if it were deleted. Does nothing when the chat doesn't know it.
 */
export async function rewordMessage(message: HeardMessage, context: ChangeContext): Promise<void> {
  const { store, swipes, replies } = context;
  const turn = store.turnOfMessage(message.messageId);
  if (turn?.kind !== "user") return;
  const text = userText({ ...message, text: withoutAsides(message.text) });
  if (message.text !== "" && text === "") {
    await forgetPerson(turn, context);
    return;
  }
  if (!swipes.reword(turn.id, text)) return;
  quoteAnew(turn, context);
  for (const answer of openAnswers(turn, store)) {
    const former = swipes.renew(answer.id);
    if (former !== undefined) replies.replan(answer, former);
  }
}

/** Replies to whoever said this, of which nothing is shown yet and whose prompts have it. */
function openAnswers({ conversationId, authorId, position }: Turn, store: ConversationStore) {
  return store
    .owedTurns()
    .filter(
      (turn) =>
        turn.conversationId === conversationId &&
        turn.state === "open" &&
        turn.position > position &&
        turn.answersTurnId !== null &&
        store.turn(turn.answersTurnId)?.authorId === authorId &&
        store.messagesOf(turn.id).length === 0,
    );
}

/** A reply that quotes what a person said does so as it is said now, or no longer. */
function quoteAnew(said: Turn, context: ChangeContext): void {
  const quoting = context.store.quotingTurn(said.id);
  if (quoting !== undefined) showAgain(quoting, context);
}

/**
 * Another bot has said again, in another name, what was heard in the person's own. False when the chat doesn't have it any more.
 */
export function creditMessage(
  originalId: string,
  copy: HeardMessage,
  { reposts }: { readonly reposts: Pick<RepostStore, "credit"> },
): boolean {
  return reposts.credit(originalId, {
    messageId: copy.messageId,
    speakerName: copy.authorName,
    personaId: proxyPersona(copy),
    text: userText({ ...copy, text: withoutAsides(copy.text) }),
  });
}

/** Names that other proxies give are figures of the story too, told apart by what they are called. */
export function proxyPersona({ authorName }: Pick<HeardMessage, "authorName">): string {
  return `proxy:${authorName}`;
}

/**
 * Messages are gone from Discord: so is what they said. Nobody answers what was taken back before the answer stood, unless the
 * answer was to more than that; a reply whose last message was deleted is no turn any more.
 */
export async function forgetMessages(
  messageIds: readonly string[],
  context: ChangeContext,
): Promise<void> {
  for (const messageId of messageIds) {
    const turn = context.store.turnOfMessage(messageId);
    if (turn === undefined) continue;
    if (turn.kind === "user") await forgetPerson(turn, context);
    else forgetPart(turn, messageId, context);
  }
}

async function forgetPerson(turn: Turn, context: ChangeContext): Promise<void> {
  const { store, swipes, replies } = context;
  const earlier = joinedBefore(turn, context);
  const inVain: Turn[] = [];
  for (const answer of store.owedTurns()) {
    if (answer.answersTurnId !== turn.id || answer.state !== "open") continue;
    const former = earlier && swipes.turnTo(answer.id, earlier.id);
    if (former === undefined) inVain.push(answer);
    else replies.replan(answer, former);
  }
  for (const answer of inVain) await replies.stop(answer.id);
  swipes.remove([turn.id, ...inVain.map(({ id }) => id)]);
  for (const answer of inVain) replies.schedule(answer);
  quoteAnew(turn, context);
}

/** What the same person said right before, where one reply was to answer both. */
function joinedBefore(turn: Turn, { store, reasons }: ChangeContext): Turn | undefined {
  const owed = store.owedTurns();
  for (const before of store.historyBefore(turn.conversationId, turn.position, looksBack)) {
    if (before.kind !== "user" || before.authorId !== turn.authorId) return undefined;
    if (owed.some(({ answersTurnId }) => answersTurnId === before.id)) return undefined;
    const [shown] = store.messagesOf(before.id);
    if (reasons.reasonOf(shown?.messageId ?? "")?.outcome.answered === true) return before;
  }
  return undefined;
}

/** What the bot itself takes away it does while the turn is being shown; then this is no news. */
function forgetPart(turn: Turn, messageId: string, { store, swipes }: ChangeContext): void {
  if (turn.state !== "done" || swipes.owed(turn.id) !== undefined) return;
  const parts = store.messagesOf(turn.id);
  const part = parts.find((each) => each.messageId === messageId);
  if (part === undefined) return;
  store.removeMessage(turn.id, part.part);
  if (parts.length > 1) return;
  swipes.remove([turn.id]);
  swipes.closeRemoval(turn.id);
}
