import type { ChatMessage } from "./prompt-segment.ts";
import type { TemplateTraits } from "./template-traits.ts";

/** What a user who has said nothing yet is taken to have said, where a template demands that someone speaks. */
const silence = "…";

interface Arranged extends ChatMessage {
  /** Was a system message before it found its place in a user's. */
  readonly folded: boolean;
}

/**
 * The same chat in a shape that the template can write, with no text lost: system messages that have no place become
 * part of a user's message, neighbours of one role become one message, and a silent user fills the gaps.
 */
export function arrangeMessages(
  messages: readonly ChatMessage[],
  traits: TemplateTraits,
): readonly ChatMessage[] {
  let arranged = messages.map((message, index): Arranged => {
    const hasPlace = message.role !== "system" || (index === 0 ? traits.system : traits.lateSystem);
    return hasPlace
      ? { ...message, folded: false }
      : { role: "user", content: message.content, folded: true };
  });
  if (!traits.repeatedRoles) arranged = mergeNeighbours(arranged);
  if (!traits.assistantFirst) arranged = withOpeningUser(arranged);
  if (needsClosingUser(arranged, traits)) arranged = [...arranged, silentUser];
  return arranged.map(({ role, content }) => ({
    role,
    content: traits.trimmedRoles.has(role) ? content.trim() : content,
  }));
}

const silentUser: Arranged = { role: "user", content: silence, folded: false };

function mergeNeighbours(messages: readonly Arranged[]): Arranged[] {
  const merged: Arranged[] = [];
  for (const message of messages) {
    const last = merged.at(-1);
    if (last?.role !== message.role) {
      merged.push(message);
      continue;
    }
    const gap = last.folded || message.folded ? "\n\n" : "\n";
    merged[merged.length - 1] = {
      role: last.role,
      content: last.content + gap + message.content,
      folded: message.folded,
    };
  }
  return merged;
}

function withOpeningUser(messages: readonly Arranged[]): Arranged[] {
  const firstSpoken = messages.findIndex((message) => message.role !== "system");
  return messages[firstSpoken]?.role === "assistant"
    ? messages.toSpliced(firstSpoken, 0, silentUser)
    : [...messages];
}

function needsClosingUser(messages: readonly Arranged[], traits: TemplateTraits): boolean {
  // The reply is the assistant's too: after another one it would be the second in a row.
  if (!traits.repeatedRoles && messages.at(-1)?.role !== "user") return true;
  return !traits.withoutUser && !messages.some((message) => message.role === "user");
}
