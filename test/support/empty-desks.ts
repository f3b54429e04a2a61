import { AgeGate } from "../../src/conversation/cast/age-gate.ts";
import { CastDesk } from "../../src/conversation/cast/cast-desk.ts";
import { type Desks, openDesks } from "../../src/conversation/desks.ts";
import { Bookshelf } from "../../src/conversation/lore/bookshelf.ts";
import type { CharacterLibrary } from "../../src/conversation/ports.ts";
import { PrivacyDesk } from "../../src/conversation/privacy/privacy-desk.ts";
import { StatusDesk } from "../../src/conversation/status-desk.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { openMemoryStore } from "./memory-store.ts";
import { placeSettingsDesk } from "./place-settings.ts";

const requestSettings = {
  timeZone: "UTC",
  locale: "en-GB",
  maxReplyTokens: 300,
  trimIncomplete: true,
  layout: "cache-friendly",
  lore: {},
} as const;

/** Desks of a bot that remembers nothing and takes no cards. */
export function emptyDesks(library: CharacterLibrary): Desks {
  const { conversations, ...files } = openMemoryStore();
  const refuse = () => Promise.reject(new Error("there is no folder of cards"));
  const places = placeSettingsDesk();
  const shared = {
    ...files,
    store: conversations,
    modelContext: { size: () => 8192, name: () => undefined },
    start: () => Promise.reject(new Error("there is no chat")),
    show: () => {},
    keeper: { sumUpNow: () => Promise.resolve(0), wake: () => {} },
    clock: systemClock,
    library,
  };
  const cast = new CastDesk({
    ...shared,
    places,
    gate: new AgeGate({ marked: new Set(), inDirectMessages: false }),
    replies: { schedule: () => {} },
    limits: { take: () => {} },
    settings: requestSettings,
  });
  return openDesks({
    ...shared,
    books: new Bookshelf(files.lorebooks, silentLogger),
    privacy: new PrivacyDesk({
      store: files.privacyStore,
      queue: { discard: () => Promise.resolve() },
      replies: { beginAgain: () => [], scheduleAll: () => {} },
      keeper: { beginAgain: () => Promise.resolve() },
      retentionDays: 0,
      logger: silentLogger,
    }),
    requestSettings,
    cards: { import: refuse, export: refuse, edit: refuse, reload: refuse },
    settings: places,
    cast,
    models: refuseAll<Desks["models"]>({
      choice: () => ({ model: null, origin: { kind: "default", id: null } }),
      answering: () => null,
    }),
    presets: refuseAll(),
    turns: refuseAll(),
    queueDesk: refuseAll(),
    rights: refuseAll(),
    queue: { place: () => Promise.resolve(undefined) },
    replies: { stop: () => Promise.resolve(false) },
    limits: { refusalOf: () => null },
    status: new StatusDesk(
      {
        status: async () => ({
          mode: "running",
          waiting: 0,
          active: 0,
          estimatedWaitMs: null,
          workers: [],
        }),
      },
      "1.2.3",
    ),
  });
}

/** A desk that nobody is at, but for what is `known`. */
function refuseAll<Desk extends object>(known: Partial<Desk> = {}): Desk {
  return new Proxy(known as Desk, {
    get(_, name) {
      const found = known[name as keyof Desk];
      if (found !== undefined) return found;
      throw new Error("nobody is at this desk");
    },
  });
}
