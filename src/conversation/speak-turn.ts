import { backOffMs } from "../lib/back-off.ts";
import { deferred } from "../lib/deferred.ts";
import { coerceError, isAbort, OperationalError } from "../lib/errors.ts";
import type { Character } from "../roleplay/character/character.ts";
import { buildRequest, type RequestSettings } from "./build-request.ts";
import { type Delivery, DeliveryError, type DeliveryJournal } from "./delivery.ts";
import { generateReply } from "./generate-reply.ts";
import { giveTextUp, giveUpFor } from "./give-text-up.ts";
import { embedQuery } from "./memory/embed-query.ts";
import { askedLast, type MemoryOfReply } from "./memory/remember-in-scene.ts";
import type { Notice } from "./notice.ts";
import type { Conversation, Turn } from "./ports.ts";
import { decideQuote, quoteAbove } from "./quotes/quote.ts";
import type { SpeakAttempt, SpeakContext } from "./speak-context.ts";
import type { OwedSwipe } from "./swipes/owed-swipe.ts";
import { standingControls } from "./swipes/reply-controls.ts";
import type { TurnFace } from "./swipes/swipe-store.ts";
import { voiceOf } from "./voice-of.ts";

/**
 * Pays what a turn owes: generates a text, makes the active one stand in Discord, or takes the turn's messages away. Whatever
 * step a crash interrupts, calling this again with the same turn goes on from there, in the same Discord messages. A full disk
 * or a Discord that can't be reached is waited out.
 * Never rejects: in the end the turn owes nothing, or the bot is closing, or the turn has to be planned anew, or there is no way
 * to show it for now.
 */
export async function speakTurn(turnId: string, context: SpeakAttempt): Promise<void> {
  const logger = context.logger.child({ turnId });
  for (let failures = 1; ; failures++) {
    try {
      await payTurn(turnId, { ...context, logger });
      return;
    } catch (thrown) {
      if (context.closing.aborted || context.replanned.aborted) return;
      const error = coerceError(thrown);
      if (error instanceof DeliveryError && error.code === "out-of-reach") {
        logger.info({}, "a reply is kept until somebody opens a way to show it");
        return;
      }
      if (!isPassing(error)) {
        if (error instanceof DeliveryError) giveUp(turnId, error, { ...context, logger });
        else logger.error({ error }, "a turn failed unexpectedly");
        return;
      }
      logger.warn({ error, failures }, "a reply has to wait for better times");
    }
    if (!(await slept(backOffMs(failures), context))) return;
  }
}

/** Trouble of the outside that may be over later. */
function isPassing(error: Error): boolean {
  if (error instanceof DeliveryError) return error.code === "discord-failed";
  return error instanceof OperationalError && error.retryable;
}

/** False when the bot closes first. */
async function slept(delayMs: number, { clock, closing }: SpeakContext): Promise<boolean> {
  try {
    await clock.sleep(delayMs, closing);
    return true;
  } catch (thrown) {
    if (isAbort(thrown, closing)) return false;
    throw thrown;
  }
}

async function payTurn(turnId: string, context: SpeakAttempt): Promise<void> {
  const { store, swipes } = context;
  const turn = store.turn(turnId);
  const conversation = turn && store.conversation(turn.conversationId);
  if (turn === undefined || conversation === undefined) return;
  const owed = swipes.owed(turnId);
  if (owed === undefined && turn.state !== "written" && turn.state !== "removing") return;
  const gone = withdrawn(turn, conversation, context);
  if (gone !== null && turn.state === "open" && store.messagesOf(turn.id).length === 0) {
    store.failTurn(turn.id, gone);
    return;
  }

  const delivery = beginDelivery(turn, conversation, context);
  // At once, so that not even its first message is begun any more.
  context.replanned.addEventListener("abort", () => void delivery.release(), { once: true });
  try {
    if (turn.state === "removing") {
      await delivery.withdraw();
      swipes.closeRemoval(turn.id);
      return;
    }
    const settled = owed === undefined || (await payText(turn, owed, gone, delivery, context));
    if (settled) await showText(turn.id, delivery, context);
  } catch (thrown) {
    const error = coerceError(thrown);
    const isOver = context.closing.aborted || context.replanned.aborted;
    const expected = error instanceof DeliveryError || isPassing(error) || isOver;
    if (!expected) {
      await giveTextUp(turn.id, "bug", { code: "bug", id: turn.id }, delivery, context);
    }
    throw thrown;
  } finally {
    const released = delivery.release();
    // What comes next for the turn has to know of a message that is just being sent.
    if (context.replanned.aborted) await orEnded(released, context.closing);
  }
}

