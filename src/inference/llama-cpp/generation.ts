import type { LlamaContextSequence, Token } from "node-llama-cpp";
import type { GenerationFailure } from "../../generation/generation-error.ts";
import type { GenerationRequest } from "../../generation/request.ts";
import type {
  FinishReason,
  GenerationReport,
  PromptUsage,
  StreamPart,
} from "../../generation/stream-part.ts";
import type { Clock } from "../../lib/clock.ts";
import { PartStream } from "../part-stream.ts";
import { Evaluation, type StepResult } from "./evaluation.ts";
import { Interruptions } from "./interruptions.ts";
import type { ModelFacts } from "./model-facts.ts";
import type { WrittenPrompt } from "./prompt-writer.ts";
import { recentTokens } from "./recent-tokens.ts";
import type { ReplyMemory } from "./reply-memory.ts";
import { replyReport } from "./reply-report.ts";
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
  readonly #interruptions = new Interruptions();
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
    return this.#running?.evaluation.slot;
  }

  /** Where it would go on best, see {@link Evaluation.ownSequence}. */
  get ownSequence(): LlamaContextSequence | undefined {
    return this.#running?.evaluation.ownSequence;
  }

  /** Has had a slot, and so has what it takes to go on in any other. */
  get begun(): boolean {
    return this.#running !== undefined;
  }

  /** Whether every step gives a token of the reply. */
  get replying(): boolean {
    return this.#running?.evaluation.writing ?? false;
  }

  /** Tokens that are still to be evaluated before the next one of the reply. */
  get remaining(): number {
    return this.#running?.evaluation.remaining ?? 0;
  }

  /** Of these, how many can be evaluated before reading has to pause. */
  get readable(): number {
    return this.#running?.evaluation.readable ?? 0;
  }

  /** Tokens that the reply has got since it has this slot. */
  get writtenInSlot(): number {
    return this.generatedTokens - (this.#running?.writtenBefore ?? 0);
  }

  /** How often it gave its slot to somebody else. */
  get interruptions(): number {
    return this.#interruptions.count;
  }

  /** Tokens that still fit in the reply. */
  get mostLeft(): number {
    return (this.#running?.prompt.maxTokens ?? 0) - this.generatedTokens;
  }

  /** Tokens that its sequence holds, or held when it had one. */
  get held(): number {
    const { prompt, evaluation } = this.#started();
    const { generatedTokens } = this;
    // The newest one is evaluated with the next step.
    return generatedTokens > 0
      ? prompt.tokens.length + generatedTokens - 1
      : prompt.tokens.length - evaluation.remaining;
  }

  /** All that comes before the next token of the reply. */
  get tokens(): readonly Token[] {
    const { prompt, reply } = this.#started();
    return [...prompt.tokens, ...reply.tokens];
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
      recentTokens: (count) =>
        recentTokens(prompt.tokens, reply.tokens, count).filter(
          // Punished marks of the chat format would keep the reply from ever ending.
          (token) => !this.#model.isControlToken(token),
        ),
    });
    const evaluation = new Evaluation(
      this.#lastsAtLeast(this.request.leastTokens ?? 0, reply, options),
    );
    evaluation.enter(seat, prompt.tokens);
    this.#running = {
      prompt,
      evaluation,
      reply,
      replies,
      ignoredSettings: ignored,
      cachedTokens: seat.cachedTokens,
      firstTokenAt: undefined,
      writtenBefore: 0,
    };
  }

  /** Gives its slot to somebody else, between two tokens. What is written by now is handed to the reader. */
  giveWay(): void {
    this.write();
    this.#started().evaluation.leave();
    this.#interruptions.began(this.#clock.now());
  }

  /** Has a slot again, and goes on where it was. Gives how many tokens have to be read once more for that. */
  goOn(seat: Seat): number {
    const running = this.#started();
    const readAgain = Math.max(0, this.held - seat.cachedTokens);
    // A head that others share was kept the first time.
    running.evaluation.enter({ ...seat, pauseAt: undefined }, this.tokens);
    running.writtenBefore = this.generatedTokens;
    this.#interruptions.ended(this.#clock.now(), readAgain);
    return readAgain;
  }

  /** Lets the reply end by itself only after so many tokens. */
  #lastsAtLeast(least: number, reply: ReplyWriter, options: SamplerOptions): SamplerOptions {
    if (least === 0) return options;
    const { none, unfinished } = this.#model.biases;
    return { ...options, tokenBias: () => (reply.tokens.length < least ? unfinished : none) };
  }

  /** Its sequence was lost with all that was in it: prompt and reply so far are evaluated again. */
  restart(): void {
    this.#started().evaluation.restart(this.tokens);
  }

  /** See {@link Evaluation.step}. */
  step(chunk: number): Promise<StepResult> {
    return this.#started().evaluation.step(chunk);
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
    await this.#running?.evaluation.close();
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

  #report(): GenerationReport {
    const endedAt = this.#clock.now();
    const running = this.#running;
    return replyReport({
      model: this.#model,
      usage: this.usage,
      seed: this.request.sampling.seed,
      generatedTokens: this.generatedTokens,
      arrivedAt: this.#arrivedAt,
      firstTokenAt: running?.firstTokenAt,
      endedAt,
      ignoredSettings: running?.ignoredSettings ?? [],
      sections: running?.prompt.sections ?? [],
      interruptions: this.#interruptions.report(endedAt),
    });
  }

  #started(): Running {
    if (this.#running === undefined) throw new Error("the generation has no slot yet");
    return this.#running;
  }
}

interface Running {
  readonly prompt: WrittenPrompt;
  readonly evaluation: Evaluation;
  readonly reply: ReplyWriter;
  readonly replies: ReplyMemory;
  readonly ignoredSettings: readonly string[];
  /** Tokens of the prompt that didn't have to be read when it first had a slot. */
  readonly cachedTokens: number;
  firstTokenAt: number | undefined;
  /** Tokens that the reply had when it got the slot that it has now. */
  writtenBefore: number;
}
