import { type Desks, openDesks } from "../../src/conversation/desks.ts";
import { Bookshelf } from "../../src/conversation/lore/bookshelf.ts";
import type { CharacterLibrary } from "../../src/conversation/ports.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { openMemoryStore } from "./memory-store.ts";
import { placeSettingsDesk } from "./place-settings.ts";

/** Desks of a bot that remembers nothing and takes no cards. */
export function emptyDesks(library: CharacterLibrary): Desks {
  const { conversations, ...files } = openMemoryStore();
  const refuse = () => Promise.reject(new Error("there is no folder of cards"));
  return openDesks({
    store: conversations,
    ...files,
    books: new Bookshelf(files.lorebooks, silentLogger),
    modelContext: { size: () => 8192, name: () => undefined },
    requestSettings: { timeZone: "UTC", locale: "en-GB", maxReplyTokens: 300 },
    start: () => Promise.reject(new Error("there is no chat")),
    show: () => {},
    clock: systemClock,
    library,
    cards: { import: refuse, export: refuse },
    settings: placeSettingsDesk(),
  });
}
