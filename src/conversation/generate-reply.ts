import type { GenerationResult } from "../generation/generation-queue.ts";
import { continueReply } from "../roleplay/reply/continue-reply.ts";
import type { ReplyRoster } from "../roleplay/reply/cut-at-labels.ts";
import { stripLinks } from "../roleplay/reply/strip-links.ts";
import { type TidyOptions, tidyReply } from "../roleplay/reply/tidy-reply.ts";
import type { ReplyPlan } from "./build-request.ts";
import { type Delivery, DeliveryError } from "./delivery.ts";
import type { Notice } from "./notice.ts";
import type { Turn } from "./ports.ts";
import type { PlaceSettings } from "./settings/place-settings.ts";
import type { SpeakAttempt, SpeakContext } from "./speak-context.ts";
import type { OwedSwipe } from "./swipes/owed-swipe.ts";
import { noControls, type ReplyControls, stopControls } from "./swipes/reply-controls.ts";
import { watchPlace } from "./watch-place.ts";

export interface ReplyTask {
  readonly turn: Turn;
  readonly owed: OwedSwipe;
  /** The text that a continuation goes on from; null for a text of its own. */
  readonly base: string | null;
  readonly plan: (requestId: string) => ReplyPlan;
  /** What holds where it is shown. */
  readonly place: Pick<PlaceSettings, "links" | "streaming">;
}

/** What became of a text that was owed. */
export type ReplyOutcome =
  | { readonly kind: "written" }
  /** `notice` is for people; null when they know, having stopped it. */
  | { readonly kind: "given-up"; readonly reason: string; readonly notice: Notice | null }
  /** The bot is closing, or has to plan anew, and the text stays owed. */
  | { readonly kind: "left" };

/** Generates the text that a turn owes, and stores it when there is one. Giving it up is left to the caller. */
export async function generateReply(
  task: ReplyTask,
  delivery: Delivery,
  context: SpeakAttempt,
): Promise<ReplyOutcome> {
  const { turn, owed } = task;
  const { store, queue, closing, replanned } = context;
  const face = context.swipes.face(turn.id);
  const controls = face === undefined ? noControls : stopControls(face);
  const attempts = jobsOf(owed);
  for (const requestId of attempts) {
    if (replanned.aborted) return { kind: "left" };
    const { request, roster, sent, loreState, variables } = task.plan(requestId);
    const result = await followJob(request.id, delivery, controls, context, async () => {
      const job = await queue.submit(request);
      // Someone stopped it before an earlier run of the bot went down.
      if (context.swipes.owed(turn.id)?.stopped) await queue.cancel(request.id);
      job.onMoved((model) => delivery.tell({ code: "moved", model }));
      if (task.place.streaming)
        job.onSnapshot((text) => delivery.show(readable(task, text, roster, { final: false })));
      return job.result;
    });
    if (replanned.aborted) return { kind: "left" };
    if (closing.aborted && result?.kind !== "finished") return { kind: "left" };
    reportEnd(result, context);
    if (result?.kind === "finished") {
      const text = readable(task, result.text, roster, {
        final: true,
        trimIncomplete: result.reason === "length" && context.settings.trimIncomplete,
      });
      if (text !== (task.base ?? "")) {
        store.writeReply(turn.id, {
          text,
          finishReason: result.reason,
          report: result.report,
          prompt: sent,
          ...(loreState === undefined ? {} : { loreState }),
          ...(variables === undefined ? {} : { variables }),
        });
        await queue.remove(request.id);
        return { kind: "written" };
      }
      await queue.remove(request.id);
      // An empty reply helps nobody: ask once more, with other dice.
      if (result.reason !== "cancelled" && requestId !== attempts.at(-1)) continue;
    }
    return givenUp(result, task);
  }
  return { kind: "left" };
}

/** The jobs by which an owed text is asked for, one after the other. */
export function jobsOf({ jobId }: Pick<OwedSwipe, "jobId">): readonly string[] {
  return [jobId, `${jobId}.again`];
}

function readable(
  { base, place }: ReplyTask,
  raw: string,
  roster: ReplyRoster,
  options: TidyOptions,
): string {
  const text =
    base === null ? tidyReply(raw, roster, options) : continueReply(base, raw, roster, options);
  return stripLinks(text, place.links, options);
}

function reportEnd(result: GenerationResult | undefined, context: SpeakContext): void {
  if (result?.kind === "finished")
    context.onReplyEnded?.(result.reason === "cancelled" ? "cancelled" : "finished", result.report);
  else context.onReplyEnded?.(result?.kind === "failed" ? "failed" : "cancelled");
}

/** Waits for the job; when there is nowhere to show the reply, stops the job and throws why. */
async function followJob(
  requestId: string,
  delivery: Delivery,
  controls: ReplyControls,
  context: SpeakAttempt,
  submit: () => Promise<GenerationResult>,
): Promise<GenerationResult | undefined> {
  const { queue } = context;
  const over = AbortSignal.any([context.closing, context.replanned]);
  const opened = delivery.open(controls);
  // Handled below; here so that a failure before the job is submitted isn't reported as nobody's.
  opened.catch(() => {});
  const ended = aborted(over);
  const waiting = new AbortController();
  void watchPlace(requestId, delivery, context, AbortSignal.any([waiting.signal, over]));
  try {
    const result = submit();
    result.catch(() => {});
    await Promise.race([opened, ended.promise]);
    return await Promise.race([result, ended.promise]);
  } catch (thrown) {
    if (thrown instanceof DeliveryError) await queue.cancel(requestId);
    throw thrown;
  } finally {
    waiting.abort();
    ended.dispose();
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

function givenUp(result: GenerationResult | undefined, { base }: ReplyTask): ReplyOutcome {
  if (result?.kind === "failed") {
    const { code, message, values } = result.failure;
    const failure = { code, message, ...(values === undefined ? {} : { values }) };
    return { kind: "given-up", reason: code, notice: { code: "failed", failure } };
  }
  if (result?.kind !== "finished" || result.reason === "cancelled")
    return { kind: "given-up", reason: "cancelled", notice: null };
  return {
    kind: "given-up",
    reason: "empty-reply",
    notice: { code: base === null ? "nothing-to-say" : "nothing-to-add" },
  };
}
