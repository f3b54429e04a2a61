import type { PromptSection } from "../../generation/request.ts";
import type { ChatMessage } from "./prompt-segment.ts";

/**
 * The chat that the sections stand for: the system sections at the start are one message, every other section is a
 * message of its own.
 */
export function sectionMessages(sections: readonly PromptSection[]): readonly ChatMessage[] {
  const written = sections.filter((section) => section.text !== "");
  const firstOther = written.findIndex((section) => section.role !== "system");
  const headLength = firstOther === -1 ? written.length : firstOther;
  const head = written.slice(0, headLength).map((section) => section.text);
  const rest = written
    .slice(headLength)
    .map((section): ChatMessage => ({ role: section.role, content: section.text }));
  if (head.length === 0) return rest;
  return [{ role: "system", content: head.join("\n\n") }, ...rest];
}
