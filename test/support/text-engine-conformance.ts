import { describe, expect, test } from "vitest";
import type { GenerationRequest } from "../../src/generation/request.ts";
import type { StreamPart } from "../../src/generation/stream-part.ts";
import type { TextEngine } from "../../src/generation/text-engine.ts";
import { deferred } from "../../src/lib/deferred.ts";
import { makeRequest } from "./generation-request.ts";

export interface TextEngineSubject {
  /** A fresh engine with exactly this many slots. */
  open(options: { readonly slots: number }): Promise<TextEngine>;
  /** A request of a conversation of its own, at temperature 0, that gets at least ten tokens when they are allowed. */
  readonly request?: (overrides?: Partial<GenerationRequest>) => GenerationRequest;
  /** Whether a conversation's second request finds its prompt's beginning in the slot. Default: true. */
  readonly prefixCache?: boolean;
  /** Whether the prompt is counted when it is read, not only estimated until the reply is over. Default: true. */
  readonly countsPromptFirst?: boolean;
}

/** What every {@link TextEngine} does, whatever it says. */
export function testTextEngine(name: string, subject: TextEngineSubject): void {
  const request = subject.request ?? makeRequest;

  describe(`${name} as a text engine`, () => {
    describe("streams", () => {
      test("one prompt-end, then deltas that make up the text, then one finish", async () => {
        await using engine = await subject.open({ slots: 1 });
        const { parts, text, last } = await collect(engine, request());
        expect(parts.map((part) => part.type)).toEqual([
          "prompt-end",
          ...parts.slice(1, -1).map(() => "text-delta"),
          "finish",
        ]);
        expect(text).not.toBe("");
        expect(deltasOf(parts)).not.toContain("");
        expect(last).toMatchObject({ type: "finish" });
      });

      test("the report's counts add up and agree with the prompt-end where that counts", async () => {
        await using engine = await subject.open({ slots: 1 });
        const asked = request({ maxTokens: 12 });
        const { parts, last } = await collect(engine, asked);
        if (last?.type !== "finish" || parts[0]?.type !== "prompt-end")
          throw new Error("expected a prompt-end and a finish");
        const { report } = last;
        expect(report.promptTokens).toBe(report.cachedTokens + report.evaluatedTokens);
        expect(report.evaluatedTokens).toBeGreaterThan(0);
        const toldFirst = parts[0].usage;
        expect(report).toMatchObject((subject.countsPromptFirst ?? true) ? toldFirst : {});
        expect(report.generatedTokens).toBeGreaterThan(0);
        expect(report.generatedTokens).toBeLessThanOrEqual(12);
        expect(report.durationMs).toBeGreaterThanOrEqual(report.timeToFirstTokenMs);
        expect(report).toMatchObject({
          model: engine.info.displayName,
          seed: asked.sampling.seed,
        });
        expect(report.sections.map((section) => section.id)).toEqual(
          asked.prompt.sections.map((section) => section.id),
        );
      });

      test("temperature 0 says the same every time", async () => {
        await using engine = await subject.open({ slots: 2 });
        const first = await collect(engine, request());
        const second = await collect(engine, request());
        expect(second.text).toBe(first.text);
      });

      test("the same seed says the same every time", async () => {
        await using engine = await subject.open({ slots: 2 });
        const sampling = { ...request().sampling, temperature: 0.9, seed: 1234 };
        const first = await collect(engine, request({ sampling }));
        const second = await collect(engine, request({ sampling }));
        expect(second.text).toBe(first.text);
      });

      test("the most tokens allowed is a limit, and the reason says so", async () => {
        await using engine = await subject.open({ slots: 1 });
        const { last } = await collect(engine, request({ maxTokens: 3 }));
        expect(last).toMatchObject({
          type: "finish",
          reason: "length",
          report: { generatedTokens: 3 },
        });
      });

      test("a reply has as many tokens as it has to, or its report says that this was ignored", async () => {
        await using engine = await subject.open({ slots: 1 });
        const free = await collect(engine, request());
        if (free.last?.type !== "finish") throw new Error("expected a finish");
        const leastTokens = free.last.report.generatedTokens + 3;
        const { last } = await collect(
          engine,
          request({ leastTokens, maxTokens: leastTokens + 40 }),
        );
        if (last?.type !== "finish") throw new Error("expected a finish");
        const { ignoredSettings, generatedTokens } = last.report;
        expect(ignoredSettings.includes("leastTokens") || generatedTokens >= leastTokens).toBe(
          true,
        );
      });

      test("a stop string ends the text and no piece of it is ever shown", async () => {
        await using engine = await subject.open({ slots: 1 });
        const { text } = await collect(engine, request({ stop: [] }));
        for (const [start, length] of [
          [1, 5],
          [Math.floor(text.length / 2), 4],
          [Math.floor(text.length / 3), 1],
        ] as const) {
          const stop = text.slice(start, start + length);
          const stopped = await collect(engine, request({ stop: [stop, "\u0001never"] }));
          expect(stopped.text).toBe(text.slice(0, text.indexOf(stop)));
          expect(stopped.last).toMatchObject({ type: "finish", reason: "stop" });
        }
      });
    });

    describe("shares its slots", () => {
      test("several conversations run side by side, and more than there are slots wait", async () => {
        await using engine = await subject.open({ slots: 2 });
        const alone = await collect(engine, request());
        const results = await Promise.all(
          Array.from({ length: 5 }, () => collect(engine, request())),
        );
        for (const { text, last } of results) {
          expect(last).toMatchObject({ type: "finish" });
          expect(text).toBe(alone.text);
        }
      });

      test("requests of one conversation run one after another, in order", async () => {
        await using engine = await subject.open({ slots: 2 });
        const conversationKey = "inn";
        const log: string[] = [];
        const follow = async (label: string) => {
          for await (const part of engine.generate(request({ conversationKey }), never()))
            log.push(`${label} ${part.type}`);
        };
        await Promise.all([follow("first"), follow("second"), follow("third")]);
        const labels = log.map((line) => line.split(" ")[0]);
        expect(labels).toEqual(labels.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
      });

      const keepsPrefixes = subject.prefixCache ?? true;
      test(`a conversation's next request ${keepsPrefixes ? "re-reads only what is new" : "is read whole, and says so"}`, async () => {
        await using engine = await subject.open({ slots: 2 });
        const first = request();
        const { text } = await collect(engine, first);
        await collect(engine, request());
        const { last } = await collect(engine, continued(first, text));
        if (last?.type !== "finish") throw new Error("expected a finish");
        const { cachedTokens, evaluatedTokens, promptTokens } = last.report;
        expect(cachedTokens > 0).toBe(keepsPrefixes);
        expect(evaluatedTokens < promptTokens).toBe(keepsPrefixes);
      });

      test("the status counts what was done", async () => {
        await using engine = await subject.open({ slots: 2 });
        const results = await Promise.all([collect(engine, request()), collect(engine, request())]);
        const reports = results.flatMap(({ last }) =>
          last?.type === "finish" ? [last.report] : [],
        );
        const sum = (field: "promptTokens" | "cachedTokens" | "generatedTokens") =>
          reports.reduce((total, report) => total + report[field], 0);
        expect(engine.status()).toEqual({
          activeRequests: 0,
          waitingRequests: 0,
          promptTokens: sum("promptTokens"),
          cachedTokens: sum("cachedTokens"),
          generatedTokens: sum("generatedTokens"),
        });
      });
    });

    describe("stops", () => {
      test("an abort ends the stream as cancelled and frees the slot", async () => {
        await using engine = await subject.open({ slots: 1 });
        const stop = new AbortController();
        const { last } = await collect(engine, request({ stop: [] }), stop.signal, () =>
          stop.abort(),
        );
        expect(last).toMatchObject({ type: "finish", reason: "cancelled" });
        expect((await collect(engine, request())).last).toMatchObject(spokenToTheEnd);
      });

      test("an abort before the start ends the stream as cancelled, without text", async () => {
        await using engine = await subject.open({ slots: 1 });
        const { text, last } = await collect(engine, request(), AbortSignal.abort());
        expect(text).toBe("");
        expect(last).toMatchObject({ type: "finish", reason: "cancelled" });
      });

      test("an abort while it waits for a slot ends the stream, and the others go on", async () => {
        await using engine = await subject.open({ slots: 1 });
        const stop = new AbortController();
        const running = collect(engine, request());
        const waiting = collect(engine, request(), stop.signal);
        const behind = collect(engine, request());
        stop.abort();
        expect((await waiting).last).toMatchObject({ type: "finish", reason: "cancelled" });
        expect((await running).last).toMatchObject(spokenToTheEnd);
        expect((await behind).last).toMatchObject(spokenToTheEnd);
      });

      test("ending the iteration early frees the slot", async () => {
        await using engine = await subject.open({ slots: 1 });
        for await (const part of engine.generate(request(), never()))
          if (part.type === "text-delta") break;
        expect((await collect(engine, request())).last).toMatchObject(spokenToTheEnd);
        expect(engine.status()).toMatchObject({ activeRequests: 0, waitingRequests: 0 });
      });
    });

    describe("refuses", () => {
      test("a prompt whose required sections don't fit", async () => {
        await using engine = await subject.open({ slots: 1 });
        const { parts } = await collect(
          engine,
          withSections(request(), [
            {
              id: "character",
              role: "system",
              text: longText(engine),
              trim: { kind: "required" },
            },
          ]),
        );
        expect(parts).toEqual([
          {
            type: "error",
            failure: expect.objectContaining({ code: "prompt-too-long", retryable: false }),
          },
        ]);
        expect((await collect(engine, request())).last).toMatchObject({ type: "finish" });
      });

      test("a request of a version that it doesn't know", async () => {
        await using engine = await subject.open({ slots: 1 });
        const fromTheFuture = { ...request(), version: 99 } as unknown as GenerationRequest;
        expect((await collect(engine, fromTheFuture)).parts).toEqual([
          {
            type: "error",
            failure: expect.objectContaining({ code: "unsupported-version", retryable: false }),
          },
        ]);
      });
    });

    test("history that doesn't fit is left out from the oldest, and the report says so", async () => {
      await using engine = await subject.open({ slots: 1 });
      const piece = longText(engine).slice(0, Math.floor(longText(engine).length / 24));
      const history = Array.from({ length: 48 }, (_, index) => ({
        id: `history:${index}`,
        role: "user" as const,
        text: piece,
        trim: { kind: "history" as const },
      }));
      const asked = request();
      const { last } = await collect(
        engine,
        withSections(asked, [...asked.prompt.sections.slice(0, 1), ...history]),
      );
      if (last?.type !== "finish") throw new Error("expected a finish");
      const kept = last.report.sections.map((section) => section.included);
      expect(kept[0]).toBe(true);
      expect(kept.at(-1)).toBe(true);
      const firstKept = kept.indexOf(true, 1);
      expect(firstKept).toBeGreaterThan(1);
      expect(kept.slice(firstKept)).not.toContain(false);
      expect(last.report.promptTokens + asked.maxTokens).toBeLessThanOrEqual(
        engine.info.contextSize,
      );
    });

    describe("is disposed of", () => {
      test("while it generates: every stream ends, and nothing hangs", async () => {
        const engine = await subject.open({ slots: 1 });
        const spoke = deferred();
        const running = collect(engine, request({ stop: [] }), never(), () => spoke.resolve());
        const waiting = collect(engine, request());
        await spoke.promise;
        await engine[Symbol.asyncDispose]();
        for (const { last } of await Promise.all([running, waiting]))
          expect(["error", "finish"]).toContain(last?.type);
      });

      test("afterwards a request fails and disposing again does nothing", async () => {
        const engine = await subject.open({ slots: 1 });
        await engine[Symbol.asyncDispose]();
        await engine[Symbol.asyncDispose]();
        expect((await collect(engine, request())).parts).toEqual([
          {
            type: "error",
            failure: expect.objectContaining({ code: "model-unavailable" }),
          },
        ]);
      });
    });
  });
}

const spokenToTheEnd = { type: "finish", reason: expect.stringMatching(/^(?:stop|length)$/) };

const order: readonly (string | undefined)[] = ["first", "second", "third"];

interface Collected {
  readonly parts: readonly StreamPart[];
  readonly text: string;
  readonly last: StreamPart | undefined;
}

async function collect(
  engine: TextEngine,
  request: GenerationRequest,
  signal: AbortSignal = never(),
  onFirstDelta: () => void = () => {},
): Promise<Collected> {
  const parts: StreamPart[] = [];
  for await (const part of engine.generate(request, signal)) {
    if (part.type === "text-delta" && !parts.some(({ type }) => type === "text-delta"))
      onFirstDelta();
    parts.push(part);
  }
  return { parts, text: deltasOf(parts).join(""), last: parts.at(-1) };
}

function deltasOf(parts: readonly StreamPart[]): readonly string[] {
  return parts.flatMap((part) => (part.type === "text-delta" ? [part.delta] : []));
}

function never(): AbortSignal {
  return new AbortController().signal;
}

function withSections(
  request: GenerationRequest,
  sections: GenerationRequest["prompt"]["sections"],
): GenerationRequest {
  return { ...request, prompt: { ...request.prompt, sections } };
}

/** The same conversation one exchange later. */
function continued(request: GenerationRequest, reply: string): GenerationRequest {
  const { sections, replyPrefix } = request.prompt;
  return {
    ...withSections(request, [
      ...sections,
      {
        id: "history:2",
        role: "assistant",
        text: `${replyPrefix}${reply}`,
        trim: { kind: "history" },
      },
      { id: "history:3", role: "user", text: "Mara: Go on.", trim: { kind: "history" } },
    ]),
    id: `${request.id}.next`,
  };
}

/** More text than the context holds, whatever the tokenizer. */
function longText(engine: TextEngine): string {
  return "The rain falls on the old roof of the inn. ".repeat(engine.info.contextSize / 2);
}
