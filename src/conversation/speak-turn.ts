import { backOffMs } from "../lib/back-off.ts";
import { coerceError, isAbort, OperationalError } from "../lib/errors.ts";
import { characterName } from "../roleplay/character/character.ts";
import { buildRequest } from "./build-request.ts";
import { generateReply } from "./generate-reply.ts";
import {
  type Conversation,
  type Delivery,
  DeliveryError,
  type DeliveryJournal,
  type Turn,
} from "./ports.ts";
import type { SpeakContext } from "./speak-context.ts";

/**
 * Pays what a turn owes: generates its reply unless that is stored already, and makes it stand in Discord. Whatever step
 * a crash interrupts, calling this again with the same turn goes on from there, in the same Discord messages. A full disk
 * or a Discord that can't be reached is waited out.
 * Never rejects: a turn ends `done` or `failed`, or stays owed because the bot is closing.
 */
export async function speakTurn(turnId: string, context: SpeakContext): Promise<void> {
  const logger = context.logger.child({ turnId });
  for (let failures = 1; ; failures++) {
    try {
      await payTurn(turnId, { ...context, logger });
      return;
    } catch (thrown) {
      if (context.closing.aborted) return;
      const error = coerceError(thrown);
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

async function payTurn(turnId: string, context: SpeakContext): Promise<void> {
  const { store } = context;
  const turn = store.turn(turnId);
  const conversation = turn && store.conversation(turn.conversationId);
  if (turn === undefined || conversation === undefined) return;
  if (turn.state !== "open" && turn.state !== "written") return;
  const gone = withdrawn(turn, conversation);
  if (gone !== null && turn.state === "open" && store.messagesOf(turn.id).length === 0) {
    store.failTurn(turn.id, gone);
    return;
  }

  const delivery = beginDelivery(turn, conversation, context);
  try {
    await deliverTurn(turn, conversation, gone, delivery, context);
  } catch (thrown) {
    const error = coerceError(thrown);
    const expected = error instanceof DeliveryError || isPassing(error) || context.closing.aborted;
    if (!expected && store.failTurn(turn.id, "bug"))
      await delivery.fail(`⚠ Something went wrong here. The log has more under ${turn.id}.`);
    throw thrown;
  } finally {
    delivery.release();
  }
}

async function deliverTurn(
  turn: Turn,
  conversation: Conversation,
  gone: "reset" | "stopped" | null,
  delivery: Delivery,
  context: SpeakContext,
): Promise<void> {
  const { store, library } = context;
  if (turn.state === "written") {
    await delivery.finish(turn.text);
    store.closeTurn(turn.id);
    return;
  }
  const character = library.get(turn.authorId);
  if (gone !== null || character === undefined) {
    store.failTurn(turn.id, gone ?? "character-missing");
    await delivery.fail(
      gone === null
        ? `⚠ The card of ${turn.speakerName} is missing, so there is no reply.`
        : "-# Stopped.",
    );
    return;
  }

  const text = await generateReply(turn, delivery, context, (requestId) =>
    buildRequest({
      turn,
      conversation,
      character,
      cast: conversation.cast.flatMap(({ characterId }) => library.get(characterId) ?? []),
      generation: "normal",
      store,
      scenes: context.scenes,
      personas: context.personas,
      books: context.books,
      modelName: context.modelContext.name(),
      contextSize: context.modelContext.size(),
      settings: context.settings,
      requestId,
      seed: context.newSeed(),
      nowMs: context.clock.now(),
    }),
  );
  if (text === null) return;
  await delivery.finish(text);
  store.closeTurn(turn.id);
}

/** Why a reply is no longer wanted, or null. */
function withdrawn(turn: Turn, conversation: Conversation): "reset" | "stopped" | null {
  if (turn.position <= conversation.excludedBefore) return "reset";
  return conversation.status === "stopped" ? "stopped" : null;
}

function beginDelivery(turn: Turn, conversation: Conversation, context: SpeakContext): Delivery {
  const { store, library } = context;
  const trigger = turn.answersTurnId === null ? [] : store.messagesOf(turn.answersTurnId);
  const journal: DeliveryJournal = {
    sending: (part) => store.intendMessage(turn.id, part, conversation.channelId),
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
  const character = library.get(turn.authorId);
  return context.speaker.deliver({
    turnId: turn.id,
    channelId: conversation.channelId,
    triggerMessageId: trigger[0]?.messageId ?? null,
    voice: {
      characterId: turn.authorId,
      name: character ? characterName(character) : turn.speakerName,
    },
    parts: store.messagesOf(turn.id),
    journal,
  });
}

/** There is nowhere to show the reply. */
function giveUp(turnId: string, error: DeliveryError, context: SpeakContext): void {
  const { store, logger } = context;
  logger.warn({ code: error.code }, "a reply could not be shown");
  const turn = store.turn(turnId);
  store.failTurn(turnId, error.code);
  store.closeTurn(turnId);
  if (turn && error.code === "channel-gone") store.setStatus(turn.conversationId, "stopped");
}
