import type {
  Conversation,
  ConversationStore,
  NewUserTurn,
  StartConversation,
  Swipe,
  Turn,
} from "../../src/conversation/ports.ts";

/** Inputs for a {@link ConversationStore}, short enough to read a test by. */

export const rosie = { characterId: "rosie", speakerName: "Rosie" };

export function startInput(changes: Partial<StartConversation> = {}): StartConversation {
  return {
    channelId: "channel",
    guildId: "guild",
    characterId: "rosie",
    answer: "addressed",
    hostId: "ada",
    ...changes,
  };
}

export function userTurn(
  conversation: Pick<Conversation, "id">,
  changes: Partial<NewUserTurn> & Pick<NewUserTurn, "messageId">,
): NewUserTurn {
  return {
    conversationId: conversation.id,
    channelId: "channel",
    authorId: "ada",
    speakerName: "Ada",
    text: "Hello",
    ...changes,
  };
}

export function greetingOf(conversation: Pick<Conversation, "id">) {
  return { ...rosie, conversationId: conversation.id, answersTurnId: null };
}

export function say(
  store: ConversationStore,
  conversation: Conversation,
  changes: Partial<NewUserTurn> & Pick<NewUserTurn, "messageId">,
): Turn {
  const heard = store.hear(userTurn(conversation, changes), null);
  if (heard === undefined) throw new Error(`message ${changes.messageId} was known`);
  return heard.user;
}

export function ask(
  store: ConversationStore,
  conversation: Conversation,
  changes: Partial<NewUserTurn> & Pick<NewUserTurn, "messageId"> = { messageId: "1" },
): { readonly user: Turn; readonly answer: Turn } {
  const heard = store.hear(userTurn(conversation, changes), rosie);
  if (!heard?.answer) throw new Error(`message ${changes.messageId} got no answer`);
  return { user: heard.user, answer: heard.answer };
}

export function sent(store: ConversationStore, turn: Turn, messageId: string, part = 0): void {
  store.recordMessage({ turnId: turn.id, part, channelId: "channel", messageId, webhookId: null });
}

export function reply(text: string): Swipe {
  return { text, finishReason: "stop", report: null };
}
