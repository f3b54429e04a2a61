import type { RepostStore } from "../personas/repost-store.ts";
import type { ConversationStore, HeardMessage, Turn } from "../ports.ts";
import type { ReplyScheduler } from "../reply-scheduler.ts";
import { showAgain } from "../swipes/show-again.ts";
import type { SwipeStore } from "../swipes/swipe-store.ts";
import { userText } from "../user-text.ts";
import { withoutAsides } from "./without-asides.ts";

export interface ChangeContext {
  readonly store: ConversationStore;
  readonly swipes: SwipeStore;
  readonly replies: Pick<ReplyScheduler, "schedule" | "stop">;
}

/** A person changed their message: from now on prompts have the new words. False when the chat doesn't know it. */
export function rewordMessage(message: HeardMessage, context: ChangeContext): boolean {
  const { store, swipes } = context;
  const turn = store.turnOfMessage(message.messageId);
  if (turn?.kind !== "user") return false;
  const text = userText({ ...message, text: withoutAsides(message.text) });
  if (!swipes.reword(turn.id, text)) return false;
  quoteAnew(turn, context);
  return true;
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
 * Messages are gone from Discord: so is what they said. Nobody answers what was taken back before the answer began to be
 * written; a reply whose last message was deleted is no turn any more.
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
  const answers = store
    .owedTurns()
    .filter(({ answersTurnId, state }) => answersTurnId === turn.id && state === "open");
  for (const answer of answers) await replies.stop(answer.id);
  swipes.remove([turn.id, ...answers.map(({ id }) => id)]);
  for (const answer of answers) replies.schedule(answer);
  quoteAnew(turn, context);
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
