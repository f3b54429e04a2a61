import type { Clock } from "../../lib/clock.ts";
import type { StateStore } from "../ports.ts";

const stateKey = "discord.avatars";
const dayMs = 24 * 60 * 60 * 1000;

interface Entry {
  readonly id: string;
  /** Day since the epoch; a use is written down once a day. */
  readonly usedOn: number;
}

/** Which of our avatar emojis were used when, so that room is made where it is missed least. */
export class EmojiLedger {
  readonly #state: StateStore;
  readonly #clock: Clock;
  readonly #entries: Map<string, Entry>;

  constructor(state: StateStore, clock: Clock) {
    this.#state = state;
    this.#clock = clock;
    this.#entries = new Map(parseEntries(state.get(stateKey)));
  }

  all(): Map<string, string> {
    return new Map([...this.#entries].map(([name, { id }]) => [name, id]));
  }

  set(name: string, id: string): void {
    this.#write(name, { id, usedOn: this.#today() });
  }

  touch(name: string): void {
    const entry = this.#entries.get(name);
    if (entry !== undefined) this.#write(name, { ...entry, usedOn: this.#today() });
  }

  delete(name: string): void {
    if (this.#entries.delete(name)) this.#save();
  }

  /** Of these, one that was never used as far as is known, else the one whose use is longest ago. */
  leastUsed(names: readonly string[]): string | undefined {
    return names.toSorted((a, b) => this.#usedOn(a) - this.#usedOn(b))[0];
  }

  #usedOn(name: string): number {
    return this.#entries.get(name)?.usedOn ?? 0;
  }

  #today(): number {
    return Math.floor(this.#clock.now() / dayMs);
  }

  #write(name: string, entry: Entry): void {
    const before = this.#entries.get(name);
    if (before?.id === entry.id && before.usedOn === entry.usedOn) return;
    this.#entries.set(name, entry);
    this.#save();
  }

  #save(): void {
    this.#state.set(stateKey, JSON.stringify([...this.#entries]));
  }
}

/** What can't be read is forgotten: the emojis themselves are still found by their names. */
function parseEntries(stored: string | undefined): [string, Entry][] {
  if (stored === undefined) return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(stored);
  } catch {
    return [];
  }
  return Array.isArray(parsed) ? parsed.filter(isEntry) : [];
}

function isEntry(value: unknown): value is [string, Entry] {
  if (!Array.isArray(value) || typeof value[0] !== "string") return false;
  const entry: unknown = value[1];
  return (
    typeof entry === "object" &&
    entry !== null &&
    "id" in entry &&
    typeof entry.id === "string" &&
    "usedOn" in entry &&
    typeof entry.usedOn === "number"
  );
}
