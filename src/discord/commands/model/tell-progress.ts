import type { ChatInputCommandInteraction } from "discord.js";
import type { Clock } from "../../../lib/clock.ts";

/** Discord's limit for edits of an answer is about five in five seconds. */
const pauseMs = 1500;

/**
 * Shows how far something is, in the answer that is still to come: newest wins, paced, and a failure is nobody's concern,
 * since the answer itself says how it ended. Resolves, when closed, once no edit is under way any more.
 */
export class ProgressTeller {
  readonly #interaction: Pick<ChatInputCommandInteraction, "editReply">;
  readonly #clock: Clock;
  #newest: string | undefined;
  #told = "";
  #work: Promise<void> | undefined;
  #closed = false;

  constructor(interaction: Pick<ChatInputCommandInteraction, "editReply">, clock: Clock) {
    this.#interaction = interaction;
    this.#clock = clock;
  }

  tell(text: string): void {
    if (this.#closed) return;
    this.#newest = text;
    this.#work ??= this.#run();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#newest = undefined;
    await this.#work;
  }

  /** Never rejects. */
  async #run(): Promise<void> {
    while (this.#newest !== undefined) {
      const text = this.#newest;
      this.#newest = undefined;
      if (text === this.#told) continue;
      this.#told = text;
      try {
        await this.#interaction.editReply({ content: text });
      } catch {
        // After a quarter of an hour Discord takes no more edits; the work goes on.
        this.#closed = true;
      }
      if (!this.#closed) await this.#clock.sleep(pauseMs);
    }
    this.#work = undefined;
  }
}
