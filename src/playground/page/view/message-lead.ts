import type { MessageView } from "../../protocol/message.ts";
import type { App } from "../app.ts";
import { element } from "../dom.ts";
import { parseMarkdown } from "../markdown/parse-markdown.ts";
import { plainText } from "../markdown/plain-text.ts";
import { findMessage } from "../state/page-state.ts";
import { avatar } from "./avatar.ts";
import { goToMessage } from "./go-to-message.ts";
import { icon } from "./icon.ts";
import { splitCursor } from "./streaming-text.ts";

/** The line above a message that says what it answers; null for a message that answers nothing. */
export function messageLead(app: App, message: MessageView): HTMLElement | null {
  if (message.usedCommand)
    return element(
      "div",
      { class: "lead" },
      icon("slash"),
      element("strong", { text: message.usedCommand.user }),
      " used ",
      element("span", { class: "mention", text: `/${message.usedCommand.command}` }),
    );
  if (!message.replyTo) return null;
  const target = findMessage(app.store.state, message.replyTo.id);
  if (!target)
    return element(
      "div",
      { class: "lead" },
      icon("reply"),
      element("em", { text: "A message that is gone" }),
    );
  return element(
    "div",
    { class: "lead" },
    icon("reply"),
    avatar(target.author),
    element("strong", { text: target.author.name }),
    element("button", {
      class: "lead-text",
      text: previewOf(target),
      attributes: { type: "button", title: "Go to this message" },
      on: { click: () => goToMessage(app, target.channelId, target.id) },
    }),
  );
}

/** A message in one line, without marks. */
export function previewOf(message: MessageView): string {
  const text = plainText(parseMarkdown(splitCursor(message.content).text)).replaceAll("\n", " ");
  return text === "" ? "(no text)" : text.slice(0, 160);
}
