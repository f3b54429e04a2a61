import { createHash } from "node:crypto";
import type { GenerationQueue } from "../../generation/generation-queue.ts";
import type { GenerationRequest } from "../../generation/request.ts";
import { defaultSampling } from "../../generation/sampling-defaults.ts";
import { coerceError, UserError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import { stripThinking } from "../../roleplay/reply/strip-thinking.ts";
import { tidyWhitespace } from "../../roleplay/reply/tidy-whitespace.ts";
import type { ModelContext } from "../model-context.ts";
import type { Conversation, ConversationStore } from "../ports.ts";
import type { SettingsReader } from "../settings/settings-desk.ts";
import { nextStretch, type Stretch } from "./next-stretch.ts";
import type { SummaryStore } from "./summary-store.ts";

/** Models that see less than this have no room for summaries, and those that small write none worth reading. */
export const leastContext = 2048;
const mostTokens = 220;

export interface SummaryWriterOptions {
  readonly store: Pick<ConversationStore, "conversation" | "promptFacts" | "turn">;
  readonly summaries: SummaryStore;
  readonly queue: Pick<GenerationQueue, "submit" | "remove" | "discard">;
  readonly modelContext: Pick<ModelContext, "size" | "name">;
  readonly places: Pick<SettingsReader, "at">;
  readonly logger: Logger;
}

/**
 * Has stretches of a conversation summed up by the model, at the priority of background work, a stretch at a time. What is
 * to be summed up follows from what is stored: a restart begins the same stretch again, under the same id unless it reads
 * otherwise by now.
 */
export class SummaryWriter {
  readonly #options: SummaryWriterOptions;
  /** Conversation id -> the job that sums it up. */
  readonly #underWay = new Map<string, string>();

  constructor(options: SummaryWriterOptions) {
    this.#options = options;
  }

  /** Drops the summary of a conversation that is being written: it stands for what it may stand for no longer. */
  async drop(conversationId: string): Promise<void> {
    const jobId = this.#underWay.get(conversationId);
    if (jobId !== undefined) await this.#discard(jobId);
  }

  /** Sums up what fell out of the window of prompts. */
  async sumUp(conversationId: string, signal: AbortSignal): Promise<void> {
    if (this.#options.modelContext.size() < leastContext) return;
    const conversation = this.#options.store.conversation(conversationId);
    const facts = this.#options.store.promptFacts(conversationId, Number.MAX_SAFE_INTEGER);
    if (conversation === undefined || !facts?.firstTurn) return;
    if (!this.#options.places.at(conversation.channelId).values.summaries) return;
    const first = this.#options.store.turn(facts.firstTurn);
    if (first !== undefined) await this.#all(conversation, first.position - 1, signal);
  }

  /**
   * Sums up all of a conversation that nothing stands for yet. Returns how many summaries were written.
   * @throws UserError when the model is too small to write any.
   */
  async sumUpNow(conversationId: string, last: number, signal: AbortSignal): Promise<number> {
    const context = this.#options.modelContext.size();
    if (context < leastContext)
      throw new UserError(
        "model-too-small-for-summaries",
        `The model here sees ${context} tokens, and sums nothing up with less than ${leastContext}.`,
        { values: { context, least: leastContext } },
      );
    const conversation = this.#options.store.conversation(conversationId);
    return conversation === undefined ? 0 : this.#all(conversation, last, signal, true);
  }

  async #all(
    conversation: Conversation,
    last: number,
    signal: AbortSignal,
    alsoShort = false,
  ): Promise<number> {
    const { summaries } = this.#options;
    let written = 0;
    for (;;) {
      if (signal.aborted) return written;
      const stretch = nextStretch({
        summaries: summaries.summaries(conversation.id),
        turnsIn: (range, limit) => summaries.turns(conversation.id, range, limit),
        first: conversation.excludedBefore + 1,
        last,
        alsoShort,
      });
      if (stretch === undefined) return written;
      if (!(await this.#write(conversation, stretch, signal))) return written;
      written++;
    }
  }

  async #write(
    conversation: Conversation,
    stretch: Stretch,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { queue, summaries, modelContext, logger } = this.#options;
    const request = summaryRequest(conversation, stretch);
    this.#underWay.set(conversation.id, request.id);
    const job = await queue.submit(request);
    const stop = () => void this.#discard(request.id);
    signal.addEventListener("abort", stop, { once: true });
    try {
      const result = await job.result;
      await queue.remove(request.id);
      if (signal.aborted || result.kind !== "finished" || result.reason === "cancelled")
        return false;
      const text = tidyWhitespace(stripThinking(result.text, { final: true })).trim();
      if (text === "") return false;
      return summaries.add(
        {
          conversationId: conversation.id,
          level: stretch.level,
          firstPosition: stretch.first,
          lastPosition: stretch.last,
          text,
          model: modelContext.name() ?? "",
        },
        stretch.turns,
      );
    } catch (error) {
      logger.warn({ conversationId: conversation.id, error }, "a summary could not be written");
      return false;
    } finally {
      signal.removeEventListener("abort", stop);
      this.#underWay.delete(conversation.id);
    }
  }

  /** Never rejects. */
  async #discard(jobId: string): Promise<void> {
    try {
      await this.#options.queue.discard(jobId);
    } catch (thrown) {
      const error = coerceError(thrown);
      this.#options.logger.warn(
        { jobId, error },
        "a summary that nobody needs could not be stopped",
      );
    }
  }
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function summaryRequest(conversation: Conversation, stretch: Stretch): GenerationRequest {
  const text = stretch.turns
    .map(({ speakerName, text: said }) => `${speakerName}: ${said}`)
    .join("\n");
  return {
    version: 1,
    id: `summary.${conversation.id}.${stretch.level}.${stretch.first}-${stretch.last}.${hashOf(text)}`,
    conversationKey: `summary.${conversation.id}`,
    fairnessKey: conversation.guildId ?? conversation.hostId,
    priority: "background",
    model: null,
    prompt: {
      sections: [
        {
          id: "main",
          role: "system",
          text:
            "Sum up this part of a roleplay chat in at most 120 words, in the past tense and in its own language. Keep names, " +
            "promises, decisions, feelings between people, and where things and people are. Add nothing.",
          trim: { kind: "required" },
        },
        {
          id: "chat",
          role: "user",
          text,
          trim: { kind: "required" },
        },
      ],
      replyPrefix: "Summary:",
    },
    stop: ["\n\n\n"],
    sampling: { ...defaultSampling, temperature: 0.3, seed: stretch.first },
    maxTokens: mostTokens,
  };
}
