/** Where in Discord a channel or thread is. */
export interface Place {
  /** The channel or thread itself. */
  readonly channelId: string;
  /** The channel that a thread hangs on; null for what is no thread. */
  readonly parentId: string | null;
  /** Null where there is none. */
  readonly categoryId: string | null;
  /** Null in direct messages, and where nobody knows. */
  readonly guildId: string | null;
  readonly isDirect: boolean;
  /** Null where it has none, or nobody knows. */
  readonly name: string | null;
  /** Age-restricted; a thread is what its parent is. */
  readonly ageRestricted: boolean;
}

/** Knows the places of this moment, from memory. */
export interface PlaceFinder {
  /** Undefined for a channel that the bot doesn't see. */
  placeOf(channelId: string): Place | undefined;
}

export type ScopeKind = "thread" | "channel" | "category" | "guild" | "role";

/** What a setting can be set for. */
export interface SettingScope {
  readonly kind: ScopeKind;
  readonly id: string;
}

/** The scopes that a place lies in, the narrowest first. */
export function scopesOf({ channelId, parentId, categoryId, guildId }: Place): SettingScope[] {
  const scopes: (SettingScope | null)[] = [
    parentId === null ? null : { kind: "thread", id: channelId },
    { kind: "channel", id: parentId ?? channelId },
    categoryId === null ? null : { kind: "category", id: categoryId },
    guildId === null ? null : { kind: "guild", id: guildId },
  ];
  return scopes.filter((scope) => scope !== null);
}
