import type { GenerationReport } from "../generation/stream-part.ts";

/** Replies that count as recent. */
const mostReplies = 50;

/** What people feel of an engine. */
export interface RecentFigures {
  /** Replies that these figures are of. */
  readonly replies: number;
  /** Median, from the engine's taking of a request to its first token. */
  readonly timeToFirstTokenMs: number;
  /** Median of single replies; null while none was long enough to tell. */
  readonly tokensPerSecond: number | null;
  /** Share of all prompt tokens that the prefix cache spared, from 0 to 1. */
  readonly cachedShare: number;
}

/** Shorter ones say little about speed. */
const fewestTokens = 8;

/** The newest replies, whatever model wrote them and wherever it runs. */
export class RecentReplies {
  #reports: GenerationReport[] = [];

  add(report: GenerationReport): void {
    this.#reports = [...this.#reports, report].slice(-mostReplies);
  }

  /** Undefined before the first reply. */
  figures(): RecentFigures | undefined {
    const reports = this.#reports;
    if (reports.length === 0) return undefined;
    const promptTokens = sum(reports.map((report) => report.promptTokens));
    const long = reports.filter(({ generatedTokens }) => generatedTokens >= fewestTokens);
    return {
      replies: reports.length,
      timeToFirstTokenMs: median(reports.map((report) => report.timeToFirstTokenMs)) ?? 0,
      tokensPerSecond: median(long.map(({ tokensPerSecond }) => tokensPerSecond)) ?? null,
      cachedShare:
        promptTokens === 0 ? 0 : sum(reports.map((report) => report.cachedTokens)) / promptTokens,
    };
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
