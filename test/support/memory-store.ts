import type { AuditLog } from "../../src/conversation/audit/audit-log.ts";
import type { BranchStore } from "../../src/conversation/branches/branch-store.ts";
import type { CastStore } from "../../src/conversation/cast/cast-store.ts";
import type { ReasonStore } from "../../src/conversation/hearing/reason-store.ts";
import type { UsageStore } from "../../src/conversation/limits/usage-store.ts";
import type { LorebookStore } from "../../src/conversation/lore/lorebook-store.ts";
import type { MemoryStores } from "../../src/conversation/memory/remember.ts";
import type { HeldStore } from "../../src/conversation/personas/held-store.ts";
import type { PersonaStore } from "../../src/conversation/personas/persona-store.ts";
import type { RepostStore } from "../../src/conversation/personas/repost-store.ts";
import type { ConversationStore } from "../../src/conversation/ports.ts";
import type { PrivacyStore } from "../../src/conversation/privacy/privacy-store.ts";
import type { ReportStore } from "../../src/conversation/privacy/report-store.ts";
import type { SceneStore } from "../../src/conversation/scene/scene-store.ts";
import type { SettingsStore } from "../../src/conversation/settings/settings-store.ts";
import type { SwipeStore } from "../../src/conversation/swipes/swipe-store.ts";
import type { TranscriptStore } from "../../src/conversation/transcripts/transcript-store.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { createAuditLog } from "../../src/store/audit-log.ts";
import { createBranchStore } from "../../src/store/branch-store.ts";
import { createCastStore } from "../../src/store/casts.ts";
import { createConversationStore } from "../../src/store/conversation-store.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import { createHeldStore } from "../../src/store/held-store.ts";
import { createLorebookStore } from "../../src/store/lorebook-store.ts";
import { createFactStore } from "../../src/store/memory/fact-store.ts";
import { createRecallStore } from "../../src/store/memory/recall-store.ts";
import { createSummaryStore } from "../../src/store/memory/summary-store.ts";
import { createPersonaStore } from "../../src/store/persona-store.ts";
import { createPrivacyStore } from "../../src/store/privacy-store.ts";
import { createReasonStore } from "../../src/store/reason-store.ts";
import { createReportStore } from "../../src/store/report-store.ts";
import { createRepostStore } from "../../src/store/repost-store.ts";
import { createSceneStore } from "../../src/store/scene-store.ts";
import { createSettingsStore } from "../../src/store/settings-store.ts";
import { createStateStore, type StateStore } from "../../src/store/state-store.ts";
import { createSwipeStore } from "../../src/store/swipe-store.ts";
import { createTranscriptStore } from "../../src/store/transcript-store.ts";
import { createUsageStore } from "../../src/store/usage-store.ts";
import { createWebhookStore, type WebhookStore } from "../../src/store/webhook-store.ts";

export interface MemoryStore extends Disposable {
  readonly database: Database;
  readonly conversations: ConversationStore;
  readonly branches: BranchStore;
  readonly casts: CastStore;
  readonly reasons: ReasonStore;
  readonly swipes: SwipeStore;
  readonly lorebooks: LorebookStore;
  readonly audit: AuditLog;
  readonly settings: SettingsStore;
  readonly scenes: SceneStore;
  readonly memory: MemoryStores;
  readonly personas: PersonaStore;
  readonly privacyStore: PrivacyStore;
  readonly reports: ReportStore;
  readonly usage: UsageStore;
  readonly reposts: RepostStore;
  readonly held: HeldStore;
  readonly transcripts: TranscriptStore;
  readonly webhooks: WebhookStore;
  readonly state: StateStore;
}

/** The real store on a database in memory: ids are `id-1`, `id-2`, …; time stands still unless `now` is given. */
export function openMemoryStore(now: () => number = () => 1_000): MemoryStore {
  const database = openDatabase({ file: ":memory:", logger: silentLogger });
  const options = { newId: countingIds(), now };
  return {
    database,
    conversations: createConversationStore(database, options),
    branches: createBranchStore(database, options),
    casts: createCastStore(database, options),
    reasons: createReasonStore(database),
    swipes: createSwipeStore(database, options),
    lorebooks: createLorebookStore(database, options),
    audit: createAuditLog(database, options),
    settings: createSettingsStore(database),
    scenes: createSceneStore(database),
    memory: {
      recall: createRecallStore(database),
      facts: createFactStore(database, options),
      summaries: createSummaryStore(database, options),
    },
    personas: createPersonaStore(database, options),
    privacyStore: createPrivacyStore(database, options),
    reposts: createRepostStore(database),
    held: createHeldStore(database, options),
    reports: createReportStore(database, options),
    usage: createUsageStore(database),
    transcripts: createTranscriptStore(database, options),
    webhooks: createWebhookStore(database),
    state: createStateStore(database),
    [Symbol.dispose]: () => database.close(),
  };
}

/** `id-1`, `id-2`, and so on. */
export function countingIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `id-${count}`;
  };
}
