import type { ActionName, ActionResult, Actions } from "../protocol/actions.ts";
import type { Store } from "./state/store.ts";

/** What every part of the page works with. */
export interface App {
  readonly store: Store;
  /** Does something as a user; a problem is shown before this resolves. */
  act<Name extends ActionName>(name: Name, body: Actions[Name]): Promise<ActionResult>;
  /** Shows a short note that goes away by itself. */
  notify(text: string): void;
  /** Puts the cursor in the composer. */
  focusComposer(): void;
  /** Puts a slash command, named by all its words, into the composer, to be filled in and run there. */
  useCommand(name: string): void;
  /** Opens or closes a drawer of a small screen; null closes both. */
  setDrawer(drawer: "channels" | "inspector" | null): void;
  /** Opens the side panel with a message's edits. */
  inspect(messageId: string): void;
}
