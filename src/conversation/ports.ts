import type { GenerationReport } from "../generation/stream-part.ts";
import type { Remark } from "../lib/remark.ts";
import type { Character } from "../roleplay/character/character.ts";
import type { LoreState } from "../roleplay/lorebook/timed-effects.ts";
import type { ConversationNote } from "./authors-note.ts";
import type { Notice } from "./notice.ts";
import type { VariableChanges } from "./scene/chat-variables.ts";
import type { PromptFacts, SentPrompt, StoredPrompt } from "./sent-prompt.ts";

/** One channel's or thread's chat with its characters. */
export interface Conversation {
  readonly id: string;
  readonly channelId: string;
  /** Null in direct messages. */
  readonly guildId: string | null;
  /** The first of the cast. */
  readonly characterId: string;
  /** Everyone who plays here, in the order in which they came; never nobody. */
  readonly cast: readonly CastMember[];
  /** What takes the place of the cards' scenarios, for instance what opened a forum post; null for theirs. */
  readonly scenario: string | null;
  /** Who wrote that; null for the host. */
  readonly scenarioBy: string | null;
  readonly status: "active" | "stopped";
  /** `addressed`: mention, reply or name. `always`: every message. */
  readonly answer: AnswerMode;
  /** Who started it. */
  readonly hostId: string;
  /** Turns up to this position were reset: they stay stored, and no prompt sees them. 0 when never reset. */
  readonly excludedBefore: number;
}

export type AnswerMode = "addressed" | "always";

/** A character in a conversation. */
export interface CastMember {
  readonly characterId: string;
  /** How readily it speaks, from 0, only when asked, to 1; null: as its card says. */
  readonly talkativeness: number | null;
  /** It is here and says nothing, whoever asks, until this ends. */
  readonly muted: boolean;
}

/** One contribution by one speaker. */
export interface Turn {
  readonly id: string;
  readonly conversationId: string;
  /** Rises by one within a conversation. */
  readonly position: number;
  /** `narrator`: what the host told, shown under the narrator's name. */
  readonly kind: "user" | "character" | "narrator";
  /** Discord user id (the host's for a narrator), or the character's id. */
  readonly authorId: string;
  /** The speaker's name as it was then. */
  readonly speakerName: string;
  /** Who the person was in the story; null for nobody else, and for characters. */
  readonly personaId: string | null;
  readonly state: TurnState;
  /** Text of the active swipe; empty while the turn is open. */
  readonly text: string;
  /** For a character's turn: the user's turn that it answers; null for a greeting. */
  readonly answersTurnId: string | null;
}

/**
 * `open`: its first text is owed. `written`: its active text may not stand in Discord as a whole yet. `done`: it stands;
 * it may owe another text all the same. `failed`: given up, and the user was told. `removing`: taken out of the chat, and
 * its messages have yet to go. `removed`: they are gone. A user's turn is `done` from the start.
 */
export type TurnState = "open" | "written" | "done" | "failed" | "removing" | "removed";

export interface Swipe {
  readonly text: string;
  readonly finishReason: string;
  readonly report: GenerationReport | null;
  /** What the worker was asked; left out for a text that no worker wrote. */
  readonly prompt?: SentPrompt;
  /** What the lorebooks remember once this text is there; left out when they took no part. */
  readonly loreState?: LoreState;
  /** What the prompt, or the greeting, made of the card's variables; left out when nothing was set. */
  readonly variables?: VariableChanges;
  /** For a greeting: which one; 0 is the first message. */
  readonly greeting?: number;
  /** Discord id of the person who worded it; left out where nobody did. */
  readonly wordedBy?: string;
}

/** Turns that a prompt may show, however many of them fit. */
export interface TurnCounts {
  readonly user: number;
  readonly character: number;
}

/** One Discord message that shows (a part of) a turn. */
export interface TurnMessage {
  readonly turnId: string;
  /** 0 for the first part of a reply that needed several messages. */
  readonly part: number;
  readonly channelId: string;
  /** Null between the decision to send it and Discord's answer. */
  readonly messageId: string | null;
  /** Null for a plain message of the bot. */
  readonly webhookId: string | null;
}

export interface StartConversation {
  readonly channelId: string;
  readonly guildId: string | null;
  readonly characterId: string;
  readonly answer: AnswerMode;
  readonly hostId: string;
  /** Who plays beside `characterId`; nobody when left out. */
  readonly others?: readonly CastMember[];
  /** Left out: as it is, or the cards' own in a new one. */
  readonly scenario?: string | null;
  /** Who wrote that; left out: the host. */
  readonly scenarioBy?: string | null;
}

export interface NewUserTurn {
  readonly conversationId: string;
  readonly messageId: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly speakerName: string;
  /** Who they are in the story; nobody else when left out. */
  readonly personaId?: string | null;
  readonly text: string;
}

export interface NewCharacterTurn {
  readonly conversationId: string;
  /** `character` when left out. */
  readonly kind?: "character" | "narrator";
  /** For a narrator, the Discord id of who told it. */
  readonly characterId: string;
  readonly speakerName: string;
  readonly answersTurnId: string | null;
  /** Discord id of who asked for its first text, where that isn't whom it answers. */
  readonly askedBy?: string;
}

export interface NewAnswer extends Pick<NewCharacterTurn, "characterId" | "speakerName"> {
  /** The open turn of this character that answers this message too; a new one when left out, or when it is too late. */
  readonly joins?: string;
}

/**
 * The memory of all conversations. Calls are synchronous and durable: when one returns, what it did survives a
 * crash; each is one transaction.
 */
