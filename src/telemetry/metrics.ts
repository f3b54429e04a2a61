import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { metricNames } from "./metric-names.ts";

/** What one reply took. A generation report has all of these. */
export interface ReplyFigures {
  readonly cachedTokens: number;
  readonly evaluatedTokens: number;
  readonly generatedTokens: number;
  readonly timeToFirstTokenMs: number;
  readonly durationMs: number;
  readonly tokensPerSecond: number;
}

export type ReplyOutcome = "finished" | "cancelled" | "failed";

export interface QueueFigures {
  readonly waiting: number;
  readonly active: number;
  readonly workers: number;
  readonly slots: number;
  readonly busySlots: number;
  /** Null while nobody can tell. */
  readonly estimatedWaitMs: number | null;
}

/** What is counted while Hearthside runs. */
export interface Metrics {
  /** Counts a reply that has ended, with its figures where it got as far as having any. */
  replyEnded(outcome: ReplyOutcome, figures?: ReplyFigures): void;
  /** Reads the queue whenever the figures are asked for. Called once. */
  observeQueue(read: () => Promise<QueueFigures>): void;
  /** All figures in Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

const speedBuckets = [1, 2, 5, 10, 20, 30, 50, 75, 100, 200];
const secondsBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const replies = new Counter({ ...metricNames.replies, labelNames: ["outcome"], registers });
  const prompt = new Counter({ ...metricNames.promptTokens, labelNames: ["source"], registers });
  const generated = new Counter({ ...metricNames.generatedTokens, registers });
  const buckets = secondsBuckets;
  const firstToken = new Histogram({ ...metricNames.timeToFirstToken, buckets, registers });
  const duration = new Histogram({ ...metricNames.replyDuration, buckets, registers });
  const speed = new Histogram({
    ...metricNames.tokensPerSecond,
    buckets: speedBuckets,
    registers,
  });
  let readQueue = async (): Promise<void> => {};
  for (const outcome of ["finished", "cancelled", "failed"]) replies.inc({ outcome }, 0);

  return {
    replyEnded(outcome, figures) {
      replies.inc({ outcome });
      if (figures === undefined) return;
      prompt.inc({ source: "cache" }, figures.cachedTokens);
      prompt.inc({ source: "evaluated" }, figures.evaluatedTokens);
      generated.inc(figures.generatedTokens);
      firstToken.observe(figures.timeToFirstTokenMs / 1000);
      duration.observe(figures.durationMs / 1000);
      if (figures.generatedTokens > 1) speed.observe(figures.tokensPerSecond);
    },
    observeQueue(read) {
      const workers = new Gauge({ ...metricNames.workers, registers });
      const jobs = new Gauge({ ...metricNames.queueJobs, labelNames: ["state"], registers });
      const slots = new Gauge({ ...metricNames.slots, labelNames: ["state"], registers });
      const wait = new Gauge({ ...metricNames.estimatedWait, registers });
      readQueue = async () => {
        const figures = await read();
        jobs.set({ state: "waiting" }, figures.waiting);
        jobs.set({ state: "active" }, figures.active);
        workers.set(figures.workers);
        slots.set({ state: "busy" }, figures.busySlots);
        slots.set({ state: "idle" }, Math.max(0, figures.slots - figures.busySlots));
        if (figures.estimatedWaitMs === null) wait.reset();
        else wait.set(figures.estimatedWaitMs / 1000);
      };
    },
    async text() {
      await readQueue();
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
