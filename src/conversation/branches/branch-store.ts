import type { Turn } from "../ports.ts";

export interface NewBranch {
  /** The reply with which the branch ends for now. */
  readonly turnId: string;
  /** Where it goes on. */
  readonly channelId: string;
  /** Who asked for it. */
  readonly hostId: string;
  /** What is said in the channel after this Discord id counts. */
  readonly sinceId: string;
}

/** Chats that leave others. */
export interface BranchStore {
  /**
   * Begins a conversation with what another one's prompts see up to a reply, each turn as it is shown now, and with its
   * cast, scenario, note, lorebooks and pinned facts; where the reply is the newest, with its variables and what
   * lorebooks remember as well. The old one stays as it is. One transaction, durable when it returns.
   *
   * Returns the new turn of that reply, which is `written`: it is to be shown. Undefined, and nothing changes, when there
   * is no such reply any more or the channel has a conversation already.
   */
  branch(input: NewBranch): Turn | undefined;
}
