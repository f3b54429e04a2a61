import { blankNote, type ConversationNote, checkNote } from "./authors-note.ts";
import { existingConversation } from "./existing-conversation.ts";
import type { ConversationStore } from "./ports.ts";

/** What people can do with the author's note of a channel's conversation. Wrong input ends in a `UserError`. */
export interface NoteService {
  show(channelId: string): ConversationNote | undefined;
  /** What isn't given stays as it is, or as it is in a new note. */
  set(channelId: string, changes: Partial<ConversationNote>, userId: string): ConversationNote;
  /** False when there was none. */
  clear(channelId: string): boolean;
}

export class NoteDesk implements NoteService {
  readonly #store: ConversationStore;

  constructor(store: ConversationStore) {
    this.#store = store;
  }

  show(channelId: string): ConversationNote | undefined {
    return this.#store.authorsNote(existingConversation(this.#store, channelId).id);
  }

  set(channelId: string, changes: Partial<ConversationNote>, userId: string): ConversationNote {
    const { id } = existingConversation(this.#store, channelId);
    const note = checkNote({ ...(this.#store.authorsNote(id) ?? blankNote), ...changes });
    this.#store.setAuthorsNote(id, note, userId);
    return note;
  }

  clear(channelId: string): boolean {
    const { id } = existingConversation(this.#store, channelId);
    const wasThere = this.#store.authorsNote(id) !== undefined;
    this.#store.clearAuthorsNote(id);
    return wasThere;
  }
}
