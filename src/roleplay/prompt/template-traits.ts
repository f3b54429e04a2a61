import type { ChatMessage } from "./prompt-segment.ts";

/** What a chat template puts up with. Templates differ, and say so only by failing or by losing text. */
export interface TemplateTraits {
  /** Has a place for a system message at the start. */
  readonly system: boolean;
  /** Writes system messages after the start where they stand. */
  readonly lateSystem: boolean;
  /** Writes two messages of one role in a row. */
  readonly repeatedRoles: boolean;
  /** Lets the assistant speak first. */
  readonly assistantFirst: boolean;
  /** Writes a chat in which no user has spoken. */
  readonly withoutUser: boolean;
  /** Roles whose contents lose the white space around them. */
  readonly trimmedRoles: ReadonlySet<ChatMessage["role"]>;
}

type Role = ChatMessage["role"];

/**
 * Finds out by test conversations. `keeps` says whether a chat with these roles comes out whole: no error, every
 * content once and in order. `trims` says whether white space around that message's content is lost.
 */
export function probeTraits(probe: {
  keeps(roles: readonly Role[]): boolean;
  trims(roles: readonly Role[], index: number): boolean;
}): TemplateTraits {
  const system = probe.keeps(["system", "user", "assistant", "user"]);
  const head: readonly Role[] = system ? ["system"] : [];
  const plainChat: readonly Role[] = [...head, "user", "assistant", "user"];
  const trimmedRoles = plainChat.filter((_role, index) => probe.trims(plainChat, index));
  return {
    system,
    lateSystem:
      system &&
      probe.keeps([...head, "user", "assistant", "system", "user"]) &&
      probe.keeps([...head, "user", "system"]),
    repeatedRoles: probe.keeps([...head, "user", "user", "assistant", "assistant", "user"]),
    assistantFirst: probe.keeps([...head, "assistant", "user"]),
    withoutUser: probe.keeps([...head, "assistant"]),
    trimmedRoles: new Set(trimmedRoles),
  };
}
