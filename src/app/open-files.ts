import { randomUUID } from "node:crypto";
import type { Settings } from "../config/settings.ts";
import type { AuditLog } from "../conversation/audit/audit-log.ts";
import type { BranchStore } from "../conversation/branches/branch-store.ts";
import type { CardFolder } from "../conversation/card-folder.ts";
import type { CastStore } from "../conversation/cast/cast-store.ts";
import type { ReasonStore } from "../conversation/hearing/reason-store.ts";
import type { UsageStore } from "../conversation/limits/usage-store.ts";
import type { LorebookStore } from "../conversation/lore/lorebook-store.ts";
import type { MemoryStores } from "../conversation/memory/remember.ts";
import type { HeldStore } from "../conversation/personas/held-store.ts";
import type { PersonaStore } from "../conversation/personas/persona-store.ts";
import type { RepostStore } from "../conversation/personas/repost-store.ts";
import type { ConversationStore } from "../conversation/ports.ts";
import type { PresetStore } from "../conversation/presets/preset-store.ts";
import type { PrivacyStore } from "../conversation/privacy/privacy-store.ts";
import type { ReportStore } from "../conversation/privacy/report-store.ts";
import type { SceneStore } from "../conversation/scene/scene-store.ts";
import type { SettingsStore } from "../conversation/settings/settings-store.ts";
import type { SwipeStore } from "../conversation/swipes/swipe-store.ts";
import type { TranscriptStore } from "../conversation/transcripts/transcript-store.ts";
import type { Closer } from "../lib/closer.ts";
import { createCharacterLibrary, type FolderLibrary } from "../library/character-library.ts";
import { createFolderCards } from "../library/folder-cards.ts";
import { createAuditLog } from "../store/audit-log.ts";
import { createBranchStore } from "../store/branch-store.ts";
import { createCastStore } from "../store/casts.ts";
import { createConversationStore } from "../store/conversation-store.ts";
import { type Database, openDatabase } from "../store/database.ts";
import { createHeldStore } from "../store/held-store.ts";
import { createLorebookStore } from "../store/lorebook-store.ts";
import { createFactStore } from "../store/memory/fact-store.ts";
import { createRecallStore } from "../store/memory/recall-store.ts";
import { createSummaryStore } from "../store/memory/summary-store.ts";
import { createPersonaStore } from "../store/persona-store.ts";
import { createPresetStore } from "../store/preset-store.ts";
import { createPrivacyStore } from "../store/privacy-store.ts";
import { createReasonStore } from "../store/reason-store.ts";
import { createReportStore } from "../store/report-store.ts";
import { createRepostStore } from "../store/repost-store.ts";
import { createSceneStore } from "../store/scene-store.ts";
import { createSettingsStore } from "../store/settings-store.ts";
import { createStateStore, type StateStore } from "../store/state-store.ts";
import { createSwipeStore } from "../store/swipe-store.ts";
import { createTranscriptStore } from "../store/transcript-store.ts";
import { createUsageStore } from "../store/usage-store.ts";
import { createWebhookStore, type WebhookStore } from "../store/webhook-store.ts";
import type { RunContext } from "./running.ts";

/** What the bot has on disk. */
export interface BotFiles {
  readonly database: Database;
  readonly store: ConversationStore;
  readonly branches: BranchStore;
  readonly casts: CastStore;
  readonly reasons: ReasonStore;
  readonly swipes: SwipeStore;
  readonly lorebooks: LorebookStore;
  readonly scenes: SceneStore;
  readonly memory: MemoryStores;
  readonly personas: PersonaStore;
  readonly privacyStore: PrivacyStore;
  readonly reports: ReportStore;
  readonly usage: UsageStore;
  readonly reposts: RepostStore;
  readonly held: HeldStore;
  readonly audit: AuditLog;
  readonly placeSettings: SettingsStore;
  readonly transcripts: TranscriptStore;
  readonly presets: PresetStore;
  readonly webhooks: WebhookStore;
  readonly state: StateStore;
  readonly library: FolderLibrary;
  readonly cards: CardFolder;
}

export async function openFiles(
  settings: Pick<Settings, "DATABASE_FILE" | "CHARACTERS_DIR">,
  { logger, clock }: RunContext,
  closer: Closer,
): Promise<BotFiles> {
  const database = openDatabase({ file: settings.DATABASE_FILE, logger });
  closer.defer(() => database.close());
  const library = createCharacterLibrary({ directory: settings.CHARACTERS_DIR, logger });
  closer.defer(() => library.close());
  await library.start();
  const storeOptions = { newId: randomUUID, now: () => clock.now() };
  return {
    database,
    store: createConversationStore(database, storeOptions),
    branches: createBranchStore(database, storeOptions),
    casts: createCastStore(database, storeOptions),
    reasons: createReasonStore(database),
    swipes: createSwipeStore(database, storeOptions),
    lorebooks: createLorebookStore(database, storeOptions),
    scenes: createSceneStore(database),
    memory: {
      recall: createRecallStore(database),
      facts: createFactStore(database, storeOptions),
      summaries: createSummaryStore(database, storeOptions),
    },
    personas: createPersonaStore(database, storeOptions),
    privacyStore: createPrivacyStore(database, storeOptions),
    reposts: createRepostStore(database),
    held: createHeldStore(database, storeOptions),
    reports: createReportStore(database, storeOptions),
    usage: createUsageStore(database),
    audit: createAuditLog(database, storeOptions),
    placeSettings: createSettingsStore(database),
    transcripts: createTranscriptStore(database, storeOptions),
    presets: createPresetStore(database),
    webhooks: createWebhookStore(database),
    state: createStateStore(database),
    library,
    cards: createFolderCards({
      directory: settings.CHARACTERS_DIR,
      library,
      now: () => clock.now(),
    }),
  };
}
