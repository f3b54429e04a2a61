import type { Token } from "node-llama-cpp";
import type { GenerationFailure } from "../../generation/generation-error.ts";
import type { GenerationRequest } from "../../generation/request.ts";
import type { FinishReason, PromptUsage, StreamPart } from "../../generation/stream-part.ts";
import type { Clock } from "../../lib/clock.ts";
import { PartStream } from "../part-stream.ts";
import type { ModelFacts } from "./model-facts.ts";
import type { WrittenPrompt } from "./prompt-writer.ts";
import type { ReplyMemory } from "./reply-memory.ts";
import { ReplyWriter } from "./reply-writer.ts";
import { mapSampling, type SamplerOptions } from "./sampler-options.ts";
import type { Seat, SequenceSlot } from "./sequence-pool.ts";

/** One request on its way from arrival to its last part. The tick loop moves it; nothing else touches its sequence. */
export class Generation {
  readonly request: GenerationRequest;
  readonly parts: PartStream<StreamPart>;
  /** Was in a step that failed: evaluated with nobody beside it until it has got past that point. */
  isolated = false;

  readonly #signal: AbortSignal;
  readonly #clock: Clock;
  readonly #model: ModelFacts;
  readonly #arrivedAt: number;
  #readerLeft = false;
  #concluded = false;
  #running: Running | undefined;

  constructor(
    request: GenerationRequest,
    options: { readonly signal: AbortSignal; readonly clock: Clock; readonly model: ModelFacts },
  ) {
    this.request = request;
    this.#signal = options.signal;
    this.#clock = options.clock;
    this.#model = options.model;
    this.#arrivedAt = options.clock.now();
    this.parts = new PartStream(() => {
      this.#readerLeft = true;
    });
  }

  get conversationKey(): string {
    return this.request.conversationKey;
  }

  get priority(): GenerationRequest["priority"] {
    return this.request.priority;
  }

  /** Someone stopped it, or nobody reads it any more. */
  get cancelled(): boolean {
    return this.#signal.aborted || this.#readerLeft;
  }

  get slot(): SequenceSlot | undefined {
    return this.#running?.slot;
  }

  /** Whether its prompt is evaluated, so that every step gives a token. */
  get replying(): boolean {
    return this.#running?.iterator !== undefined;
  }

  /** Prompt tokens that are still to be evaluated. */
  get remaining(): number {
    const running = this.#running;
    return running === undefined ? 0 : running.tokens.length - running.evaluated;
  }

  /** Of these, how many can be evaluated before reading has to pause. */
  get readable(): number {
    const running = this.#running;
    const pauseAt = running?.pauseAt;
    return running === undefined || pauseAt === undefined
      ? this.remaining
      : pauseAt - running.evaluated;
  }

  get usage(): PromptUsage {
    const promptTokens = this.#running?.prompt.tokens.length ?? 0;
    const cachedTokens = this.#running?.cachedTokens ?? 0;
    return { promptTokens, cachedTokens, evaluatedTokens: promptTokens - cachedTokens };
  }

  /** Its last part is out: a stop string came. The step that it may still take part in says nothing. */
  get concluded(): boolean {
    return this.#concluded;
  }

  get generatedTokens(): number {
    return this.#running?.reply.tokens.length ?? 0;
  }

  /** Has a slot now. `replies`: where the tokens of its reply are remembered. */
  start(prompt: WrittenPrompt, seat: Seat, replies: ReplyMemory): void {
    const reply = new ReplyWriter({
      detokenize: (tokens) => this.#model.detokenize(tokens),
      before: prompt.tokens.slice(-4),
      stops: [...this.request.stop, ...this.#model.stop],
    });
    const { options, ignored } = mapSampling(this.request.sampling, {
      vocabularySize: this.#model.vocabularySize,
      recentTokens: (count) => this.#recentTokens(count),
    });
    this.#running = {
      prompt,
      slot: seat.slot,
      reply,
      replies,
      sampler: this.#lastsAtLeast(this.request.leastTokens ?? 0, reply, options),
      ignoredSettings: ignored,
      cachedTokens: seat.cachedTokens,
      tokens: prompt.tokens,
      evaluated: seat.cachedTokens,
      pauseAt: seat.pauseAt,
      iterator: undefined,
      firstTokenAt: undefined,
    };
  }

