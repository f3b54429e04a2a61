/**
 * Lets the jobs of one conversation go one after another, in the order in which they came, so that they never wait in
 * a worker for each other and never run side by side on two workers.
 */
export class ConversationLanes {
  /** Conversation -> who is under way (first) and who waits behind. */
  readonly #lanes = new Map<string, Entrant[]>();

  /** Calls `start` once every job of this conversation that entered earlier has left; at once when there is none. */
  enter(conversationKey: string, jobId: string, start: () => void): void {
    const lane = this.#lanes.get(conversationKey);
    if (lane !== undefined) {
      lane.push({ jobId, start });
      return;
    }
    this.#lanes.set(conversationKey, [{ jobId, start }]);
    start();
  }

  /** The job has ended, or no longer wants to start. */
  leave(conversationKey: string, jobId: string): void {
    const lane = this.#lanes.get(conversationKey) ?? [];
    const index = lane.findIndex((entrant) => entrant.jobId === jobId);
    if (index === -1) return;
    lane.splice(index, 1);
    if (lane.length === 0) this.#lanes.delete(conversationKey);
    else if (index === 0) lane[0]?.start();
  }
}

interface Entrant {
  readonly jobId: string;
  readonly start: () => void;
}
