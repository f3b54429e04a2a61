import type { PlaceFinder } from "../../src/conversation/settings/place.ts";
import { SettingsDesk } from "../../src/conversation/settings/settings-desk.ts";
import type { StoredValues } from "../../src/conversation/settings/settings-store.ts";
import { openMemoryStore } from "./memory-store.ts";

/** Settings of places that are kept in memory; without `placeOf`, every channel is a place of its own. */
export function placeSettingsDesk(
  defaults: StoredValues = {},
  placeOf: PlaceFinder["placeOf"] = () => undefined,
): SettingsDesk {
  return new SettingsDesk({ store: openMemoryStore().settings, places: { placeOf }, defaults });
}