  /** Lets the reply end by itself only after so many tokens. */
  #lastsAtLeast(least: number, reply: ReplyWriter, options: SamplerOptions): SamplerOptions {
    if (least === 0) return options;
    const { none, unfinished } = this.#model.biases;
    return { ...options, tokenBias: () => (reply.tokens.length < least ? unfinished : none) };
  }

  /** Its sequence was lost with all that was in it: prompt and reply so far are evaluated again. */
  restart(): void {
    const running = this.#started();
    running.tokens = [...running.prompt.tokens, ...running.reply.tokens];
    running.evaluated = 0;
    running.pauseAt = undefined;
    running.iterator = undefined;
  }

  /**
   * One step: the next token of the reply, or `chunk` tokens of the prompt, the last of which give the reply's first
   * token. Rejects when llama.cpp fails; then the sequence can't be trusted any more.
   */
  step(chunk: number): Promise<StepResult> {
    const { iterator } = this.#started();
    return iterator === undefined ? this.#read(chunk) : iterator.next();
  }

  async #read(chunk: number): Promise<StepResult> {
    const running = this.#started();
    const end = running.evaluated + chunk;
    const tokens = running.tokens.slice(running.evaluated, end);
    const { sequence } = running.slot;
    if (end < running.tokens.length) {
      await sequence.evaluateWithoutGeneratingNewTokens(tokens, { contextShift });
      running.evaluated = end;
      const paused = end === running.pauseAt;
      if (paused) running.pauseAt = undefined;
      return { paused };
    }
    // Of the library's two ways the one with less around each token.
    const options = { ...running.sampler, contextShift };
    running.iterator = sequence.evaluateWithMetadata(tokens, {}, options);
    const first = await running.iterator.next();
    running.evaluated = end;
    return first;
  }

  /** Takes a sampled token; what it says is found out by {@link write}. Gives whether it is the last that fits. */
  accept(token: Token): boolean {
    this.promptEnded();
    this.#started().reply.take(token);
    return this.full;
  }

  /** No further token fits. */
  get full(): boolean {
    const running = this.#started();
    return running.reply.tokens.length >= running.prompt.maxTokens;
  }

  /** Hands the text of what was sampled to the reader, and ends the stream at a stop string. */
  write(): void {
    const running = this.#running;
    if (running === undefined || this.#concluded) return;
    const delta = running.reply.write();
    if (delta !== "") this.parts.push({ type: "text-delta", delta });
    if (running.reply.stopped) this.#conclude("stop");
  }

  /** The prompt is evaluated; says so once. */
  promptEnded(): void {
    const running = this.#started();
    if (running.firstTokenAt !== undefined) return;
    running.firstTokenAt = this.#clock.now();
    this.parts.push({
      type: "prompt-end",
      usage: this.usage,
      sections: running.prompt.sections,
    });
  }

  /** Ends the stream with what is there, and leaves the sequence as it is, for the next turn. */
  async finish(reason: FinishReason): Promise<void> {
    this.write();
    this.#conclude(reason);
    await this.#running?.iterator?.return(undefined);
  }

  #conclude(reason: FinishReason): void {
    if (this.#concluded) return;
    this.#concluded = true;
    const running = this.#running;
    if (running !== undefined) {
      const rest = running.reply.flush();
      if (running.firstTokenAt !== undefined && rest !== "")
        this.parts.push({ type: "text-delta", delta: rest });
      this.#remember(running);
    }
    this.parts.push({ type: "finish", reason, report: this.#report() });
    this.parts.end();
  }

  fail(failure: GenerationFailure): void {
    this.write();
    this.parts.push({ type: "error", failure });
    this.parts.end();
  }

  #remember({ prompt, reply, replies }: Running): void {
    const prefixIsKnown = prompt.prefixLength > 0 || this.request.prompt.replyPrefix === "";
    if (!prefixIsKnown || reply.tokens.length === 0) return;
    replies.remember(
      reply.sampledAfter({
        text: this.request.prompt.replyPrefix,
        tokens: prompt.tokens.slice(prompt.tokens.length - prompt.prefixLength),
      }),
    );
  }

  #report() {
    const endedAt = this.#clock.now();
    const running = this.#running;
    const firstTokenAt = running?.firstTokenAt ?? endedAt;
    const generatedTokens = this.generatedTokens;
    const writingMs = Math.max(1, endedAt - firstTokenAt);
    return {
      ...this.usage,
      model: this.#model.displayName,
      template: this.#model.template,
      generatedTokens,
      seed: this.request.sampling.seed,
      timeToFirstTokenMs: firstTokenAt - this.#arrivedAt,
      durationMs: endedAt - this.#arrivedAt,
      tokensPerSecond: (generatedTokens * 1000) / writingMs,
      ignoredSettings: running?.ignoredSettings ?? [],
      exactTokens: true,
      sections: running?.prompt.sections ?? [],
    };
  }

  /** For the repetition penalty. Punished marks of the chat format would keep the reply from ever ending. */
  #recentTokens(count: number): Token[] {
    const { prompt, reply } = this.#started();
    const fromReply = reply.tokens.slice(-count);
    const missing = count - fromReply.length;
    const fromPrompt = missing > 0 ? prompt.tokens.slice(-missing) : [];
    return [...fromPrompt, ...fromReply].filter((token) => !this.#model.isControlToken(token));
  }

  #started(): Running {
    if (this.#running === undefined) throw new Error("the generation has no slot yet");
    return this.#running;
  }
}

/** The next token, the end of the text, or so much of a prompt. */
export type StepResult =
  | IteratorResult<{ readonly token: Token }, void>
  | {
      /** The sequence holds exactly what was to be kept. */
      readonly paused: boolean;
    };

interface Running {
  readonly prompt: WrittenPrompt;
  readonly slot: SequenceSlot;
  readonly reply: ReplyWriter;
  readonly replies: ReplyMemory;
  readonly sampler: SamplerOptions;
  readonly ignoredSettings: readonly string[];
  readonly cachedTokens: number;
  /** What has to be in the sequence before the next token can be sampled. */
  tokens: readonly Token[];
  evaluated: number;
  /** Where reading pauses once, so that what was read until then can be kept. */
  pauseAt: number | undefined;
  iterator: AsyncGenerator<{ readonly token: Token }, void, void | Token | Token[]> | undefined;
  firstTokenAt: number | undefined;
}

/** The library's own answer to a full context is to forget its start, silently. Prompts are fitted; this can't come. */
const contextShift = {
  strategy: (): never => {
    throw new Error("the context is full");
  },
};
