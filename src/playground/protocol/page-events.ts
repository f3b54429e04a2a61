import type { CommandView } from "./command.ts";
import type { MessageView } from "./message.ts";
import type { ModalView } from "./modal.ts";
import type { BotView, ChannelView, UserView } from "./world.ts";

/**
 * What the playground's server tells its page: a `Snapshot` first and `PageEvent`s after it, over server-sent events. All of
 * it is views, made for showing, with links that lead to the playground's own server; they know nothing of how the simulator
 * keeps its world.
 */

export interface Snapshot {
  readonly guildName: string;
  /** The people whom the reader may speak as. */
  readonly users: readonly UserView[];
  readonly bot: BotView;
  readonly channels: readonly ChannelView[];
  /** Every message of every channel, oldest first. */
  readonly messages: readonly MessageView[];
  readonly commands: readonly CommandView[];
  /** The latest requests of the bot, oldest first. */
  readonly requests: readonly RequestView[];
  readonly violations: readonly ViolationView[];
}

export interface RequestView {
  readonly id: number;
  readonly at: number;
  readonly method: string;
  /** The path with its ids: "/channels/123/messages". Tokens are cut out. */
  readonly route: string;
  readonly status: number;
  readonly tookMs: number;
  /** Requests left in the rate-limit bucket after this one; null when it has none. */
  readonly bucketRemaining: number | null;
  readonly bucketLimit: number | null;
}

export interface ViolationView {
  readonly at: number;
  /** What the bot did wrong, in one sentence. */
  readonly text: string;
}

export type PageEvent =
  | { readonly type: "snapshot"; readonly snapshot: Snapshot }
  /** A new message, or a new state of a known one. */
  | { readonly type: "message"; readonly message: MessageView }
  | { readonly type: "message-gone"; readonly channelId: string; readonly messageId: string }
  | {
      readonly type: "typing";
      readonly channelId: string;
      readonly userId: string;
      readonly name: string;
      readonly until: number;
    }
  | { readonly type: "modal"; readonly modal: ModalView }
  | { readonly type: "bot"; readonly bot: BotView }
  | { readonly type: "users"; readonly users: readonly UserView[] }
  | { readonly type: "channels"; readonly channels: readonly ChannelView[] }
  | { readonly type: "commands"; readonly commands: readonly CommandView[] }
  | { readonly type: "request"; readonly request: RequestView }
  | { readonly type: "violation"; readonly violation: ViolationView };
