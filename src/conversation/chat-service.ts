import type { QueueStatus } from "../generation/generation-queue.ts";
import type { Character } from "../roleplay/character/character.ts";
import type { AnswerMode, Conversation, HeardMessage } from "./ports.ts";

/** What people can do with conversations, whatever the front end. Wrong input ends in a `UserError`. */
export interface ChatService {
  /**
   * Takes note of a message and answers it when someone should. Resolves once everything is stored, long before the
   * reply is there. Hearing a message twice does nothing the second time.
   */
  hear(message: HeardMessage): Promise<HearOutcome>;
  /** Another bot has said again, in another name, what was heard; false when the chat doesn't have that any more. */
  credit(originalId: string, copy: HeardMessage): boolean;
  /** A person changed what they wrote. */
  reword(message: HeardMessage): Promise<void>;
  /** Messages were deleted in Discord. */
  forget(messageIds: readonly string[]): Promise<void>;
  /** Starts a chat or changes the character of the one that is there; posts the greeting when there are no turns. */
  start(input: StartChat): Promise<Started>;
  /** Lets the channel's conversation go on with another character; its memory stays. */
  use(channelId: string, characterId: string): Conversation;
  /** Starts afresh: what was said stays stored but leaves the prompts. Cancels a running reply. */
  reset(channelId: string): Promise<{ readonly hiddenTurns: number }>;
  /** The character falls silent here until the next start. Cancels a running reply. */
  stop(channelId: string): Promise<void>;
  /** There is a way again to show what a channel owes. */
  showOwed(channelId: string): void;
  conversationOf(
    channelId: string,
  ): { readonly conversation: Conversation; readonly character: Character | undefined } | undefined;
  /** What is loaded and how busy it is. */
  queueStatus(): Promise<QueueStatus>;
}

/** Why a message was answered or not. */
export type HearOutcome =
  | {
      readonly answered: true;
      readonly because:
        | "mention"
        | "reply"
        | "direct-message"
        /** It follows another by the same person, which is about to be answered. */
        | "burst"
        | "always"
        | "name"
        | "keyword"
        | "chance";
    }
  | {
      readonly answered: false;
      readonly because:
        | "known-already"
        /** What opens a forum post is the scenario of its scene. */
        | "opened-scene"
        | "from-a-bot"
        | "opted-out"
        | "bot-limit"
        | "bot-chance"
        /** More replies are asked for than the limits of the place allow. */
        | "too-fast"
        | "direct-messages-off"
        | "no-conversation"
        | "stopped"
        | "ignored-user"
        | "ignored-role"
        | "ignored-channel"
        | "empty"
        | "out-of-character"
        | "switched-off"
        | "not-the-host"
        | "not-addressed"
        /** It calls nobody, and the dice had nobody join in. */
        | "chance-missed"
        /** The same, and so soon after a reply that none were thrown. */
        | "chance-pause"
        | "character-missing"
        | "not-age-restricted"
        | "all-muted";
    };

export interface StartChat {
  readonly channelId: string;
  readonly guildId: string | null;
  readonly characterId: string;
  /** 0 is the first message, 1 and up the alternate greetings; null: no greeting. */
  readonly greeting: number | null;
  readonly answer: AnswerMode;
  readonly hostId: string;
  /**
   * Id of the command, which in Discord is a point in time: what is said after it counts, also when the bot is away just
   * then and hears it later.
   */
  readonly sinceId: string;
  /** Who starts it, and is greeted; left out: the host. */
  readonly starterId?: string;
  /** What that person is called where they use no persona: what `{{user}}` stands for in the greeting. */
  readonly hostName: string;
  /** What takes the place of the card's scenario, as people wrote it; left out: it stays as it is. */
  readonly scenario?: string;
  /** Who wrote that; left out: the host. */
  readonly scenarioBy?: string;
}

export interface Started {
  readonly conversation: Conversation;
  readonly character: Character;
  /** False when the channel's conversation already had turns and goes on. */
  readonly fresh: boolean;
}
