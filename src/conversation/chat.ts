import type { QueueStatus } from "../generation/generation-queue.ts";
import type { Clock } from "../lib/clock.ts";
import { UserError } from "../lib/errors.ts";
import { type Character, characterName } from "../roleplay/character/character.ts";
import type { ChatService, HearOutcome, StartChat, Started } from "./chat-service.ts";
import { decideAnswer } from "./decide-answer.ts";
import { existingConversation } from "./existing-conversation.ts";
import { chooseGreeting, greetingReply } from "./greeting.ts";
import { Bookshelf } from "./lore/bookshelf.ts";
import type { LorebookStore } from "./lore/lorebook-store.ts";
import { ModelContext } from "./model-context.ts";
import type { Conversation, HeardMessage } from "./ports.ts";
import { ReplyScheduler } from "./reply-scheduler.ts";
import type { SpeakContext } from "./speak-context.ts";
import { userText } from "./user-text.ts";

export interface ChatOptions extends Omit<SpeakContext, "closing" | "books" | "modelContext"> {
  readonly lorebooks: LorebookStore;
  readonly clock: Clock;
}

/** Nobody answers, and yet it was said in the chat: whoever answers next has heard it. */
const worthKeeping: ReadonlySet<HearOutcome["because"]> = new Set([
  "not-addressed",
  "character-missing",
]);

/** The conversations of one bot, alive: what is said goes into the store, and what is owed gets paid. */
export class Chat implements ChatService {
  readonly #context: Omit<SpeakContext, "closing">;
  readonly replies: ReplyScheduler;
  readonly books: Bookshelf;
  readonly modelContext: ModelContext;

  constructor({ lorebooks, clock, ...options }: ChatOptions) {
    const { queue, logger } = options;
    this.books = new Bookshelf(lorebooks, logger);
    this.modelContext = new ModelContext(queue, clock, logger);
    this.#context = { ...options, clock, books: this.books, modelContext: this.modelContext };
    this.replies = new ReplyScheduler(this.#context);
  }

  async hear(message: HeardMessage): Promise<HearOutcome> {
    const { store, library, logger } = this.#context;
    if (store.knowsMessage(message.messageId)) return { answered: false, because: "known-already" };
    const conversation = store.ofChannel(message.channelId);
    const character = conversation && library.get(conversation.characterId);
    const outcome = decideAnswer(message, {
      conversation,
      character,
      repliesToCharacter: this.#repliesToCharacter(message, conversation),
    });
    if (conversation === undefined || message.authorIsBot || this.replies.closing) return outcome;

    if (outcome.answered || worthKeeping.has(outcome.because)) {
      const answer =
        outcome.answered && character
          ? { characterId: character.id, speakerName: characterName(character) }
          : null;
      const heard = store.hear(
        {
          conversationId: conversation.id,
          messageId: message.messageId,
          channelId: message.channelId,
          authorId: message.authorId,
          speakerName: message.authorName,
          text: userText(message),
        },
        answer,
      );
      if (heard === undefined) return { answered: false, because: "known-already" };
      if (heard.answer) this.replies.schedule(heard.answer);
    }
    store.setLastSeen(message.channelId, message.messageId);
    logger.debug({ messageId: message.messageId, because: outcome.because }, "heard a message");
    return outcome;
  }

  async start(input: StartChat): Promise<Started> {
    const { store } = this.#context;
    const character = this.#existingCharacter(input.characterId);
    const greeting = chooseGreeting(character, input.greeting);
    const conversation = store.start(input);
    store.setLastSeen(input.channelId, input.sinceId);
    const fresh = store.historyBefore(conversation.id, Number.MAX_SAFE_INTEGER, 1).length === 0;
    const { hostName } = input;
    const nowMs = this.#context.clock.now();
    const reply =
      fresh && greeting !== null
        ? greetingReply(greeting, { ...this.#context, conversation, character, hostName, nowMs })
        : null;
    if (reply !== null) {
      const turn = store.openCharacterTurn(
        {
          conversationId: conversation.id,
          characterId: character.id,
          speakerName: characterName(character),
          answersTurnId: null,
        },
        reply,
      );
      this.replies.schedule(turn);
    }
    return { conversation, character, fresh };
  }

  use(channelId: string, characterId: string): Conversation {
    const conversation = this.#existing(channelId);
    this.#existingCharacter(characterId);
    return this.#context.store.start({ ...conversation, characterId });
  }

  async reset(channelId: string): Promise<{ readonly hiddenTurns: number }> {
    const conversation = this.#existing(channelId);
    const hiddenTurns = this.#context.store.reset(conversation.id);
    await this.replies.cancel(conversation.id);
    return { hiddenTurns };
  }

  async stop(channelId: string): Promise<void> {
    const conversation = this.#existing(channelId);
    if (conversation.status === "stopped")
      throw new UserError("stopped-already", "There is no chat here to stop.");
    await this.#silence(conversation);
  }

  /** The channel was deleted: nobody answers there any more. */
  channelGone(channelId: string): void {
    const conversation = this.#context.store.ofChannel(channelId);
    if (conversation !== undefined) void this.#silence(conversation);
  }

  conversationOf(channelId: string): ReturnType<ChatService["conversationOf"]> {
    const { store, library } = this.#context;
    const conversation = store.ofChannel(channelId);
    return conversation && { conversation, character: library.get(conversation.characterId) };
  }

  queueStatus(): Promise<QueueStatus> {
    return this.#context.queue.status();
  }

  async #silence(conversation: Conversation): Promise<void> {
    this.#context.store.setStatus(conversation.id, "stopped");
    await this.replies.cancel(conversation.id);
  }

  #repliesToCharacter(message: HeardMessage, conversation: Conversation | undefined): boolean {
    if (message.repliesToMessageId === null || conversation === undefined) return false;
    const turn = this.#context.store.turnOfMessage(message.repliesToMessageId);
    return turn?.kind === "character" && turn.conversationId === conversation.id;
  }

  #existing(channelId: string): Conversation {
    return existingConversation(this.#context.store, channelId);
  }

  #existingCharacter(id: string): Character {
    const character = this.#context.library.get(id);
    if (character === undefined)
      throw new UserError(
        "no-such-character",
        `There is no character "${id}". \`/character list\` shows the ones there are.`,
      );
    return character;
  }
}
