import type { GenerationQueue } from "../generation/generation-queue.ts";
import type { Clock } from "../lib/clock.ts";
import type { AuditLog } from "./audit/audit-log.ts";
import { BranchDesk, type BranchService } from "./branches/branch-desk.ts";
import type { BranchStore } from "./branches/branch-store.ts";
import type { RequestSettings } from "./build-request.ts";
import type { CardFolder } from "./card-folder.ts";
import type { CastService } from "./cast/cast-service.ts";
import type { ChatService } from "./chat-service.ts";
import type { ReasonStore } from "./hearing/reason-store.ts";
import { WhyDesk, type WhyService } from "./hearing/why-desk.ts";
import type { AskLimits } from "./limits/ask-limits.ts";
import type { Bookshelf } from "./lore/bookshelf.ts";
import { LoreDesk } from "./lore/lore-desk.ts";
import { LoreEditor } from "./lore/lore-editor.ts";
import type { LoreService } from "./lore/lore-service.ts";
import type { LorebookStore } from "./lore/lorebook-store.ts";
import { MemoryDesk, type MemoryService } from "./memory/memory-desk.ts";
import type { MemoryKeeper } from "./memory/memory-keeper.ts";
import type { MemoryStores } from "./memory/remember.ts";
import type { ModelContext } from "./model-context.ts";
import type { ModelRights } from "./models/model-rights.ts";
import type { ModelService } from "./models/model-service.ts";
import { NoteDesk, type NoteService } from "./note-desk.ts";
import { PersonaDesk } from "./personas/persona-desk.ts";
import type { PersonaStore } from "./personas/persona-store.ts";
import type { CharacterLibrary, ConversationStore, Turn } from "./ports.ts";
import type { PresetService } from "./presets/preset-service.ts";
import type { PrivacyDesk } from "./privacy/privacy-desk.ts";
import type { ReportStore } from "./privacy/report-store.ts";
import { PromptDesk, type PromptService } from "./prompt-desk.ts";
import type { ReplyScheduler } from "./reply-scheduler.ts";
import type { QueueService } from "./requests/queue-desk.ts";
import { RequestDesk, type RequestService } from "./requests/request-desk.ts";
import type { SceneStore } from "./scene/scene-store.ts";
import type { SettingsService } from "./settings/settings-desk.ts";
import type { StatusService } from "./status-desk.ts";
import type { SwipeStore } from "./swipes/swipe-store.ts";
import type { TurnService } from "./swipes/turn-service.ts";
import { TranscriptDesk } from "./transcripts/transcript-desk.ts";
import type { TranscriptService } from "./transcripts/transcript-service.ts";
import type { TranscriptStore } from "./transcripts/transcript-store.ts";

/** What people can do beside talking. */
export interface Desks {
  readonly lore: LoreService;
  readonly loreEditor: LoreEditor;
  readonly notes: NoteService;
  readonly personas: PersonaDesk;
  readonly privacy: PrivacyDesk;
  readonly reports: ReportStore;
  readonly memory: MemoryService;
  readonly prompts: PromptService;
  readonly cards: CardFolder;
  readonly settings: SettingsService;
  readonly audit: AuditLog;
  readonly transcripts: TranscriptService;
  readonly cast: CastService;
  readonly why: WhyService;
  readonly models: ModelService;
  readonly presets: PresetService;
  readonly turns: TurnService;
  readonly branches: BranchService;
  readonly requests: RequestService;
  readonly queue: QueueService;
  readonly rights: Pick<ModelRights, "requireOperator">;
  readonly status: StatusService;
}

export interface DeskOptions {
  readonly privacy: PrivacyDesk;
  readonly reports: ReportStore;
  readonly audit: AuditLog;
  readonly store: ConversationStore;
  readonly scenes: SceneStore;
  readonly personas: PersonaStore;
  readonly lorebooks: LorebookStore;
  readonly books: Bookshelf;
  readonly modelContext: Pick<ModelContext, "size" | "name">;
  readonly library: Pick<CharacterLibrary, "get" | "list">;
  readonly transcripts: TranscriptStore;
  readonly branches: BranchStore;
  readonly start: ChatService["start"];
  /** Shows a turn whose text is there. */
  readonly show: (turn: Turn) => void;
  readonly cards: CardFolder;
  readonly settings: SettingsService;
  readonly cast: CastService;
  readonly reasons: ReasonStore;
  readonly turns: TurnService;
  readonly status: StatusService;
  readonly swipes: Pick<SwipeStore, "owed">;
  readonly queue: Pick<GenerationQueue, "place">;
  readonly queueDesk: QueueService;
  readonly rights: Pick<ModelRights, "requireOperator">;
  readonly replies: Pick<ReplyScheduler, "stop">;
  readonly limits: Pick<AskLimits, "refusalOf">;
  readonly requestSettings: Pick<
    RequestSettings,
    "timeZone" | "locale" | "maxReplyTokens" | "lore"
  >;
  readonly clock: Clock;
  readonly models: ModelService;
  readonly presets: PresetService;
  readonly memory: MemoryStores;
  readonly keeper: Pick<MemoryKeeper, "sumUpNow" | "wake">;
}

export function openDesks(options: DeskOptions): Desks {
  const { store, cards, settings, cast, turns, requestSettings, models, presets, status } = options;
  return {
    lore: new LoreDesk({ ...options, shelf: options.books, settings: requestSettings }),
    loreEditor: new LoreEditor(options.lorebooks, options.books),
    notes: new NoteDesk(store),
    personas: new PersonaDesk(options.personas, options.clock),
    memory: new MemoryDesk(options),
    prompts: new PromptDesk(store),
    cards,
    settings,
    audit: options.audit,
    privacy: options.privacy,
    reports: options.reports,
    transcripts: new TranscriptDesk({
      ...options,
      join: (channelId, entrance) => cast.add(channelId, entrance),
      now: () => options.clock.now(),
    }),
    cast,
    why: new WhyDesk(options),
    models,
    presets,
    turns,
    branches: new BranchDesk(options),
    status,
    requests: new RequestDesk(options),
    queue: options.queueDesk,
    rights: options.rights,
  };
}
