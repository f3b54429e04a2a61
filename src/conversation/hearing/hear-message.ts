import {
  type Candidate,
  chooseSpeaker,
  type SpeakerChoice,
} from "../../roleplay/cast/choose-speaker.ts";
import { characterName } from "../../roleplay/character/character.ts";
import { bearsNameOfCast } from "../cast/bears-name-of-cast.ts";
import type { CastStore } from "../cast/cast-store.ts";
import { performers } from "../cast/performers.ts";
import type { HearOutcome } from "../chat-service.ts";
import type { AskLimits } from "../limits/ask-limits.ts";
import type { RepostStore } from "../personas/repost-store.ts";
import { type SpeakingAs, speakAs } from "../personas/speak-as.ts";
import type { Conversation, HeardMessage } from "../ports.ts";
import type { ReplyScheduler } from "../reply-scheduler.ts";
import type { Place } from "../settings/place.ts";
import type { PlaceSettings } from "../settings/place-settings.ts";
import type { SpeakContext } from "../speak-context.ts";
import type { SwipeStore } from "../swipes/swipe-store.ts";
import { userText } from "../user-text.ts";
import type { Bursts, OpenReply } from "./bursts.ts";
import { decideAnswer } from "./decide-answer.ts";
import { proxyPersona } from "./message-changes.ts";
import type { ReasonStore } from "./reason-store.ts";
import { recentTurns, repliesInRow, speakersOf } from "./recent-turns.ts";
import { withoutAsides } from "./without-asides.ts";

export interface HearContext
  extends Pick<
    SpeakContext,
    "store" | "library" | "personas" | "privacyStore" | "places" | "gate" | "clock" | "logger"
  > {
  readonly casts: Pick<CastStore, "lastSpokeAt">;
  readonly reasons: Pick<ReasonStore, "keep">;
  readonly reposts: Pick<RepostStore, "owe" | "credit">;
  readonly swipes: Pick<SwipeStore, "owed">;
  readonly replies: Pick<ReplyScheduler, "schedule" | "replan" | "closing">;
  readonly bursts: Bursts;
  readonly limits: Pick<AskLimits, "tryTake">;
  /** Whether direct messages are answered. */
  readonly directMessages: boolean;
  readonly dice: () => number;
}

/** Nobody answers, and yet it was said in the chat: whoever answers next has heard it. */
const worthKeeping: ReadonlySet<HearOutcome["because"]> = new Set([
  "not-addressed",
  "chance-missed",
  "chance-pause",
  "not-the-host",
  "character-missing",
  "all-muted",
  "bot-limit",
  "bot-chance",
  "too-fast",
]);

/** What somebody writes so soon after a message that is answered belongs to it, whomever it calls. */
const inOneBreathMs = 3000;

/** What somebody said, and where and among whom. */
interface Occasion {
  readonly message: HeardMessage;
  readonly conversation: Conversation;
  readonly settings: PlaceSettings;
  readonly candidates: readonly Candidate[];
  /** Another reply to the same person of which nothing is shown yet. */
  readonly waiting: OpenReply | undefined;
}

/**
 * Decides whether anyone answers a message, and stores it together with the reply that is owed. `guest` is what the
 * conversation would be in a thread in which there is none yet; it begins when somebody answers.
 */
export function hearMessage(
  message: HeardMessage,
  guest: (place: Place) => Conversation | undefined,
  context: HearContext,
): HearOutcome {
  const { store, places, casts, clock } = context;
  if (context.privacyStore.isOptedOut(message.authorId)) return passOver(message, context);
  const place = places.placeOf(message.channelId);
  const settings = places.at(message.channelId, message.authorRoleIds).values;
  const known = store.ofChannel(message.channelId);
  const conversation = known ?? guest(place);
  const { candidates, nobody } = performers(conversation ?? { cast: [] }, place, context);
  const waiting = known && joinable(message, known, context);
  const decided = decideAnswer(message, {
    conversation,
    place,
    settings,
    directMessages: context.directMessages,
    candidates,
    nobody,
    repliesToCharacter: repliedTo(message, known, context) !== null,
    continuesBurst:
      waiting !== undefined &&
      clock.now() - waiting.writtenAt <= Math.max(inOneBreathMs, settings.burst * 1000),
    get repliesInRow() {
      return known === undefined ? 0 : repliesInRow(recentTurns(known, store), settings.heardBots);
    },
    get sinceLastReplyMs() {
      const spokeAt = known && casts.lastSpokeAt(known.id);
      return spokeAt == null ? null : clock.now() - spokeAt;
    },
    dice: context.dice,
  });
  // What joins a reply that waits asks for no other.
  const outcome = waiting === undefined ? withinLimits(decided, message, context) : decided;
  if (conversation === undefined || outcome.because === "from-a-bot" || context.replies.closing)
    return outcome;
  const occasion = { message, conversation, settings, candidates, waiting };
  return takeNote(occasion, known, outcome, context);
}

/** The reply that this message would join. */
function joinable(
  { authorId }: HeardMessage,
  conversation: Conversation,
  { bursts, store }: HearContext,
): OpenReply | undefined {
  const open = bursts.open(conversation.id);
  if (open?.authorId !== authorId) return undefined;
  const isHidden = store.turn(open.turnId)?.state === "open";
  return isHidden && store.messagesOf(open.turnId).length === 0 ? open : undefined;
}

function withinLimits(
  outcome: HearOutcome,
  { authorId: userId, authorRoleIds: roleIds, channelId, guildId }: HeardMessage,
  { limits }: HearContext,
): HearOutcome {
  const mayAsk = !outcome.answered || limits.tryTake({ userId, roleIds, channelId, guildId });
  return mayAsk ? outcome : { answered: false, because: "too-fast" };
}

