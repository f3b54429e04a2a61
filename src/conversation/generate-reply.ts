import type { GenerationResult } from "../generation/generation-queue.ts";
import { tidyReply } from "../roleplay/reply/tidy-reply.ts";
import type { ReplyPlan } from "./build-request.ts";
import { type Delivery, DeliveryError, type Turn } from "./ports.ts";
import type { SpeakContext } from "./speak-context.ts";

/** Generates and stores the reply; null when there is none to show: given up, or the bot is closing. */
export async function generateReply(
  turn: Turn,
  delivery: Delivery,
  context: SpeakContext,
  plan: (requestId: string) => ReplyPlan,
): Promise<string | null> {
  const { store, queue, logger } = context;
  const attempts = [turn.id, `${turn.id}.again`];
  for (const requestId of attempts) {
    const { request, roster, sent, loreState, variables } = plan(requestId);
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
          ...(variables === undefined ? {} : { variables }),
        });
        await queue.remove(request.id);
        return text;
      }
      await queue.remove(request.id);
      // An empty reply helps nobody: ask once more, with other dice.
      if (result.reason !== "cancelled" && requestId !== attempts.at(-1)) continue;
    }
    const notice = noticeFor(result);
    logger.warn(
      { conversationId: turn.conversationId, result: result?.kind },
      "a turn has no reply",
    );
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
