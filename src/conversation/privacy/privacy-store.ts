/** What the bot keeps of one person, for that person to read. */
export interface PersonalData {
  readonly optedOut: boolean;
  /** What they said, as the narrator and as characters too, the oldest first. */
  readonly turns: readonly PersonalTurn[];
  /** What they pinned for characters to remember. */
  readonly facts: readonly PersonalText[];
  /** What they wrote in the place of cards' scenarios. */
  readonly scenarios: readonly PersonalText[];
  /** Author's notes that they wrote. */
  readonly notes: readonly PersonalText[];
  readonly personas: readonly {
    readonly name: string;
    readonly pronouns: string;
    readonly description: string;
  }[];
  /** Which of them they are where; null for none. */
  readonly choices: readonly {
    readonly scope: string;
    /** Of the server or channel; empty for everywhere. */
    readonly placeId: string;
    readonly persona: string | null;
  }[];
  /** Servers in which their messages are said again in a persona's name. */
  readonly autoproxy: readonly { readonly guildId: string; readonly mode: string }[];
  /** Lorebooks that they brought. */
  readonly lorebooks: readonly { readonly name: string; readonly content: string }[];
  readonly reports: readonly { readonly at: number; readonly reason: string }[];
  /** Channels whose chat they started. */
  readonly hosted: readonly string[];
  /** Tokens of replies that were written for them lately, by server (empty for direct messages) and hour. */
  readonly usage: readonly {
    readonly guildId: string;
    readonly at: number;
    readonly tokens: number;
  }[];
  readonly deeds: readonly {
    readonly at: number;
    readonly action: string;
    readonly detail: string;
  }[];
}

export interface PersonalText {
  readonly channelId: string;
  readonly text: string;
}

export interface PersonalTurn extends PersonalText {
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** The name under which it was said. */
  readonly name: string;
}

/** What a person owes nobody an explanation for. Calls are synchronous and durable; each is one transaction. */
export interface PrivacyStore {
  isOptedOut(userId: string): boolean;
  /**
   * From now on prompts show nothing of theirs, and none that is stored does: those are gone, with summaries of what they said, and
   * scenarios and author's notes that they wrote.
   * False when it is so already.
   */
  optOut(userId: string): boolean;
  optIn(userId: string): boolean;
  stored(userId: string): PersonalData;

  /** Notes that a person is to be forgotten: owed until {@link forgetRest} has been done. */
  askToForget(userId: string): void;
  /** People who are owed that. */
  forgetRequests(): readonly string[];
  /** Conversations in which a person has said something, or has written something that prompts hold. */
  conversationsOf(userId: string): readonly string[];
  /**
   * Takes what a person said out of a conversation: their turns, the replies to them, every stored prompt that may hold
   * them, and verbatim quotes elsewhere. Replies that were being written owe the removal of their messages, and are nothing
   * else any more. Returns the ids of the turns that are gone.
   */
  forgetIn(conversationId: string, userId: string): readonly string[];
  /** Takes everything else of a person away, the request included. Whether they opted out is remembered. */
  forgetRest(userId: string): void;
  /** Makes sure that nothing of what was deleted can be read from the file. */
  compact(): void;

  /** Deletes at most `limit` of the turns that have been kept since before a moment, the oldest first. Returns how many went. */
  forgetTurnsBefore(at: number, limit: number): number;
}
