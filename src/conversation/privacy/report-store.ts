/** Something that somebody wants those who manage a server to look at. */
export interface Report {
  readonly number: number;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  /** Null in direct messages. */
  readonly guildId: string | null;
  readonly channelId: string;
  /** The message that it is about; null for none in particular. */
  readonly messageId: string | null;
  readonly reporterId: string;
  readonly reason: string;
  /** Null while it is open. */
  readonly closedBy: string | null;
}

export type NewReport = Omit<Report, "number" | "at" | "closedBy">;

/** What people reported. Calls are synchronous and durable; each is one transaction. */
export interface ReportStore {
  add(report: NewReport): Report;
  /** The newest first. `guildId` null: those from direct messages. */
  open(guildId: string | null, limit: number): readonly Report[];
  /** False when there is no such open report there. */
  close(guildId: string | null, number: number, closedBy: string): boolean;
}
