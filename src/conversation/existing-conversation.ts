import { UserError } from "../lib/errors.ts";
import type { Conversation, ConversationStore } from "./ports.ts";

/** The channel's conversation. @throws UserError `no-conversation`. */
export function existingConversation(
  store: Pick<ConversationStore, "ofChannel">,
  channelId: string,
): Conversation {
  const conversation = store.ofChannel(channelId);
  if (conversation === undefined)
    throw new UserError(
      "no-conversation",
      "No character is in this channel yet. Start a chat with `/chat start`.",
    );
  return conversation;
}
