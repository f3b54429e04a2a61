import type { ConversationStore } from "../ports.ts";
import type { SettingsReader } from "../settings/settings-desk.ts";

/** What a reply answers, for the line above it: Discord lets no webhook reply to a message. */
export interface Quote {
  /** The name of who said it, as it was then. */
  readonly name: string;
  readonly text: string;
}

export interface QuoteContext {
  readonly store: Pick<
    ConversationStore,
    "turn" | "conversation" | "messagesOf" | "messagesAfter" | "quotes" | "decideQuote"
  >;
  readonly places: Pick<SettingsReader, "at">;
}

/** With fewer messages between them, it is plain what a reply answers. */
const leastBetween = 2;

/**
 * What stands above a reply: what it answers, when other messages came between that and the reply's own first message. Null
 * for a greeting, for what answers a character, and once that message is gone. It is decided when the first message is
 * sent, and stays whatever becomes of the text; the words are those that the message has now.
 */
export function quoteAbove(turnId: string, context: QuoteContext): Quote | null {
  const { store } = context;
  const answersTurnId = store.turn(turnId)?.answersTurnId ?? null;
  const answered = answersTurnId === null ? undefined : store.turn(answersTurnId);
  if (answered?.kind !== "user" || answered.state !== "done") return null;
  if (!(store.quotes(turnId) ?? isFarFrom(answered.id, turnId, context))) return null;
  return { name: answered.speakerName, text: answered.text };
}

/** To be called when a reply's first message is about to be sent. */
export function decideQuote(turnId: string, context: QuoteContext): void {
  context.store.decideQuote(turnId, quoteAbove(turnId, context) !== null);
}

/** Whether so much has been said since the message that nobody sees any more what is answered. */
function isFarFrom(answeredId: string, turnId: string, { store, places }: QuoteContext): boolean {
  // Its messages were sent before anything was decided: they stay as they are.
  if (store.messagesOf(turnId).length > 0) return false;
  const [message] = store.messagesOf(answeredId);
  if (message?.messageId == null) return false;
  if (!places.at(message.channelId).values.quotes) return false;
  return store.messagesAfter(message.messageId, turnId) >= leastBetween;
}
