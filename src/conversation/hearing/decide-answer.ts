import type { Candidate } from "../../roleplay/cast/choose-speaker.ts";
import { containsPhrase, mentionsName } from "../../roleplay/cast/mentions-name.ts";
import type { HearOutcome } from "../chat-service.ts";
import type { Conversation, HeardMessage } from "../ports.ts";
import type { Place } from "../settings/place.ts";
import type { PlaceSettings } from "../settings/place-settings.ts";
import { ignoredAs } from "./ignored-as.ts";
import { withoutAsides } from "./without-asides.ts";

/** What a decision depends on. */
export interface Situation {
  readonly conversation: Pick<Conversation, "status" | "answer" | "hostId" | "guildId"> | undefined;
  readonly place: Place;
  /** Those that hold for the author. */
  readonly settings: PlaceSettings;
  /** Whether direct messages are answered at all. */
  readonly directMessages: boolean;
  /** Characters who may speak. */
  readonly candidates: readonly Candidate[];
  /** Why there are none, when there are none. */
  readonly nobody: "character-missing" | "not-age-restricted" | "all-muted";
  /** The message replies to a turn of a character of this conversation. */
  readonly repliesToCharacter: boolean;
  /** The author's last message is about to be answered, and nobody has spoken since. */
  readonly continuesBurst: boolean;
  /** Replies since a person said something. */
  readonly repliesInRow: number;
  /** Milliseconds since a character last spoke here; null when none has. */
  readonly sinceLastReplyMs: number | null;
  /** A throw of dice, from 0 up to and without 1; thrown when there is need. */
  readonly dice: () => number;
}

type Reason = Extract<HearOutcome, { answered: true }>["because"];
type Silence = Extract<HearOutcome, { answered: false }>["because"];

/** Whether a message is answered, and why or why not. */
export function decideAnswer(message: HeardMessage, situation: Situation): HearOutcome {
  const silence = unheard(message, situation) ?? unanswered(message, situation);
  if (silence !== null) return { answered: false, because: silence };
  const because = reasonToAnswer(message, situation) ?? byChance(situation);
  if (isSilence(because)) return { answered: false, because };
  if (situation.candidates.length === 0) return { answered: false, because: situation.nobody };
  if (message.authorIsBot) {
    const held = heldBack(situation);
    if (held !== null) return { answered: false, because: held };
  }
  return { answered: true, because };
}

/** Why a message doesn't count as said in the chat; null when it does. */
function unheard(message: HeardMessage, situation: Situation): Silence | null {
  const { conversation, settings, place } = situation;
  const { authorId, authorIsBot } = message;
  if (authorIsBot && !settings.heardBots.includes(authorId)) return "from-a-bot";
  if (message.guildId === null && !situation.directMessages) return "direct-messages-off";
  if (conversation === undefined) return "no-conversation";
  if (conversation.status === "stopped") return "stopped";
  const ignored = ignoredAs(message, place, settings);
  if (ignored !== null) return ignored;
  const hasFiles = message.attachmentNames.length > 0;
  if (message.text === "" && !hasFiles && !message.mentionsBot) return "empty";
  if (message.text !== "" && withoutAsides(message.text) === "") return "out-of-character";
  return null;
}

/** Why nobody answers what counts as said; null when somebody might. */
function unanswered(
  { authorId }: HeardMessage,
  { conversation, settings }: Situation,
): Silence | null {
  if (!settings.speaks) return "switched-off";
  if (settings.hostOnly && authorId !== conversation?.hostId) return "not-the-host";
  return null;
}

function reasonToAnswer(message: HeardMessage, situation: Situation): Reason | null {
  const { settings, candidates, conversation } = situation;
  const { triggers } = settings;
  if (message.mentionsBot && triggers.includes("mention")) return "mention";
  if (situation.repliesToCharacter && triggers.includes("reply")) return "reply";
  if (conversation?.guildId === null) return "direct-message";
  // What follows a message that is about to be answered belongs to it.
  if (situation.continuesBurst) return "burst";
  if (conversation?.answer === "always" || triggers.includes("always")) return "always";
  const named = candidates.some(({ names }) => mentionsName(message.text, names));
  if (named && triggers.includes("name")) return "name";
  const isCalled = settings.keywords.some((keyword) => containsPhrase(message.text, keyword));
  if (isCalled && triggers.includes("keyword")) return "keyword";
  return null;
}

const uncalled = ["not-addressed", "chance-missed", "chance-pause"] as const;
type Uncalled = (typeof uncalled)[number];

function isSilence(because: Reason | Uncalled): because is Uncalled {
  return uncalled.some((silence) => silence === because);
}

/** What becomes of a message that calls nobody. */
function byChance({ settings, sinceLastReplyMs, dice }: Situation): "chance" | Uncalled {
  const { chance, chanceCooldown } = settings;
  if (chance === 0) return "not-addressed";
  const isCooling = sinceLastReplyMs !== null && sinceLastReplyMs < chanceCooldown * 1000;
  if (isCooling) return "chance-pause";
  return dice() * 100 < chance ? "chance" : "chance-missed";
}

/** Two bots could go on for ever: each reply is half as likely as the one before, and there is an end. */
function heldBack({ settings, repliesInRow, dice }: Situation): Silence | null {
  if (repliesInRow >= settings.botTurns) return "bot-limit";
  return repliesInRow === 0 || dice() < 0.5 ** repliesInRow ? null : "bot-chance";
}
