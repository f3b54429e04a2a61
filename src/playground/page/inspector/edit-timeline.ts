import type { EditView, MessageView } from "../../protocol/message.ts";
import type { App } from "../app.ts";
import { element, fill } from "../dom.ts";
import { findMessage } from "../state/page-state.ts";
import { splitCursor } from "../view/streaming-text.ts";
import { durationText } from "../view/time-text.ts";
import { whatChanged } from "./what-changed.ts";

/** How the chosen message came to be: each of its states, when, and what it added. */
export function editTimeline(app: App): HTMLElement {
  const root = element("section", { class: "panel-page" });
  app.store.show((state, before) => {
    const message = findMessage(state, state.inspected);
    if (before !== undefined && message === findMessage(before, before.inspected)) return;
    if (!message)
      fill(
        root,
        element("p", {
          class: "hint",
          text: "Choose “Show the edits” on a message to see how it grew, edit by edit.",
        }),
      );
    else fill(root, summary(message), element("ol", { class: "edits" }, ...entries(message)));
  });
  return root;
}

function summary(message: MessageView): HTMLElement {
  const edits = message.history.length - 1;
  const spanMs = (message.history.at(-1)?.at ?? message.sentAt) - message.sentAt;
  return element(
    "p",
    { class: "edit-summary" },
    element("strong", { text: message.author.name }),
    edits === 0
      ? " · never edited"
      : ` · ${edits} ${edits === 1 ? "edit" : "edits"} in ${durationText(spanMs)}`,
  );
}

function entries(message: MessageView): HTMLElement[] {
  const longest = Math.max(1, ...message.history.map((state) => state.content.length));
  return message.history.map((state, index) =>
    entry(message, state, message.history[index - 1], longest),
  );
}

function entry(
  message: MessageView,
  state: EditView,
  before: EditView | undefined,
  longest: number,
): HTMLElement {
  const text = splitCursor(state.content).text;
  const change = whatChanged(before === undefined ? "" : splitCursor(before.content).text, text);
  const bar = element("span", { class: "growth", attributes: { "aria-hidden": true } });
  bar.style.setProperty("--part", String(state.content.length / longest));
  return element(
    "li",
    {},
    element(
      "div",
      { class: "edit-head" },
      element("span", {
        text: before === undefined ? "sent" : `+${durationText(state.at - message.sentAt)}`,
      }),
      element("span", { text: `${text.length} characters` }),
    ),
    bar,
    element(
      "p",
      {},
      change.kept !== "" && element("span", { class: "kept", text: change.kept }),
      change.removed !== "" && element("del", { text: change.removed }),
      change.added !== "" && element("ins", { text: change.added }),
      text === "" && element("em", { text: "no text" }),
    ),
  );
}
