import type { CardFolder } from "./card-folder.ts";
import type { Bookshelf } from "./lore/bookshelf.ts";
import { LoreDesk } from "./lore/lore-desk.ts";
import type { LoreService } from "./lore/lore-service.ts";
import type { LorebookStore } from "./lore/lorebook-store.ts";
import type { ModelContext } from "./model-context.ts";
import { NoteDesk, type NoteService } from "./note-desk.ts";
import type { CharacterLibrary, ConversationStore } from "./ports.ts";
import { PromptDesk, type PromptService } from "./prompt-desk.ts";
import type { SettingsService } from "./settings/settings-desk.ts";

/** What people can do beside talking. */
export interface Desks {
  readonly lore: LoreService;
  readonly notes: NoteService;
  readonly prompts: PromptService;
  readonly cards: CardFolder;
  readonly settings: SettingsService;
}

export function openDesks({
  store,
  lorebooks,
  books,
  modelContext,
  library,
  cards,
  settings,
}: {
  readonly store: ConversationStore;
  readonly lorebooks: LorebookStore;
  readonly books: Bookshelf;
  readonly modelContext: Pick<ModelContext, "size">;
  readonly library: Pick<CharacterLibrary, "get">;
  readonly cards: CardFolder;
  readonly settings: SettingsService;
}): Desks {
  return {
    lore: new LoreDesk({ store, lorebooks, shelf: books, library, modelContext }),
    notes: new NoteDesk(store),
    prompts: new PromptDesk(store),
    cards,
    settings,
  };
}
