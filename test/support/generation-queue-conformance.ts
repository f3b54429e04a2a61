import { describe, expect, test } from "vitest";
import type { GenerationFailure } from "../../src/generation/generation-error.ts";
import type {
  GenerationJob,
  GenerationQueue,
  GenerationResult,
} from "../../src/generation/generation-queue.ts";
import type { GenerationRequest } from "../../src/generation/request.ts";
import { createScriptedEngine, type ScriptedEngine } from "../../src/generation/scripted-engine.ts";
import type { ScriptedReplies, ScriptedReply } from "../../src/generation/scripted-reply.ts";
import type { TextEngine } from "../../src/generation/text-engine.ts";
import { type Deferred, deferred } from "../../src/lib/deferred.ts";
import { makeRequest } from "./generation-request.ts";
import { snapshotOf, textOf } from "./generation-results.ts";

export interface OpenQueue extends AsyncDisposable {
  readonly queue: GenerationQueue;
  /** Shuts down what runs the jobs. */
  drain(timeoutMs: number): Promise<{
    readonly finished: readonly string[];
    readonly handedBack: readonly string[];
  }>;
}

/** What every {@link GenerationQueue} does. `open` makes an empty one with one worker on the given engine. */
export function testGenerationQueue(
  name: string,
  open: (worker: {
    readonly engine: TextEngine;
    readonly concurrency: number;
    readonly mostWaiting?: number;
  }) => Promise<OpenQueue>,
): void {
  async function openScripted(
    replies: ScriptedReplies,
    concurrency = 1,
    limits: { readonly mostWaiting?: number } = {},
  ): Promise<Scene> {
    const engine = createScriptedEngine({ replies, slots: concurrency });
    const opened = await open({ engine, concurrency, ...limits });
    return {
      engine,
      queue: opened.queue,
      drain: (timeoutMs) => opened.drain(timeoutMs),
      [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
    };
  }

  describe(`${name} as a generation queue`, () => {
    describe("runs jobs", () => {
      test("a request becomes a text with a report", async () => {
        await using scene = await openScripted("Good evening, Mara.\nMara: hi");
        const job = await scene.queue.submit(makeRequest());
        expect(await job.result).toMatchObject({
          kind: "finished",
          text: "Good evening, Mara.",
          reason: "stop",
          report: { model: "scripted", seed: 7 },
        });
      });

      test("snapshots grow, and a late listener gets the newest at once", async () => {
        const gate = deferred();
        await using scene = await openScripted({
          steps: [{ text: "Good evening" }, { hold: gate.promise }, { text: ", Mara." }],
        });
        const job = await scene.queue.submit(makeRequest());
        const seen: string[] = [];
        job.onSnapshot((text) => seen.push(text));
        await snapshotOf(job, (text) => text === "Good evening");
        const late: string[] = [];
        job.onSnapshot((text) => late.push(text));
        expect(late).toEqual(["Good evening"]);
        gate.resolve();
        expect(textOf(await job.result)).toBe("Good evening, Mara.");
        for (const [index, text] of seen.entries())
          expect(text.startsWith(seen[index - 1] ?? "")).toBe(true);
      });

      test("a listener that throws harms no job", async () => {
        await using scene = await openScripted("Hello.");
        const job = await scene.queue.submit(makeRequest());
        job.onSnapshot(() => {
          throw new Error("a broken listener");
        });
        expect(textOf(await job.result)).toBe("Hello.");
      });

      test("an id that can't name a job is refused", async () => {
        await using scene = await openScripted("Hello.");
        for (const id of ["", "a:b", "a b", "42", "x".repeat(201)])
          await expect(scene.queue.submit(makeRequest({ id }))).rejects.toThrow(RangeError);
      });
    });

    describe("orders jobs", () => {
      test("jobs of one guild start in the order in which they came", async () => {
        const gate = deferred();
        await using scene = await openScripted(heldFirst(gate));
        const jobs = await submitBehindHeld(scene, gate, [{}, {}, {}, {}]);
        expect(startedIds(scene)).toEqual(jobs.map((job) => job.id));
      });

      test("a job that a person waits for overtakes those in the background", async () => {
        const gate = deferred();
        await using scene = await openScripted(heldFirst(gate));
        const [held, background, interactive] = await submitBehindHeld(scene, gate, [
          { priority: "background" },
          { priority: "interactive" },
        ]);
        expect(startedIds(scene)).toEqual([held?.id, interactive?.id, background?.id]);
      });

      test("sixty jobs of one guild don't hold back another guild", async () => {
        const gate = deferred();
        await using scene = await openScripted(heldFirst(gate));
        const crowd = Array.from({ length: 60 }, () => ({ fairnessKey: "crowd" }));
        const jobs = await submitBehindHeld(scene, gate, [
          ...crowd,
          { fairnessKey: "quiet" },
          { fairnessKey: "quiet" },
        ]);
        const order = startedIds(scene);
        expect(order.indexOf(jobs[61]?.id ?? "")).toBeLessThanOrEqual(3);
        expect(order.indexOf(jobs[62]?.id ?? "")).toBeLessThanOrEqual(5);
        const crowdIds = jobs.slice(1, 61).map((job) => job.id);
        expect(order.filter((id) => crowdIds.includes(id))).toEqual(crowdIds);
      });

      test("jobs of one conversation go one after another, and others pass by", async () => {
        const gate = deferred();
        await using scene = await openScripted(
          (request) => (request.id.startsWith("first") ? holdAt(gate) : "Hello."),
          4,
        );
        const conversationKey = "inn";
        const first = await scene.queue.submit(makeRequest({ id: "first", conversationKey }));
        const second = await scene.queue.submit(makeRequest({ conversationKey }));
        const other = await scene.queue.submit(makeRequest());
        await other.result;
        expect(startedIds(scene)).not.toContain(second.id);
        gate.resolve();
        await Promise.all([first.result, second.result]);
        expect(startedIds(scene)).toEqual([first.id, other.id, second.id]);
      });
    });

    describe("says where a job stands", () => {
      test("those that wait know how many go before them, those that run have no place", async () => {
        const gate = deferred();
        await using scene = await openScripted(heldFirst(gate));
        const running = await scene.queue.submit(makeRequest());
        await untilRunning(scene, running);
        const placeOf = async (request: Partial<GenerationRequest>) => {
          const job = await scene.queue.submit(makeRequest(request));
          return { job, place: (await scene.queue.place(job.id))?.ahead };
        };
        const first = await placeOf({ fairnessKey: "crowd", conversationKey: "inn" });
        const second = await placeOf({ fairnessKey: "crowd" });
        const background = await placeOf({ priority: "background" });
        const quiet = await placeOf({ fairnessKey: "quiet" });
        const behindFirst = await placeOf({ fairnessKey: "crowd", conversationKey: "inn" });
        expect([first.place, second.place, background.place]).toEqual([0, 1, 2]);
        expect([quiet.place, behindFirst.place]).toEqual([1, 1]);
        expect(await scene.queue.place(running.id)).toBeUndefined();
        expect((await scene.queue.place(background.job.id))?.ahead).toBe(3);
        expect(await scene.queue.place("never-heard-of")).toBeUndefined();
        gate.resolve();
        await background.job.result;
        expect(await scene.queue.place(background.job.id)).toBeUndefined();
      });

      test("nobody guesses how long a wait is before a reply has been seen to take its time", async () => {
        const gate = deferred();
        await using scene = await openScripted((_, call) => (call === 1 ? holdAt(gate) : "Hello."));
        expect((await scene.queue.status()).estimatedWaitMs).toBeNull();
        await (await scene.queue.submit(makeRequest())).result;
        expect((await scene.queue.status()).estimatedWaitMs).toBe(0);
        const running = await scene.queue.submit(makeRequest());
        await untilRunning(scene, running);
        const waiting = await scene.queue.submit(makeRequest());
        expect(await scene.queue.place(waiting.id)).toEqual({
          ahead: 0,
          estimatedWaitMs: expect.any(Number),
        });
        gate.resolve();
        await waiting.result;
      });
    });

    test("a job for which there is no room fails at once, and finds room later", async () => {
      const gate = deferred();
      await using scene = await openScripted(heldFirst(gate), 1, { mostWaiting: 2 });
      const running = await scene.queue.submit(makeRequest());
      await scene.engine.whenStarted(running.id);
      const waiting = [
        await scene.queue.submit(makeRequest()),
        await scene.queue.submit(makeRequest()),
      ];
      const request = makeRequest();
      const refused = await scene.queue.submit(request);
      expect(await refused.result).toMatchObject({
        kind: "failed",
        failure: { code: "queue-full", retryable: true },
      });
      const joined = await scene.queue.submit(makeRequest({ id: waiting[0]?.id ?? "" }));
      gate.resolve();
      expect(textOf(await joined.result)).toBe("Hello.");
      await waiting[1]?.result;
      expect(textOf(await (await scene.queue.submit(request)).result)).toBe("Hello.");
    });

    describe("is halted by those who run it", () => {
      test("while it is paused nothing is begun, what runs goes on, and those who wait are told", async () => {
        const gate = deferred();
        await using scene = await openScripted(heldFirst(gate), 2);
        const running = await scene.queue.submit(makeRequest());
        await untilRunning(scene, running);
        await scene.queue.switchTo("paused");
        const waiting = await scene.queue.submit(makeRequest());
        const place = { ahead: 0, estimatedWaitMs: null, paused: true };
        expect(await scene.queue.place(waiting.id)).toEqual(place);
        gate.resolve();
        expect(textOf(await running.result)).toBe("Hello.");
        expect(await scene.queue.status()).toMatchObject({ mode: "paused", waiting: 1, active: 0 });
        expect(startedIds(scene)).toEqual([running.id]);
        await scene.queue.switchTo("running");
        expect(textOf(await waiting.result)).toBe("Hello.");
        expect((await scene.queue.status()).mode).toBe("running");
      });

      test("a job that waits through a pause can be taken back", async () => {
        await using scene = await openScripted("Hello.");
        await scene.queue.switchTo("paused");
        const job = await scene.queue.submit(makeRequest());
        await scene.queue.cancel(job.id);
        expect(await job.result).toEqual({ kind: "cancelled-while-waiting" });
        await scene.queue.switchTo("running");
        expect(scene.engine.started).toEqual([]);
      });

      test("while it is emptied what waits is still answered, and what comes is refused and finds room later", async () => {
        const gate = deferred();
        await using scene = await openScripted(heldFirst(gate));
        const running = await scene.queue.submit(makeRequest());
        await untilRunning(scene, running);
        const waiting = await scene.queue.submit(makeRequest());
        await scene.queue.switchTo("draining");
        const request = makeRequest();
        const refused = await scene.queue.submit(request);
        expect(await refused.result).toMatchObject({
          kind: "failed",
          failure: { code: "queue-draining", retryable: true },
        });
        const joined = await scene.queue.submit(makeRequest({ id: waiting.id }));
        gate.resolve();
        expect(textOf(await joined.result)).toBe("Hello.");
        await scene.queue.switchTo("running");
        expect(textOf(await (await scene.queue.submit(request)).result)).toBe("Hello.");
      });
    });

    describe("submits once", () => {
      test("the same request submitted many times is generated once", async () => {
        await using scene = await openScripted("Hello.");
        const request = makeRequest();
        const jobs = await Promise.all(
          Array.from({ length: 8 }, () => scene.queue.submit(request)),
        );
        const results = await Promise.all(jobs.map((job) => job.result));
        expect(new Set(results.map(textOf))).toEqual(new Set(["Hello."]));
        expect(startedIds(scene)).toEqual([request.id]);
      });

      test("a job that has ended gives its result again", async () => {
        await using scene = await openScripted(["Once.", "Twice."]);
        const request = makeRequest();
        await (await scene.queue.submit(request)).result;
        const again = await scene.queue.submit(request);
        expect(textOf(await again.result)).toBe("Once.");
      });

      test("a removed job is forgotten", async () => {
        await using scene = await openScripted(["Once.", "Twice."]);
        const request = makeRequest();
        await (await scene.queue.submit(request)).result;
        await scene.queue.remove(request.id);
        const again = await scene.queue.submit(request);
        expect(textOf(await again.result)).toBe("Twice.");
      });

      test("a job that runs can't be removed", async () => {
        const gate = deferred();
        await using scene = await openScripted(holdAt(gate));
        const job = await scene.queue.submit(makeRequest());
        await scene.engine.whenStarted(job.id);
        await scene.queue.remove(job.id);
        gate.resolve();
        expect(textOf(await job.result)).toBe("Hello.");
      });
    });

    describe("cancels", () => {
      test("a job that waits is taken away, never starts, and is forgotten", async () => {
        const gate = deferred();
        await using scene = await openScripted(heldFirst(gate));
        const running = await scene.queue.submit(makeRequest());
        await scene.engine.whenStarted(running.id);
        const request = makeRequest();
        const waiting = await scene.queue.submit(request);
        await scene.queue.cancel(waiting.id);
        expect(await waiting.result).toEqual({ kind: "cancelled-while-waiting" });
        gate.resolve();
        await running.result;
        expect(startedIds(scene)).toEqual([running.id]);
        const again = await scene.queue.submit(request);
        expect(textOf(await again.result)).toBe("Hello.");
      });

      test("a job behind another of its conversation is taken away", async () => {
        const gate = deferred();
        await using scene = await openScripted(heldFirst(gate));
        const conversationKey = "inn";
        const running = await scene.queue.submit(makeRequest({ conversationKey }));
        const held = await scene.queue.submit(makeRequest({ conversationKey }));
        const last = await scene.queue.submit(makeRequest({ conversationKey }));
        await scene.queue.cancel(held.id);
        expect(await held.result).toEqual({ kind: "cancelled-while-waiting" });
        gate.resolve();
        await last.result;
        expect(startedIds(scene)).toEqual([running.id, last.id]);
      });

      test("a job that runs ends with the text so far", async () => {
        await using scene = await openScripted({
          steps: [{ text: "Once upon a" }, { hold: new Promise(() => {}) }],
        });
        const job = await scene.queue.submit(makeRequest());
        await snapshotOf(job, (text) => text === "Once upon a");
        await scene.queue.cancel(job.id);
        expect(await job.result).toMatchObject({
          kind: "finished",
          reason: "cancelled",
          text: "Once upon a",
        });
      });

      test("a cancel that races with the start holds", async () => {
        await using scene = await openScripted({ steps: [{ hold: new Promise(() => {}) }] }, 4);
        const jobs = await Promise.all(
          Array.from({ length: 12 }, async () => {
            const request = makeRequest();
            const submitted = scene.queue.submit(request);
            await scene.queue.cancel(request.id);
            const job = await submitted;
            // Where the cancel came before the job was known, it is asked for once more.
            await scene.queue.cancel(request.id);
            return job;
          }),
        );
        for (const result of await Promise.all(jobs.map((job) => job.result)))
          expect(result.kind === "finished" ? result.reason : result.kind).toMatch(/^cancelled/);
      });

      test("unknown and ended jobs are ignored", async () => {
        await using scene = await openScripted("Hello.");
        await scene.queue.cancel("never-heard-of");
        const job = await scene.queue.submit(makeRequest());
        await job.result;
        await scene.queue.cancel(job.id);
        const again = await scene.queue.submit(makeRequest({ id: job.id }));
        expect(textOf(await again.result)).toBe("Hello.");
      });
    });

    describe("discards", () => {
      test("a job that waits never starts, and one that ended is forgotten", async () => {
        const gate = deferred();
        await using scene = await openScripted(heldFirst(gate));
        const running = await scene.queue.submit(makeRequest());
        await scene.engine.whenStarted(running.id);
        const waiting = await scene.queue.submit(makeRequest());
        await scene.queue.discard(waiting.id);
        expect(await waiting.result).toEqual({ kind: "cancelled-while-waiting" });
        gate.resolve();
        await running.result;
        await scene.queue.discard(running.id);
        await (await scene.queue.submit(makeRequest({ id: running.id }))).result;
        expect(startedIds(scene)).toEqual([running.id, running.id]);
        await scene.queue.discard("never-heard-of");
      });

      test("a job that runs ends, and is forgotten by itself", async () => {
        await using scene = await openScripted((_, call) =>
          call === 0 ? { steps: [{ text: "Half" }, { hold: new Promise(() => {}) }] } : "Anew.",
        );
        const request = makeRequest();
        const job = await scene.queue.submit(request);
        await snapshotOf(job, (text) => text === "Half");
        await scene.queue.discard(request.id);
        expect(await job.result).toMatchObject({ kind: "finished", reason: "cancelled" });
        const answer = async () => {
          const again = await scene.queue.submit(request);
          return textOf(await again.result);
        };
        await expect.poll(answer, { timeout: 20_000, interval: 100 }).toBe("Anew.");
      });
    });

    describe("fails", () => {
      test("a failure that another attempt may mend is tried again, and the text starts anew", async () => {
        const gate = deferred();
        await using scene = await openScripted([
          { steps: [{ text: "Half a rep" }, { hold: gate.promise }, { fail: broken }] },
          "Hello.",
        ]);
        const job = await scene.queue.submit(makeRequest());
        await snapshotOf(job, (text) => text.startsWith("Half"));
        gate.resolve();
        expect(textOf(await job.result)).toBe("Hello.");
        expect(startedIds(scene)).toEqual([job.id, job.id]);
      });

      test("a failure that stays is the result after two attempts", async () => {
        await using scene = await openScripted({ steps: [{ fail: broken }] });
        const job = await scene.queue.submit(makeRequest());
        expect(await job.result).toEqual({ kind: "failed", failure: broken });
        expect(startedIds(scene)).toHaveLength(2);
      });

      test("a failure that no attempt can mend is the result at once", async () => {
        await using scene = await openScripted({ steps: [{ fail: hopeless }] });
        const job = await scene.queue.submit(makeRequest());
        expect(await job.result).toEqual({ kind: "failed", failure: hopeless });
        expect(startedIds(scene)).toHaveLength(1);
      });

      test("an engine that throws is a failure of the engine, and no other job suffers", async () => {
        await using scene = await openScripted((_, call) =>
          call < 2 ? { steps: [{ crash: new Error("boom") }] } : "Hello.",
        );
        const unlucky = await scene.queue.submit(makeRequest());
        expect(await unlucky.result).toMatchObject({
          kind: "failed",
          failure: { code: "engine-failed" },
        });
        const lucky = await scene.queue.submit(makeRequest());
        expect(textOf(await lucky.result)).toBe("Hello.");
      });
    });

    test("the status counts what waits and runs, and names the worker's model", async () => {
      const gate = deferred();
      await using scene = await openScripted(holdAt(gate));
      const running = await scene.queue.submit(makeRequest({ conversationKey: "inn" }));
      const behind = await scene.queue.submit(makeRequest({ conversationKey: "inn" }));
      const waiting = await scene.queue.submit(makeRequest());
      await scene.engine.whenStarted(running.id);
      expect(await scene.queue.status()).toMatchObject({
        active: 1,
        waiting: 2,
        workers: [{ engine: scene.engine.info }],
      });
      gate.resolve();
      await Promise.all([running.result, behind.result, waiting.result]);
      expect(await scene.queue.status()).toMatchObject({ active: 0, waiting: 0 });
    });

    describe("shuts down", () => {
      test("what runs is finished when there is time", async () => {
        const gate = deferred();
        await using scene = await openScripted(holdAt(gate));
        const running = await scene.queue.submit(makeRequest());
        const waiting = await scene.queue.submit(makeRequest());
        await scene.engine.whenStarted(running.id);
        const drained = scene.drain(30_000);
        gate.resolve();
        expect((await drained).finished).toEqual([running.id]);
        expect(textOf(await running.result)).toBe("Hello.");
        expect(startedIds(scene)).not.toContain(waiting.id);
      });

      test("what runs too long is handed back and has no result", async () => {
        await using scene = await openScripted({
          steps: [{ text: "Once" }, { hold: new Promise(() => {}) }],
        });
        const job = await scene.queue.submit(makeRequest());
        const results: GenerationResult[] = [];
        void job.result.then((result) => results.push(result));
        await scene.engine.whenStarted(job.id);
        expect(await scene.drain(1)).toEqual({ finished: [], handedBack: [job.id] });
        expect(results).toEqual([]);
      });
    });
  });
}

interface Scene extends OpenQueue {
  readonly engine: ScriptedEngine;
}

const broken: GenerationFailure = {
  code: "engine-failed",
  message: "The model broke down.",
  retryable: true,
};

const hopeless: GenerationFailure = {
  code: "prompt-too-long",
  message: "The card is too long.",
  retryable: false,
};

/** Says "Hello." once the gate opens. */
function holdAt(gate: Deferred<void>): ScriptedReply {
  return { steps: [{ hold: gate.promise }, { text: "Hello." }] };
}

/** The first job waits at the gate; the others speak at once. */
function heldFirst(gate: Deferred<void>): ScriptedReplies {
  return (_, call) => (call === 0 ? holdAt(gate) : "Hello.");
}

/**
 * Submits one job that occupies the worker until the others are submitted too, and waits for all of them; the one that
 * was held comes first.
 */
async function submitBehindHeld(
  scene: Scene,
  gate: Deferred<void>,
  requests: readonly Partial<GenerationRequest>[],
): Promise<readonly GenerationJob[]> {
  const held = await scene.queue.submit(makeRequest());
  await scene.engine.whenStarted(held.id);
  const jobs: GenerationJob[] = [held];
  for (const request of requests) jobs.push(await scene.queue.submit(makeRequest(request)));
  gate.resolve();
  await Promise.all(jobs.map((job) => job.result));
  return jobs;
}

/** The bot hears of it a moment after the engine. */
async function untilRunning(scene: Scene, job: GenerationJob): Promise<void> {
  await scene.engine.whenStarted(job.id);
  await expect.poll(() => scene.queue.place(job.id)).toBeUndefined();
}

function startedIds(scene: Scene): readonly string[] {
  return scene.engine.started.map((request) => request.id);
}