export interface ConversationStore {
  /** Starts one in this channel, or gives the channel's conversation this cast, mode and host, active again. */
  start(input: StartConversation): Conversation;
  ofChannel(channelId: string): Conversation | undefined;
  conversation(id: string): Conversation | undefined;
  active(): readonly Conversation[];
  setStatus(id: string, status: Conversation["status"]): void;
  /**
   * Hides every turn so far from prompts and forgets what lorebooks and variables remember of them. Returns how many were visible
   * before.
   */
  reset(id: string): number;

  /**
   * Stores what a user said and, when someone owes an answer, the open turn for it, together. An open turn that nothing is
   * shown of yet can take this message in as well: it moves behind it. Undefined when this Discord message is stored
   * already: then nothing changes.
   */
  hear(
    user: NewUserTurn,
    answer: NewAnswer | null,
  ): { readonly user: Turn; readonly answer: Turn | null } | undefined;
  /** A turn that the character owes; with `reply`, one whose text is there already (a greeting): it is `written`. */
  openCharacterTurn(input: NewCharacterTurn, reply: Swipe | null): Turn;
  turn(id: string): Turn | undefined;
  /** Turns of all conversations that owe a text, its showing or its removal, oldest first: what a restarted bot owes. */
  owedTurns(): readonly Turn[];
  /**
   * Turns before `position` that a prompt may show, newest first, at most `limit`. Open and failed ones and those that
   * a reset excluded are left out.
   */
  historyBefore(conversationId: string, position: number, limit: number): readonly Turn[];
  /** How many turns there are that {@link historyBefore} could give. */
  turnCounts(conversationId: string, position: number): TurnCounts;
  /**
   * Stores the text that a turn owes, which becomes `written`, with its prompt and what the lorebooks remember from now on.
   * False when it owed none: then nothing changes. Only the newest reply, when no reset has hidden it, changes what
   * lorebooks remember.
   */
  writeReply(turnId: string, swipe: Swipe): boolean;
  /** Marks a written turn `done`. */
  closeTurn(turnId: string): void;
  /**
   * Gives the text that a turn owes up: one that has no other is `failed`, any other shows its active text again, with
   * `notice` below. False when it owed none: then nothing changes.
   */
  failTurn(turnId: string, reason: string, notice?: Notice | null): boolean;

  /** The prompt of a turn's active text; undefined when there is none, or it was so long ago that it wasn't kept. */
  promptOf(turnId: string): StoredPrompt | undefined;
  /** The newest turn of a conversation whose prompt is kept. */
  lastPrompted(conversationId: string): Turn | undefined;
  /** Of the newest prompt before `position`; undefined when there is none. */
  promptFacts(conversationId: string, position: number): PromptFacts | undefined;
  /** What lorebooks remember of a conversation. */
  loreState(conversationId: string): LoreState;
  authorsNote(conversationId: string): ConversationNote | undefined;
  /** Null takes it away. */
  /** `authorId`: whose words it is. */
  setAuthorsNote(conversationId: string, note: ConversationNote, authorId: string): void;
  clearAuthorsNote(conversationId: string): void;

  /** Notes that a message is about to be sent. */
  intendMessage(turnId: string, part: number, channelId: string): void;
  recordMessage(message: TurnMessage & { readonly messageId: string }): void;
  removeMessage(turnId: string, part: number): void;
  messagesOf(turnId: string): readonly TurnMessage[];
  turnOfMessage(messageId: string): Turn | undefined;
  /** Whether the bot knows this Discord message: heard or sent. */
  knowsMessage(messageId: string): boolean;
  /** How many messages of other turns of its conversation are newer than one: of the turns said lately, at most. */
  messagesAfter(messageId: string, exceptTurnId: string): number;
  /** Whether a turn's messages begin with what it answers; null until that is decided. */
  quotes(turnId: string): boolean | null;
  /** Decides that. What was decided before stays. */
  decideQuote(turnId: string, quotes: boolean): void;
  /** The reply whose messages begin with what this turn said. */
  quotingTurn(answeredTurnId: string): Turn | undefined;

  /** The newest Discord message seen in a channel: after a restart, what came later was missed. */
  lastSeen(channelId: string): string | undefined;
  setLastSeen(channelId: string, messageId: string): void;
}

/** The cards that are there now. */
export interface CharacterLibrary {
  /** By name. */
  list(): readonly Character[];
  get(id: string): Character | undefined;
  /** Cards that could not be read, each with a message that names file and field. */
  problems(): readonly CharacterProblem[];
  avatar(id: string): Promise<Avatar | null>;
}

export interface CharacterProblem {
  readonly file: string;
  readonly what: Remark;
}

/** A PNG of at most 256 KiB and 256 by 256 pixels, with a hash of its bytes. */
export interface Avatar {
  readonly png: Uint8Array;
  readonly hash: string;
}

/** A message as the heart needs it, whatever library brought it. */
export interface HeardMessage {
  readonly messageId: string;
  readonly channelId: string;
  readonly guildId: string | null;
  readonly authorId: string;
  readonly authorName: string;
  /** The author's roles, the highest first; empty in direct messages. */
  readonly authorRoleIds: readonly string[];
  /** The author is a bot or a webhook, this bot included. */
  readonly authorIsBot: boolean;
  /** Content with mentions replaced by names; the mention of the bot itself removed. */
  readonly text: string;
  readonly attachmentNames: readonly string[];
  readonly mentionsBot: boolean;
  /** The message that this one replies to. */
  readonly repliesToMessageId: string | null;
  /** The application whose webhook sent it; left out for what no webhook sent. */
  readonly webhookApplicationId?: string | null;
  /** Another bot said it again for the author, in the name that stands here. */
  readonly proxied?: boolean;
  /** Said by a command, whose words stand in the bot's name; the character that it calls, or null. */
  readonly spokenTo?: { readonly characterId: string | null };
}
