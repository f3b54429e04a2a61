import type { MessageView } from "../../protocol/message.ts";
import { element } from "../dom.ts";
import { type Names, renderMarkdown } from "./markdown.ts";
import { splitCursor } from "./streaming-text.ts";

/** Whether more of this message is to come. */
export function isGrowing(message: MessageView): boolean {
  return message.thinking || splitCursor(message.content).growing;
}

/** The text of a message, with a moving cursor at its end while it grows. */
export function messageContent(message: MessageView, names: Names): HTMLElement[] {
  if (message.thinking) return [thinking(message)];
  const { text, growing } = splitCursor(message.content);
  const blocks = renderMarkdown(text, names);
  if (!growing) return blocks;
  const cursor = element("span", { class: "cursor", attributes: { "aria-hidden": true } });
  const last = blocks.at(-1);
  if (last === undefined) return [element("p", {}, cursor)];
  // At the end of the last line, not on a line of its own.
  (last.tagName === "P" ? last : (last.lastElementChild ?? last)).append(cursor);
  return blocks;
}

/** Three dots that breathe, while someone writes. */
export function waitingDots(): HTMLElement {
  return element(
    "span",
    { class: "dots", attributes: { "aria-hidden": true } },
    element("i"),
    element("i"),
    element("i"),
  );
}

function thinking(message: MessageView): HTMLElement {
  return element("p", { class: "thinking" }, waitingDots(), `${message.author.name} is thinking…`);
}
