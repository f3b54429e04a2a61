/** What became of the jobs that were under way at a shutdown. */
export interface DrainReport {
  /** Ids of jobs that ended in time. */
  readonly finished: readonly string[];
  /** Ids of jobs that somebody else, or the next start, takes up again. */
  readonly handedBack: readonly string[];
}
