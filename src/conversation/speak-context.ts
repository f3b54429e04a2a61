import type { Embedder } from "../generation/embedder.ts";
import type { GenerationQueue } from "../generation/generation-queue.ts";
import type { GenerationReport } from "../generation/stream-part.ts";
import type { Clock } from "../lib/clock.ts";
import type { Logger } from "../lib/logger.ts";
import type { RequestSettings } from "./build-request.ts";
import type { AgeGate } from "./cast/age-gate.ts";
import type { Speaker } from "./delivery.ts";
import type { Bookshelf } from "./lore/bookshelf.ts";
import type { MemoryStores } from "./memory/remember.ts";
import type { ModelContext } from "./model-context.ts";
import type { ModelChoices } from "./models/model-choices.ts";
import type { SpeakingStore } from "./personas/speak-as.ts";
import type { CharacterLibrary, ConversationStore } from "./ports.ts";
import type { SamplingReader } from "./presets/preset-service.ts";
import type { PrivacyStore } from "./privacy/privacy-store.ts";
import type { SceneStore } from "./scene/scene-store.ts";
import type { SettingsReader } from "./settings/settings-desk.ts";
import type { SwipeStore } from "./swipes/swipe-store.ts";

/** What it takes to pay a turn. */
export interface SpeakContext {
  readonly store: ConversationStore;
  readonly scenes: SceneStore;
  readonly personas: SpeakingStore;
  readonly swipes: SwipeStore;
  readonly library: Pick<CharacterLibrary, "get">;
  readonly books: Pick<Bookshelf, "booksFor">;
  readonly modelContext: Pick<ModelContext, "size" | "name">;
  /** Left out: nothing is remembered beyond the window. */
  readonly memory?: (MemoryStores & { readonly embedder?: Embedder | undefined }) | undefined;
  readonly queue: GenerationQueue;
  readonly models: Pick<ModelChoices, "at">;
  readonly sampling: SamplingReader;
  readonly speaker: Speaker;
  readonly settings: RequestSettings;
  /** What people set for channels, categories and servers. */
  readonly places: SettingsReader;
  readonly gate: AgeGate;
  readonly privacyStore: Pick<PrivacyStore, "isOptedOut">;
  readonly newSeed: () => number;
  /** Told of each generation that ended, for figures. */
  readonly onReplyEnded?: (
    outcome: "finished" | "cancelled" | "failed",
    report?: GenerationReport,
  ) => void;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborted when the bot goes down: what is unfinished then stays owed. */
  readonly closing: AbortSignal;
}

/** What it takes to pay a turn once. */
export interface SpeakAttempt extends SpeakContext {
  /** Aborted when the turn has to answer more than this attempt knew: it ends, and nothing of it is kept or shown. */
  readonly replanned: AbortSignal;
}
