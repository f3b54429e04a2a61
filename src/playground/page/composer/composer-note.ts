import type { App } from "../app.ts";
import { element } from "../dom.ts";
import { findMessage, type PageState } from "../state/page-state.ts";
import { icon } from "../view/icon.ts";

/** The line over the composer that says what is answered or changed; empty for a plain message. */
export function composerNote(app: App, state: PageState): HTMLElement[] {
  const { replyTo, editing } = state;
  if (replyTo === null && editing === null) return [];
  const isReply = editing === null;
  const name = findMessage(state, replyTo)?.author.name ?? "a message";
  const leave = () => {
    app.store.patch({ replyTo: null, editing: null });
    app.focusComposer();
  };
  return [
    element(
      "div",
      { class: "composer-note" },
      icon(isReply ? "reply" : "pencil"),
      element(
        "span",
        {},
        isReply ? "Replying to " : "Editing your message",
        isReply && element("strong", { text: name }),
      ),
      element(
        "button",
        {
          class: "icon-button",
          attributes: { type: "button", "aria-label": isReply ? "Don't reply" : "Don't edit" },
          on: { click: leave },
        },
        icon("close"),
      ),
    ),
  ];
}