/** Resolves with `promise`, or when `signal` aborts first. */
async function orEnded(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  const ended = deferred();
  const onAbort = () => ended.resolve();
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  await Promise.race([promise, ended.promise]);
  signal.removeEventListener("abort", onAbort);
}

/** Generates the text that a turn owes, or gives it up. False when it stays owed because the bot is closing. */
async function payText(
  turn: Turn,
  owed: OwedSwipe,
  gone: Withdrawal | null,
  delivery: Delivery,
  context: SpeakAttempt,
): Promise<boolean> {
  const { store, library } = context;
  const conversation = store.conversation(turn.conversationId);
  const character = library.get(turn.authorId);
  if (gone !== null || conversation === undefined) {
    await giveUpFor(owed, { reason: gone ?? "stopped", notice: null }, delivery, context);
    return true;
  }
  if (character === undefined) {
    const notice = { code: "card-missing", character: turn.speakerName } as const;
    await giveUpFor(owed, { reason: "character-missing", notice }, delivery, context);
    return true;
  }
  if (!mayPerform(character, conversation, context)) {
    const notice = { code: "not-age-restricted", character: turn.speakerName } as const;
    await giveUpFor(owed, { reason: notice.code, notice }, delivery, context);
    return true;
  }
  const base = owed.kind === "continue" ? turn.text.slice(0, owed.keptLength ?? undefined) : null;
  const { model } = context.models.at(conversation.channelId);
  const place = context.places.at(conversation.channelId).values;
  const memory = await memoryFor(turn, context);
  const plan = (requestId: string) =>
    buildRequest({
      turn,
      conversation,
      character: { ...character, scenario: conversation.scenario ?? character.scenario },
      cast: conversation.cast.flatMap(({ characterId }) => library.get(characterId) ?? []),
      generation: owed.kind === "reply" ? "normal" : owed.kind,
      store,
      scenes: context.scenes,
      personas: context.personas,
      books: context.books,
      model,
      sampling: context.sampling.of(conversation.channelId, character.id, model),
      memory,
      modelName: context.modelContext.name(),
      contextSize: context.modelContext.size(),
      settings: within(context.settings, place.replyTokens),
      instruction: owed.note,
      base,
      requestId,
      seed: context.newSeed(),
      nowMs: context.clock.now(),
    });
  const outcome = await generateReply({ turn, owed, base, plan, place }, delivery, context);
  if (outcome.kind === "given-up") {
    const { reason } = outcome;
    context.logger.warn({ conversationId: turn.conversationId, reason }, "a text was given up");
    await giveUpFor(owed, outcome, delivery, context);
  }
  return outcome.kind !== "left";
}

/** What holds for every request, with no more tokens than a place allows; 0: as many as there may be. */
function within(settings: RequestSettings, mostTokens: number): RequestSettings {
  const { maxReplyTokens } = settings;
  return mostTokens === 0
    ? settings
    : { ...settings, maxReplyTokens: Math.min(maxReplyTokens, mostTokens) };
}

/** What was asked where a character might be is still owed when that has changed. Of a place that isn't known nothing has. */
function mayPerform(
  character: Character,
  { channelId }: Conversation,
  { gate, places }: SpeakContext,
): boolean {
  const place = places.placeOf(channelId);
  const isKnown = place.isDirect || place.guildId !== null;
  return !isKnown || gate.admits(character, place);
}

