import type { ChatLayout, ChatMessage, PromptSegment } from "./prompt-segment.ts";

/**
 * For models that were never taught a chat format: what is to be known first, then the chat line by line, as in a
 * script. Line breaks are segments of their own, so that a turn's tokens don't depend on its neighbours.
 */
export const plainLayout: ChatLayout = {
  kind: "plain",
  name: "plain",
  render(messages, replyPrefix) {
    const segments: PromptSegment[] = [];
    let before: ChatMessage | undefined;
    for (const message of messages) {
      if (before !== undefined) segments.push({ text: gap(before, message), special: true });
      segments.push({ text: message.content, special: false });
      before = message;
    }
    if (before !== undefined)
      segments.push({ text: before.role === "system" ? "\n\n" : "\n", special: true });
    if (replyPrefix !== "") segments.push({ text: replyPrefix, special: false });
    return segments;
  },
};

function gap(before: ChatMessage, after: ChatMessage): string {
  return before.role === "system" || after.role === "system" ? "\n\n" : "\n";
}
