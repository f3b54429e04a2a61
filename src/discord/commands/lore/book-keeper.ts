import type { LorebookSummary } from "../../../conversation/lore/lorebook-store.ts";
import { requireServerManager } from "../may-manage.ts";

/** A server's book belongs to who brought it and to those who manage the server. */
export function requireBookKeeper(
  deed: Parameters<typeof requireServerManager>[0],
  { scope, ownerId }: LorebookSummary,
): void {
  if (scope.kind === "guild" && ownerId !== deed.user.id) requireServerManager(deed);
}
