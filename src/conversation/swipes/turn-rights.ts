import { UserError } from "../../lib/errors.ts";
import type { Conversation, ConversationStore, Turn } from "../ports.ts";

/** Somebody who wants to do something with a turn. */
export interface Person {
  readonly userId: string;
  /** They manage the channel. */
  readonly manages: boolean;
  /** Their roles, the highest first. */
  readonly roleIds?: readonly string[];
}

/** Longest way from a reply to the person whose words led to it. */
const longestChain = 20;

/** The person whose words a turn answers, over other characters' turns if need be; null when nobody asked for it. */
export function askerOf(turn: Turn, store: Pick<ConversationStore, "turn">): string | null {
  let current: Turn | undefined = turn;
  for (let steps = 0; steps < longestChain && current?.answersTurnId != null; steps++) {
    current = store.turn(current.answersTurnId);
    if (current?.kind === "user") return current.authorId;
  }
  return null;
}

/** Who may do something with a turn. `anyone` lets everybody. */
export function mayHandle(
  person: Person,
  facts: {
    readonly askerId: string | null;
    readonly conversation: Conversation;
    readonly controls: "asker" | "anyone";
  },
): boolean {
  const { askerId, conversation, controls } = facts;
  if (controls === "anyone" || person.manages) return true;
  return person.userId === conversation.hostId || person.userId === askerId;
}

export function notYours(hostId: string): UserError {
  return new UserError(
    "not-your-reply",
    `Only the person whom it answers, <@${hostId}>, who started this chat, and people with "Manage Channels" may do that.`,
    { values: { host: hostId } },
  );
}