/** Nothing of what the person said is kept; that they said something is, so that it isn't looked at again. */
function passOver(
  { messageId, channelId }: HeardMessage,
  { store, reasons }: HearContext,
): HearOutcome {
  const outcome = { answered: false, because: "opted-out" } as const;
  if (store.ofChannel(channelId) === undefined) return outcome;
  store.setLastSeen(channelId, messageId);
  reasons.keep({ messageId, channelId, outcome, speaker: null });
  return outcome;
}

function takeNote(
  occasion: Occasion,
  known: Conversation | undefined,
  outcome: HearOutcome,
  context: HearContext,
): HearOutcome {
  const { store, logger } = context;
  const { message } = occasion;
  const { messageId, channelId } = message;
  let choice: SpeakerChoice | null = null;
  if (outcome.answered || (worthKeeping.has(outcome.because) && known !== undefined)) {
    const { cast: others, ...scene } = occasion.conversation;
    const conversation = known ?? store.start({ ...scene, channelId, others });
    choice = outcome.answered ? whoAnswers(occasion, context) : null;
    if (!keep({ ...occasion, conversation }, choice, context))
      return { answered: false, because: "known-already" };
  }
  if (known !== undefined || choice !== null) store.setLastSeen(channelId, messageId);
  const speaker = choice && { characterId: choice.id, because: choice.because };
  context.reasons.keep({ messageId, channelId, outcome, speaker });
  logger.debug({ messageId, because: outcome.because }, "heard a message");
  return outcome;
}

/** Stores the message and what is owed. False when it was stored before. */
function keep(
  { message, conversation, settings, waiting }: Occasion,
  choice: SpeakerChoice | null,
  context: HearContext,
): boolean {
  const { store, library, bursts, replies } = context;
  const character = choice === null ? undefined : library.get(choice.id);
  const joins = waiting !== undefined && choice?.id === waiting.characterId;
  const former = joins ? context.swipes.owed(waiting.turnId) : undefined;
  const { persona, proxied } = whoSpeaks({ message, conversation, settings }, context);
  const heard = store.hear(
    {
      conversationId: conversation.id,
      messageId: message.messageId,
      channelId: message.channelId,
      authorId: message.authorId,
      speakerName: persona?.name ?? message.authorName,
      personaId: message.proxied ? proxyPersona(message) : (persona?.id ?? null),
      text: userText({ ...message, text: withoutAsides(message.text) }),
    },
    character === undefined
      ? null
      : {
          characterId: character.id,
          speakerName: characterName(character),
          ...(joins ? { joins: waiting.turnId } : {}),
        },
  );
  if (heard === undefined) return false;
  if (persona !== null && proxied)
    context.reposts.owe({
      messageId: message.messageId,
      turnId: heard.user.id,
      channelId: message.channelId,
      personaId: persona.id,
      name: persona.name,
    });
  if (heard.answer === null) {
    bursts.interrupt(conversation.id);
    return true;
  }
  const { id: turnId, conversationId, authorId: characterId } = heard.answer;
  const { burst, together } = settings;
  if (burst > 0 || together)
    bursts.wait(
      { turnId, conversationId, authorId: message.authorId, characterId, together },
      burst * 1000,
    );
  if (former?.turnId === turnId) replies.replan(heard.answer, former);
  else replies.schedule(heard.answer);
  return true;
}

/** Who a person is in the story, and whether what they say is said again in that name. */
function whoSpeaks(
  { message, conversation, settings }: Pick<Occasion, "message" | "conversation" | "settings">,
  { library, personas, places, clock }: HearContext,
): SpeakingAs {
  if (message.authorIsBot || message.proxied) return { persona: null, proxied: false };
  const place = { ...message, parentId: places.placeOf(message.channelId).parentId };
  const { persona, proxied } = speakAs(message, place, { personas, nowMs: clock.now() });
  // What a command said can't be taken back and said again, and nobody speaks in the name of a character.
  const { narrator } = settings;
  const keepsOwn =
    message.spokenTo !== undefined ||
    (persona !== null && bearsNameOfCast(persona.name, conversation, { library, narrator }));
  return { persona, proxied: proxied && !keepsOwn };
}

/** Whoever already waits to answer this person answers this as well, unless it calls another. */
function whoAnswers(
  { message, conversation, candidates, waiting }: Occasion,
  context: HearContext,
): SpeakerChoice | null {
  const called = message.spokenTo?.characterId ?? null;
  if (called !== null && candidates.some(({ id }) => id === called))
    return { id: called, because: "addressed" };
  const choice = chooseSpeaker({
    candidates,
    text: message.text,
    repliesTo: repliedTo(message, conversation, context),
    recentSpeakers:
      candidates.length > 1 ? speakersOf(recentTurns(conversation, context.store)) : [],
  });
  const isAsked = choice?.because !== "turn" && choice?.because !== "alone";
  if (waiting === undefined || isAsked) return choice;
  return { id: waiting.characterId, because: "turn" };
}

/** The character whose turn a message replies to. */
function repliedTo(
  { repliesToMessageId }: HeardMessage,
  conversation: Conversation | undefined,
  { store }: HearContext,
): string | null {
  if (repliesToMessageId === null || conversation === undefined) return null;
  const turn = store.turnOfMessage(repliesToMessageId);
  const isOurs = turn?.kind === "character" && turn.conversationId === conversation.id;
  return isOurs ? turn.authorId : null;
}
