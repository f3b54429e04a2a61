import { withOpenChannel } from "./apply-event.ts";
import type { PageState } from "./page-state.ts";

export type View = (state: PageState, before: PageState | undefined) => void;

/** Holds the page's state and shows it: several changes in one tick are drawn once. */
export class Store {
  #state: PageState;
  #drawn: PageState | undefined;
  #scheduled = false;
  readonly #views: View[] = [];

  constructor(state: PageState) {
    this.#state = state;
  }

  get state(): PageState {
    return this.#state;
  }

  /** Calls `view` whenever something changed, with what was drawn before to compare. */
  show(view: View): void {
    this.#views.push(view);
    view(this.#state, undefined);
  }

  change(change: (state: PageState) => PageState): void {
    const next = change(this.#state);
    if (next === this.#state) return;
    this.#state = next;
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => this.#draw());
  }

  patch(part: Partial<PageState>): void {
    this.change((state) => ({ ...state, ...part }));
  }

  openChannel(channelId: string): void {
    this.change((state) => ({
      ...state,
      channelId,
      replyTo: null,
      editing: null,
      unread: new Set([...state.unread].filter((id) => id !== channelId)),
    }));
  }

  speakAs(userId: string): void {
    this.change((state) =>
      withOpenChannel({ ...state, speakerId: userId, replyTo: null, editing: null }),
    );
  }

  #draw(): void {
    this.#scheduled = false;
    const before = this.#drawn;
    this.#drawn = this.#state;
    for (const view of this.#views) view(this.#state, before);
  }
}
