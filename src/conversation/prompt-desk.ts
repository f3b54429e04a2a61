import { UserError } from "../lib/errors.ts";
import { existingConversation } from "./existing-conversation.ts";
import type { ConversationStore, Turn } from "./ports.ts";
import type { MemoryTrace, StoredPrompt } from "./sent-prompt.ts";

/** Shows what workers were asked. */
export interface PromptService {
  /**
   * The prompt of the newest reply in a channel, or of the one that a message shows.
   *
   * @throws UserError when there is none.
   */
  promptOf(channelId: string, messageId: string | null): ShownPrompt;
  /** The prompt of a turn's active text. @throws UserError when there is none. */
  promptOfTurn(turn: Turn): ShownPrompt;
}

export interface ShownPrompt extends StoredPrompt {
  readonly turn: Turn;
  /** What was remembered, each with where it was said. */
  readonly remembered: readonly ShownMemory[];
}

export interface ShownMemory extends MemoryTrace {
  /** The message that said it; null where there is none, or where it is gone. */
  readonly saidIn: {
    readonly guildId: string | null;
    readonly channelId: string;
    readonly messageId: string;
  } | null;
}

export class PromptDesk implements PromptService {
  readonly #store: ConversationStore;

  constructor(store: ConversationStore) {
    this.#store = store;
  }

  promptOf(channelId: string, messageId: string | null): ShownPrompt {
    const conversation = existingConversation(this.#store, channelId);
    const turn =
      messageId === null
        ? this.#store.lastPrompted(conversation.id)
        : this.#store.turnOfMessage(messageId);
    // A message of another channel is none of this channel's business.
    if (turn === undefined || turn.conversationId !== conversation.id)
      throw messageId === null
        ? new UserError("no-reply-yet", "No reply has been written in this channel yet.")
        : new UserError(
            "no-such-reply",
            "This message is no reply of a character in this channel. Give the link of one that is.",
          );
    return this.promptOfTurn(turn);
  }

  promptOfTurn(turn: Turn): ShownPrompt {
    const stored = this.#store.promptOf(turn.id);
    if (stored === undefined)
      throw turn.kind === "user"
        ? new UserError(
            "person-has-no-prompt",
            "A person wrote this message; only replies have prompts. Give the link of a reply.",
          )
        : new UserError(
            "prompt-not-kept",
            "The prompt of this message isn't there: greetings have none, and those of old replies are not kept.",
          );
    const remembered = (stored.prompt.memory ?? []).map((trace) => ({
      ...trace,
      saidIn: trace.turnId === null ? null : this.#saidIn(trace.turnId),
    }));
    return { ...stored, turn, remembered };
  }

  #saidIn(turnId: string): ShownMemory["saidIn"] {
    const said = this.#store.turn(turnId);
    if (said === undefined) return null;
    const [message] = this.#store.messagesOf(turnId);
    if (message === undefined || message.messageId === null) return null;
    const { channelId, messageId } = message;
    const guildId = this.#store.conversation(said.conversationId)?.guildId ?? null;
    return { guildId, channelId, messageId };
  }
}
