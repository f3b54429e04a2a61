import type { QueueStatus } from "../generation/generation-queue.ts";
import { UserError } from "../lib/errors.ts";
import { type Character, characterName } from "../roleplay/character/character.ts";
import { answerCharacter } from "./cast/answer-character.ts";
import { CastDesk } from "./cast/cast-desk.ts";
import type { CastService } from "./cast/cast-service.ts";
import type { CastStore } from "./cast/cast-store.ts";
import type { ChatService, HearOutcome, StartChat, Started } from "./chat-service.ts";
import { existingConversation } from "./existing-conversation.ts";
import { chooseGreeting, greetingReply } from "./greeting.ts";
import { Bursts } from "./hearing/bursts.ts";
import { type HearContext, hearMessage } from "./hearing/hear-message.ts";
import {
  type ChangeContext,
  creditMessage,
  forgetMessages,
  rewordMessage,
} from "./hearing/message-changes.ts";
import type { ReasonStore } from "./hearing/reason-store.ts";
import { AskLimits } from "./limits/ask-limits.ts";
import type { UsageStore } from "./limits/usage-store.ts";
import { Bookshelf } from "./lore/bookshelf.ts";
import type { LorebookStore } from "./lore/lorebook-store.ts";
import { ModelContext } from "./model-context.ts";
import type { Conversation, HeardMessage } from "./ports.ts";
import { ReplyScheduler } from "./reply-scheduler.ts";
import type { Place } from "./settings/place.ts";
import type { SpeakContext } from "./speak-context.ts";
import { TurnDesk } from "./swipes/turn-desk.ts";
import { guestScene, newThreadScene, opensScene, plainScenario } from "./threads/thread-scenes.ts";

export interface ChatOptions
  extends Omit<SpeakContext, "closing" | "books" | "modelContext">,
    Omit<HearContext, "bursts" | "limits" | "replies" | "casts" | "swipes" | "reasons"> {
  readonly casts: CastStore;
  readonly reasons: ReasonStore;
  readonly lorebooks: LorebookStore;
  readonly usage: UsageStore;
  /** Told of conversations in which something was said. */
  readonly onSaid?: (conversationId: string) => void;
  /** Resolves when a person's message stands there under the name that it will keep: the reply comes below it. */
  readonly standing?: (messageId: string) => Promise<void>;
}

/** The conversations of one bot, alive: what is said goes into the store, and what is owed gets paid. */
export class Chat implements ChatService {
  readonly #context: Omit<SpeakContext, "closing">;
  readonly #hearing: HearContext;
  readonly #reasons: Pick<ReasonStore, "reasonOf">;
  readonly #standing: (messageId: string) => Promise<void>;
  readonly #onSaid: (conversationId: string) => void;
  readonly replies: ReplyScheduler;
  readonly cast: CastService;
  readonly books: Bookshelf;
  readonly modelContext: ModelContext;
  readonly turns: TurnDesk;
  readonly limits: AskLimits;

  constructor({ lorebooks, clock, ...options }: ChatOptions) {
    this.#reasons = options.reasons;
    this.#standing = options.standing ?? (() => Promise.resolve());
    this.#onSaid = options.onSaid ?? (() => {});
    const { queue, logger } = options;
    this.books = new Bookshelf(lorebooks, logger);
    this.modelContext = new ModelContext(queue, clock, logger);
    this.#context = { ...options, clock, books: this.books, modelContext: this.modelContext };
    const bursts = new Bursts(clock);
    this.replies = new ReplyScheduler(this.#context, {
      ready: async (turnId, closing) => {
        await bursts.over(turnId, closing);
        await this.#triggerStands(turnId);
      },
      paid: (turnId) => bursts.end(turnId),
      spoken: (turn) => {
        this.#onSaid(turn.conversationId);
        const next = answerCharacter(turn, options);
        if (next !== null) this.replies.schedule(next);
      },
    });
    this.limits = new AskLimits(options.places, options.usage, clock);
    const { replies, limits } = this;
    this.#hearing = { ...options, clock, bursts, limits, replies };
    this.turns = new TurnDesk({ ...options, settings: options.places, replies, limits });
    this.cast = new CastDesk({ ...this.#context, ...options, clock, replies, limits });
  }

  async hear(message: HeardMessage): Promise<HearOutcome> {
    if (this.#context.store.knowsMessage(message.messageId))
      return { answered: false, because: "known-already" };
    const scene = newThreadScene(message, this.#hearing);
    if (scene !== null) await this.start(scene);
    if (opensScene(message, this.#context.store))
      return { answered: false, because: "opened-scene" };
    const guest = (place: Place) => guestScene(place, this.#hearing);
    const outcome = hearMessage(message, guest, this.#hearing);
    // What is answered is told of with its answer.
    if (!outcome.answered) this.#saidIn(message.channelId);
    return outcome;
  }

  async reword(message: HeardMessage): Promise<void> {
    await rewordMessage(message, this.#changing);
    this.#saidIn(message.channelId);
  }

  get #changing(): ChangeContext {
    return { ...this.#context, reasons: this.#reasons, replies: this.replies };
  }

  #saidIn(channelId: string): void {
    const conversation = this.#context.store.ofChannel(channelId);
    if (conversation !== undefined) this.#onSaid(conversation.id);
  }

  credit(originalId: string, copy: HeardMessage): boolean {
    return creditMessage(originalId, copy, this.#hearing);
  }

  forget(messageIds: readonly string[]): Promise<void> {
    return forgetMessages(messageIds, this.#changing);
  }

  async start(input: StartChat): Promise<Started> {
    const { store } = this.#context;
    const character = this.#existingCharacter(input.characterId);
    const { gate, places, privacyStore } = this.#hearing;
    gate.require(character, places.placeOf(input.channelId));
    if (input.guildId === null && !this.#hearing.directMessages)
      throw new UserError(
        "direct-messages-off",
        "Whoever runs me has switched direct messages off. In a server I can be talked to.",
      );
    const greeting = chooseGreeting(character, input.greeting);
    const { scenario, scenarioBy = input.hostId, ...rest } = input;
    const isTold = scenario !== undefined && !privacyStore.isOptedOut(scenarioBy);
    const conversation = store.start({
      ...rest,
      ...(isTold ? { scenario: plainScenario(scenario), scenarioBy } : {}),
    });
    store.setLastSeen(input.channelId, input.sinceId);
    const fresh = store.historyBefore(conversation.id, Number.MAX_SAFE_INTEGER, 1).length === 0;
    const { hostName, starterId = input.hostId } = input;
    const greeted = { conversation, character, starterId, hostName };
    const nowMs = this.#context.clock.now();
    const reply =
      fresh && greeting !== null
        ? greetingReply(greeting, { ...this.#context, ...greeted, nowMs })
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
    const { gate, places } = this.#hearing;
    gate.require(this.#existingCharacter(characterId), places.placeOf(channelId));
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

  /** Shows what a channel owes, now that there is a way to. */
  showOwed(channelId: string): void {
    const conversation = this.#context.store.ofChannel(channelId);
    if (conversation !== undefined) this.replies.scheduleAll(conversation.id);
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

  async #triggerStands(turnId: string): Promise<void> {
    const { store } = this.#context;
    const answers = store.turn(turnId)?.answersTurnId ?? null;
    const [message] = answers === null ? [] : store.messagesOf(answers);
    if (message?.messageId != null) await this.#standing(message.messageId);
  }

  async #silence(conversation: Conversation): Promise<void> {
    this.#context.store.setStatus(conversation.id, "stopped");
    await this.replies.cancel(conversation.id);
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
