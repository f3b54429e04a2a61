/** Tokens of replies to one person within one hour. */
export interface HourlyUsage {
  /** When the hour began, in milliseconds since the Unix epoch. */
  readonly hour: number;
  readonly tokens: number;
}

/** How much was written for people lately; kept for a day. What is counted is counted together with the reply. */
export interface UsageStore {
  /** The hours that began after `since`, the oldest first; `guildId` null: in direct messages. */
  of(userId: string, guildId: string | null, since: number): readonly HourlyUsage[];
}
