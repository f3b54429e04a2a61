import { randomUUID } from "node:crypto";
import type { StateStore } from "../store/state-store.ts";

/** What tells this bot from others: as old as its database. */
export function ownId(state: Pick<StateStore, "get" | "set">): string {
  const known = state.get("bot.id");
  if (known !== undefined) return known;
  const id = randomUUID();
  state.set("bot.id", id);
  return id;
}
