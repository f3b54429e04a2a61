import type { HeardMessage } from "./ports.ts";

/** What a message adds to the chat as text: its words, and a line for each file, which the character can't see. */
export function userText(message: Pick<HeardMessage, "text" | "attachmentNames">): string {
  const files = message.attachmentNames.map((name) => `*shares a file: ${name}*`);
  return [message.text.trim(), ...files].filter((line) => line !== "").join("\n");
}
