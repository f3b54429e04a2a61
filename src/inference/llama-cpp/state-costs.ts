import { Pace } from "./pace.ts";
import { ReadingPace } from "./reading-pace.ts";

/** Fewer tokens than this are read again: every transfer has a price of its own that is hard to measure. */
const fewestTokens = 32;

/** How much cheaper transfers are taken to be after each time that they seemed too expensive. */
const forgetting = 0.95;

/**
 * Whether it is cheaper to keep what was read than to read it again, by how long both have taken on this machine with
 * this model. Before something was measured it is tried. What seems too expensive is tried again now and then, since
 * machines have moods: each refusal makes it look a little cheaper.
 */
export class StateCosts {
  readonly #reading = new ReadingPace();
  readonly #saving = new Pace();
  readonly #loading = new Pace();
  #bytesPerToken: number | undefined;
  #doubt = 1;

  /** So many prompt tokens have been read in this time. */
  read(tokens: number, durationMs: number): void {
    this.#reading.took(tokens, durationMs);
  }

  saved(tokens: number, bytes: number, durationMs: number): void {
    this.#saving.took(bytes, durationMs);
    this.#bytesPerToken = bytes / tokens;
    this.#doubt = 1;
  }

  loaded(bytes: number, durationMs: number): void {
    this.#loading.took(bytes, durationMs);
  }

  /** Whether to save a state of so many tokens, to be loaded once. */
  worthSaving(tokens: number): boolean {
    const bytes = tokens * (this.#bytesPerToken ?? 0);
    const transferMs = (this.#saving.msFor(bytes) ?? 0) + (this.#loading.msFor(bytes) ?? 0);
    return this.#pays(tokens, transferMs);
  }

  /** Whether to load a saved state that spares the reading of so many tokens. */
  worthLoading(savedTokens: number, bytes: number): boolean {
    return this.#pays(savedTokens, this.#loading.msFor(bytes) ?? 0);
  }

  /**
   * What it takes until a sequence that was given up holds so many tokens again, in milliseconds: by a file or by reading,
   * whichever is quicker. `kept`: whether there are files. Undefined before it was measured, so that it is tried.
   */
  comeBackMs(tokens: number, { kept }: { readonly kept: boolean }): number | undefined {
    const readingMs = this.#reading.msForMore(tokens);
    const bytes = tokens * (this.#bytesPerToken ?? 0);
    const savingMs = this.#saving.msFor(bytes);
    if (!kept || readingMs === undefined) return readingMs;
    if (savingMs === undefined) return undefined;
    return Math.min(readingMs, savingMs + (this.#loading.msFor(bytes) ?? savingMs));
  }

  #pays(tokens: number, transferMs: number): boolean {
    const readingMs = this.#reading.msForMore(tokens);
    if (tokens < fewestTokens || readingMs === undefined) return false;
    const pays = transferMs * this.#doubt < readingMs;
    this.#doubt = pays ? 1 : this.#doubt * forgetting;
    return pays;
  }
}
