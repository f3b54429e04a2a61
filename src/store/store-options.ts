/** What rows get from outside. */
export interface StoreOptions {
  /** Makes ids of conversations and turns. Must never give the same twice. */
  readonly newId: () => string;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}
