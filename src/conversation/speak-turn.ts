import type { GenerationQueue, GenerationResult } from "../generation/generation-queue.ts";
import type { GenerationReport } from "../generation/stream-part.ts";
import { backOffMs } from "../lib/back-off.ts";
import type { Clock } from "../lib/clock.ts";
import { coerceError, isAbort, OperationalError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import { characterName } from "../roleplay/character/character.ts";
import { tidyReply } from "../roleplay/reply/tidy-reply.ts";
import { buildRequest, type ReplyPlan, type RequestSettings } from "./build-request.ts";
import type { Bookshelf } from "./lore/bookshelf.ts";
import type { ModelContext } from "./model-context.ts";
import type {
  CharacterLibrary,
  Conversation,
  ConversationStore,
  Delivery,
  DeliveryJournal,
  Speaker,
  Turn,
} from "./ports.ts";
import { DeliveryError } from "./ports.ts";

export interface SpeakContext {
  readonly store: ConversationStore;
  readonly library: Pick<CharacterLibrary, "get">;
  readonly books: Pick<Bookshelf, "booksFor">;
  readonly modelContext: Pick<ModelContext, "size">;
  readonly queue: GenerationQueue;
  readonly speaker: Speaker;
  readonly settings: RequestSettings;
  readonly newSeed: () => number;
  /** Told of each generation that ended, for figures. */
  readonly onReplyEnded?: (
    outcome: "finished" | "cancelled" | "failed",
    report?: GenerationReport,
  ) => void;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborted when the bot goes down: what is unfinished then stays owed. */
  readonly closing: AbortSignal;
}

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

  const text = await generate(turn, conversation, delivery, context, (requestId) =>
    buildRequest({
      turn,
      conversation,
      character,
      store,
      books: context.books,
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

/** Generates and stores the reply; null when there is none to show: given up, or the bot is closing. */
async function generate(
  turn: Turn,
  conversation: Conversation,
  delivery: Delivery,
  context: SpeakContext,
  plan: (requestId: string) => ReplyPlan,
): Promise<string | null> {
  const { store, queue, logger } = context;
  const attempts = [turn.id, `${turn.id}.again`];
  for (const requestId of attempts) {
    const { request, roster, sent, loreState } = plan(requestId);
    const result = await followJob(request.id, delivery, context, async () => {
      const job = await queue.submit(request);
      job.onSnapshot((text) => delivery.show(tidyReply(text, roster, { final: false })));
      return job.result;
    });
    if (context.closing.aborted && result?.kind !== "finished") return null;
    reportEnd(result, context);
    if (result?.kind === "finished") {
      const text = tidyReply(result.text, roster, {
        final: true,
        trimIncomplete: result.reason === "length" && context.settings.trimIncomplete,
      });
      if (text !== "") {
        store.writeReply(turn.id, {
          text,
          finishReason: result.reason,
          report: result.report,
          prompt: sent,
          ...(loreState === undefined ? {} : { loreState }),
        });
        await queue.remove(request.id);
        return text;
      }
      await queue.remove(request.id);
      // An empty reply helps nobody: ask once more, with other dice.
      if (result.reason !== "cancelled" && requestId !== attempts.at(-1)) continue;
    }
    const notice = noticeFor(result);
    logger.warn({ conversationId: conversation.id, result: result?.kind }, "a turn has no reply");
    store.failTurn(turn.id, notice.reason);
    await delivery.fail(notice.text);
    return null;
  }
  return null;
}

function reportEnd(result: GenerationResult | undefined, context: SpeakContext): void {
  if (result?.kind === "finished")
    context.onReplyEnded?.(result.reason === "cancelled" ? "cancelled" : "finished", result.report);
  else context.onReplyEnded?.(result?.kind === "failed" ? "failed" : "cancelled");
}

/** Waits for the job; when the placeholder can't be put there, stops the job and throws why. */
async function followJob(
  requestId: string,
  delivery: Delivery,
  context: SpeakContext,
  submit: () => Promise<GenerationResult>,
): Promise<GenerationResult | undefined> {
  const { queue, closing } = context;
  const opened = delivery.open();
  // Handled below; here so that a failure before the job is submitted isn't reported as nobody's.
  opened.catch(() => {});
  const closed = aborted(closing);
  try {
    const result = submit();
    result.catch(() => {});
    await Promise.race([opened, closed.promise]);
    return await Promise.race([result, closed.promise]);
  } catch (thrown) {
    if (thrown instanceof DeliveryError) await queue.cancel(requestId);
    throw thrown;
  } finally {
    closed.dispose();
  }
}

/** Resolves with undefined when `signal` aborts. */
function aborted(signal: AbortSignal): { promise: Promise<undefined>; dispose: () => void } {
  let onAbort = () => {};
  const promise = new Promise<undefined>((resolve) => {
    onAbort = () => resolve(undefined);
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
  });
  return { promise, dispose: () => signal.removeEventListener("abort", onAbort) };
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

function noticeFor(result: GenerationResult | undefined): { reason: string; text: string } {
  switch (result?.kind) {
    case "failed":
      return { reason: result.failure.code, text: `⚠ ${result.failure.message}` };
    case "cancelled-while-waiting":
      return { reason: "cancelled", text: "-# Stopped." };
    case "finished":
      return result.reason === "cancelled"
        ? { reason: "cancelled", text: "-# Stopped." }
        : { reason: "empty-reply", text: "⚠ The model had nothing to say. Please try again." };
    case undefined:
      return { reason: "closing", text: "" };
  }
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
