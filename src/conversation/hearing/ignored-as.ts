import type { HearOutcome } from "../chat-service.ts";
import type { HeardMessage } from "../ports.ts";
import type { Place } from "../settings/place.ts";
import type { PlaceSettings } from "../settings/place-settings.ts";

/** Why somebody is left alone in a place, with what they say; null when they aren't. */
export function ignoredAs(
  { authorId, authorRoleIds }: Pick<HeardMessage, "authorId" | "authorRoleIds">,
  { channelId, parentId, categoryId }: Place,
  settings: Pick<PlaceSettings, "ignoredChannels" | "ignoredUsers" | "ignoredRoles">,
): Extract<HearOutcome["because"], `ignored-${string}`> | null {
  const here = [channelId, parentId, categoryId];
  if (settings.ignoredChannels.some((id) => here.includes(id))) return "ignored-channel";
  if (settings.ignoredUsers.includes(authorId)) return "ignored-user";
  return settings.ignoredRoles.some((id) => authorRoleIds.includes(id)) ? "ignored-role" : null;
}
