import type {
  ChatService,
  HearOutcome,
  StartChat,
  Started,
} from "../../src/conversation/chat-service.ts";
import type { Conversation, HeardMessage } from "../../src/conversation/ports.ts";
import type { QueueStatus } from "../../src/generation/generation-queue.ts";
import { UserError } from "../../src/lib/errors.ts";
import type { Character } from "../../src/roleplay/character/character.ts";

/** A chat that keeps a record and says what a test wants it to. */
export class ScriptedChat implements ChatService {
  readonly heard: HeardMessage[] = [];
  readonly reworded: HeardMessage[] = [];
  readonly forgotten: string[] = [];
  readonly started: StartChat[] = [];
  readonly stopped: string[] = [];
  readonly conversations = new Map<string, Conversation>();
  status: QueueStatus = {
    mode: "running",
    waiting: 0,
    active: 0,
    estimatedWaitMs: null,
    workers: [],
  };
  /** What happens on hearing; what it throws is a bug. */
  onHear: (message: HeardMessage) => void | Promise<void> = () => {};
  readonly #character: (id: string) => Character | undefined;

  constructor(character: (id: string) => Character | undefined) {
    this.#character = character;
  }

  async hear(message: HeardMessage): Promise<HearOutcome> {
    await this.onHear(message);
    this.heard.push(message);
    return { answered: false, because: "not-addressed" };
  }

  credit(): boolean {
    return false;
  }

  reword(message: HeardMessage): Promise<void> {
    this.reworded.push(message);
    return Promise.resolve();
  }

  forget(messageIds: readonly string[]): Promise<void> {
    this.forgotten.push(...messageIds);
    return Promise.resolve();
  }

  start(input: StartChat): Promise<Started> {
    this.started.push(input);
    const character = this.#character(input.characterId);
    if (character === undefined) throw new UserError("no-such-character", "There is none.");
    const fresh = !this.conversations.has(input.channelId);
    const conversation: Conversation = {
      ...input,
      cast: [{ characterId: input.characterId, talkativeness: null, muted: false }],
      scenario: null,
      scenarioBy: null,
      id: `conversation in ${input.channelId}`,
      status: "active",
      excludedBefore: 0,
    };
    this.conversations.set(input.channelId, conversation);
    return Promise.resolve({ conversation, character, fresh });
  }

  use(channelId: string, characterId: string): Conversation {
    return this.#change(channelId, { characterId });
  }

  reset(channelId: string): Promise<{ readonly hiddenTurns: number }> {
    this.#change(channelId, {});
    return Promise.resolve({ hiddenTurns: 7 });
  }

  stop(channelId: string): Promise<void> {
    this.#change(channelId, { status: "stopped" });
    this.stopped.push(channelId);
    return Promise.resolve();
  }

  conversationOf(channelId: string): ReturnType<ChatService["conversationOf"]> {
    const conversation = this.conversations.get(channelId);
    return conversation && { conversation, character: this.#character(conversation.characterId) };
  }

  showOwed(): void {}

  queueStatus(): Promise<QueueStatus> {
    return Promise.resolve(this.status);
  }

  #change(channelId: string, change: Partial<Conversation>): Conversation {
    const conversation = this.conversations.get(channelId);
    if (conversation === undefined)
      throw new UserError("no-conversation", "No character is in this channel yet.");
    const changed = { ...conversation, ...change };
    this.conversations.set(channelId, changed);
    return changed;
  }
}