/** What a reply may remember, with what is asked as a vector where there is an embedding model. */
async function memoryFor(
  turn: Turn,
  { memory, store, places, closing, logger }: SpeakContext,
): Promise<MemoryOfReply | undefined> {
  if (memory === undefined) return undefined;
  const isAdult = (channelId: string) => {
    const { guildId, ageRestricted } = places.placeOf(channelId);
    return guildId === null ? undefined : ageRestricted;
  };
  if (memory.embedder === undefined) return { ...memory, isAdult };
  const history = store.historyBefore(turn.conversationId, turn.position, 4).toReversed();
  const asked = askedLast(history, turn.authorId).map(({ text }) => text);
  const vector = await embedQuery(memory.embedder, asked.join("\n"), closing, logger);
  return { ...memory, isAdult, vector };
}

/** Shows the active text until what stands in Discord is what is stored. */
async function showText(turnId: string, delivery: Delivery, context: SpeakContext): Promise<void> {
  const { swipes, store } = context;
  for (;;) {
    const face = swipes.face(turnId);
    if (face?.turn.state !== "written") return;
    const { conversationId, answersTurnId } = face.turn;
    const isNewest = swipes.newestReply(conversationId)?.id === turnId;
    const answered = answersTurnId === null ? undefined : store.turn(answersTurnId);
    const controls = standingControls(face, isNewest, answered);
    // Noted first: a row that stands there unknown would never be taken away.
    if (controls.kind !== "none") swipes.setControls(turnId, true);
    await delivery.finish(face.turn.text, controls, noticeBelow(face));
    if (controls.kind === "none") swipes.setControls(turnId, false);
    if (swipes.closeShowing(turnId, face.revision)) return;
  }
}

/** That a text was to go on and doesn't is told to who asked for it alone. */
function noticeBelow({ notice }: TurnFace): Notice | null {
  return notice?.code === "nothing-to-add" ? null : notice;
}

type Withdrawal = "reset" | "stopped" | "opted-out";

/** Why a reply is no longer wanted, or null. */
function withdrawn(
  { position, answersTurnId }: Turn,
  { excludedBefore, status }: Conversation,
  { store, privacyStore }: SpeakContext,
): Withdrawal | null {
  if (position <= excludedBefore) return "reset";
  if (status === "stopped") return "stopped";
  const answered = answersTurnId === null ? undefined : store.turn(answersTurnId);
  return answered !== undefined && privacyStore.isOptedOut(answered.authorId) ? "opted-out" : null;
}

function beginDelivery(turn: Turn, conversation: Conversation, context: SpeakContext): Delivery {
  const { store } = context;
  const trigger = turn.answersTurnId === null ? [] : store.messagesOf(turn.answersTurnId);
  const journal: DeliveryJournal = {
    sending: (part) => {
      if (part === 0) decideQuote(turn.id, context);
      store.intendMessage(turn.id, part, conversation.channelId);
    },
    sent: (part, messageId, webhookId) =>
      store.recordMessage({
        turnId: turn.id,
        part,
        channelId: conversation.channelId,
        messageId,
        webhookId,
      }),
    removed: (part) => store.removeMessage(turn.id, part),
  };
  return context.speaker.deliver({
    turnId: turn.id,
    channelId: conversation.channelId,
    triggerMessageId: trigger[0]?.messageId ?? null,
    voice: voiceOf(turn, context.library),
    parts: store.messagesOf(turn.id),
    hasText: turn.state !== "open",
    quote: () => quoteAbove(turn.id, context),
    journal,
  });
}

/** There is nowhere to show the reply. */
function giveUp(turnId: string, error: DeliveryError, context: SpeakContext): void {
  const { store, swipes, logger } = context;
  logger.warn({ code: error.code }, "a reply could not be shown");
  const turn = store.turn(turnId);
  store.failTurn(turnId, error.code);
  store.closeTurn(turnId);
  swipes.closeRemoval(turnId);
  if (turn && error.code === "channel-gone") store.setStatus(turn.conversationId, "stopped");
}
