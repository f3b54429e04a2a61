import type { Platform } from "../platform/platform.ts";
import { wireMember, wireUser } from "../wire/wire-user.ts";
import type { WireObject } from "../world/records.ts";

/** The answer to "request guild members": by ids, or by the start of a name. Null for an unknown guild. */
export function membersChunk(
  data: Readonly<Record<string, unknown>>,
  { world }: Platform,
): WireObject | null {
  const guild = world.guildById.get(String(data["guild_id"]));
  if (guild === undefined) return null;
  const ids = Array.isArray(data["user_ids"]) ? data["user_ids"].map(String) : null;
  const query = typeof data["query"] === "string" ? data["query"].toLowerCase() : "";
  const limit = typeof data["limit"] === "number" && data["limit"] > 0 ? data["limit"] : 1000;
  const members = guild.members
    .filter((member) => {
      const user = world.userById.get(member.userId);
      if (user === undefined) return false;
      return ids === null ? user.username.startsWith(query) : ids.includes(user.id);
    })
    .slice(0, limit);
  return {
    guild_id: guild.id,
    chunk_index: 0,
    chunk_count: 1,
    members: members.flatMap((member) => {
      const user = world.userById.get(member.userId);
      return user === undefined ? [] : [{ ...wireMember(member), user: wireUser(user) }];
    }),
    not_found: ids?.filter((id) => !members.some((member) => member.userId === id)) ?? [],
    ...(typeof data["nonce"] === "string" ? { nonce: data["nonce"] } : {}),
  };
}
