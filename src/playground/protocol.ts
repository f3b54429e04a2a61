/**
 * What the playground's server and its page tell each other. The server sends a `Snapshot` first and `PageEvent`s
 * after it, over server-sent events; the page sends actions as `POST /_playground/<action>` with a JSON body.
 *
 * Everything here is a view: made for showing, with links that lead to the playground's own server. It knows nothing
 * of how the simulator keeps its world.
 */

export const apiPrefix = "/_playground";

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

export interface UserView {
  readonly id: string;
  readonly name: string;
  readonly avatarUrl: string | null;
  /** The word under the name, such as "owner" or "member". */
  readonly role: string;
  /** They installed the bot for themselves: its commands are theirs where it is no member too. */
  readonly hasApp: boolean;
}

export interface BotView {
  readonly id: string;
  readonly name: string;
  readonly avatarUrl: string | null;
  /** Whether a bot is connected to the gateway now. */
  readonly online: boolean;
}

export interface ChannelView {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  /** `group`: direct messages among several people, which no bot can join. */
  readonly kind: "text" | "thread" | "direct-message" | "group";
  /** The channel that a thread hangs on. */
  readonly parentId: string | null;
  readonly ageRestricted: boolean;
  /** The people who see it; null: everyone. A direct message has one. */
  readonly visibleTo: readonly string[] | null;
}

export interface AuthorView {
  readonly id: string;
  readonly name: string;
  readonly avatarUrl: string | null;
  /** Whether it is shown with the APP tag: bots and webhooks. */
  readonly app: boolean;
}

export interface MessageView {
  readonly id: string;
  readonly channelId: string;
  readonly author: AuthorView;
  readonly content: string;
  /** Milliseconds since the Unix epoch. */
  readonly sentAt: number;
  readonly editedAt: number | null;
  readonly embeds: readonly EmbedView[];
  readonly components: readonly ComponentView[];
  readonly attachments: readonly AttachmentView[];
  readonly reactions: readonly { readonly emoji: string; readonly count: number }[];
  /** The message that this one answers; it may be gone. */
  readonly replyTo: { readonly id: string } | null;
  /** "Alice used /chat start". */
  readonly usedCommand: { readonly user: string; readonly command: string } | null;
  /** Whose command, button or form it answers; null: nobody's. */
  readonly askedBy: string | null;
  /** The only user who sees it; null: everyone. */
  readonly onlyFor: string | null;
  /** The bot has acknowledged and is still working on the answer. */
  readonly thinking: boolean;
  /** Every state of the text, oldest first; the last one is `content`. */
  readonly history: readonly EditView[];
}

export interface EditView {
  readonly at: number;
  readonly content: string;
}

export interface EmbedView {
  readonly color: number | null;
  readonly author: { readonly name: string; readonly iconUrl: string | null } | null;
  readonly title: string | null;
  readonly url: string | null;
  readonly description: string | null;
  readonly fields: readonly {
    readonly name: string;
    readonly value: string;
    readonly inline: boolean;
  }[];
  readonly imageUrl: string | null;
  readonly thumbnailUrl: string | null;
  readonly footer: string | null;
}

export interface AttachmentView {
  readonly name: string;
  readonly url: string;
  readonly contentType: string;
  readonly sizeBytes: number;
}

export type ButtonStyle = "primary" | "secondary" | "success" | "danger" | "link";

export interface SelectOptionView {
  readonly value: string;
  readonly label: string;
  readonly description: string;
  readonly selected: boolean;
}

export type ComponentView =
  | { readonly kind: "row"; readonly components: readonly ComponentView[] }
  | {
      readonly kind: "button";
      readonly customId: string | null;
      readonly url: string | null;
      readonly label: string;
      readonly emoji: string | null;
      readonly style: ButtonStyle;
      readonly disabled: boolean;
    }
  | {
      readonly kind: "select";
      readonly customId: string;
      /** Discord's component type (3, 5 to 8), which the answer has to repeat. */
      readonly componentType: number;
      readonly placeholder: string;
      readonly minimum: number;
      readonly maximum: number;
      readonly options: readonly SelectOptionView[];
      readonly disabled: boolean;
    }
  | { readonly kind: "text"; readonly content: string }
  | {
      readonly kind: "section";
      readonly components: readonly ComponentView[];
      readonly accessory: ComponentView | null;
    }
  | { readonly kind: "image"; readonly url: string; readonly description: string }
  | { readonly kind: "separator"; readonly line: boolean }
  | {
      readonly kind: "container";
      readonly color: number | null;
      readonly components: readonly ComponentView[];
    }
  /** Something that the playground can't show; said openly instead of left out. */
  | { readonly kind: "unknown"; readonly type: number };

/** The kinds of places in which Discord offers commands. */
export type CommandPlace = "server" | "direct-message" | "group";

export interface CommandView {
  readonly id: string;
  /** A slash command is typed; the other two are in the menu of a message or a user. */
  readonly kind: "slash" | "message" | "user";
  /** The words after the slash, subcommands included: "chat start". */
  readonly name: string;
  readonly description: string;
  readonly options: readonly CommandOptionView[];
  /** The ids of the people whom Discord offers it there. */
  readonly offeredTo: Readonly<Record<CommandPlace, readonly string[]>>;
}

export interface CommandOptionView {
  readonly name: string;
  readonly description: string;
  readonly kind:
    | "text"
    | "integer"
    | "number"
    | "boolean"
    | "user"
    | "channel"
    | "role"
    | "mentionable"
    | "attachment";
  readonly required: boolean;
  readonly autocomplete: boolean;
  readonly choices: readonly ChoiceView[];
}

export interface ChoiceView {
  readonly name: string;
  readonly value: string | number;
}

export interface ModalView {
  /** The interaction that the filled form answers. */
  readonly id: string;
  readonly userId: string;
  readonly channelId: string;
  readonly title: string;
  readonly fields: readonly ModalFieldView[];
}

export type ModalFieldView =
  | {
      readonly kind: "text";
      readonly customId: string;
      readonly label: string;
      readonly description: string;
      readonly long: boolean;
      readonly required: boolean;
      readonly minimumLength: number;
      readonly maximumLength: number;
      readonly placeholder: string;
      readonly value: string;
    }
  | {
      readonly kind: "select";
      readonly customId: string;
      readonly label: string;
      readonly description: string;
      readonly required: boolean;
      readonly minimum: number;
      readonly maximum: number;
      readonly options: readonly SelectOptionView[];
    }
  | { readonly kind: "note"; readonly content: string }
  | { readonly kind: "unknown"; readonly type: number };

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
  | { readonly type: "channels"; readonly channels: readonly ChannelView[] }
  | { readonly type: "commands"; readonly commands: readonly CommandView[] }
  | { readonly type: "request"; readonly request: RequestView }
  | { readonly type: "violation"; readonly violation: ViolationView };

export type FaultName =
  | "drop-gateway"
  | "webhook-rate-limited"
  | "webhook-server-error"
  | "delete-webhook";

/** The body of `POST /_playground/<key>`. */
export interface Actions {
  say: {
    readonly userId: string;
    readonly channelId: string;
    readonly content: string;
    readonly replyTo: string | null;
    readonly files: readonly UploadedFile[];
  };
  edit: { readonly userId: string; readonly messageId: string; readonly content: string };
  delete: { readonly userId: string; readonly messageId: string };
  command: {
    readonly userId: string;
    readonly channelId: string;
    readonly commandId: string;
    readonly name: string;
    readonly options: readonly (OptionValue | FileOption)[];
  };
  autocomplete: {
    readonly userId: string;
    readonly channelId: string;
    readonly commandId: string;
    readonly name: string;
    readonly options: readonly OptionValue[];
    readonly focused: string;
  };
  menu: {
    readonly userId: string;
    readonly messageId: string;
    readonly commandId: string;
  };
  /** Puts a reaction below a message, or takes this person's away. */
  react: { readonly userId: string; readonly messageId: string; readonly emoji: string };
  click: { readonly userId: string; readonly messageId: string; readonly customId: string };
  select: {
    readonly userId: string;
    readonly messageId: string;
    readonly customId: string;
    readonly values: readonly string[];
  };
  "submit-modal": {
    readonly userId: string;
    readonly modalId: string;
    readonly fields: readonly { readonly customId: string; readonly values: readonly string[] }[];
  };
  fault: { readonly name: FaultName; readonly channelId: string };
}

export type ActionName = keyof Actions;

export interface OptionValue {
  readonly name: string;
  readonly value: string | number | boolean;
}

/** A file for an option that takes an attachment. It goes with the command alone, never along for suggestions. */
export interface FileOption {
  readonly name: string;
  readonly value: UploadedFile;
}

export interface UploadedFile {
  readonly name: string;
  readonly contentType: string;
  readonly base64: string;
}

/** What an action answers. `problem` is safe to show. */
export type ActionResult =
  | { readonly ok: true; readonly choices?: readonly ChoiceView[] }
  | { readonly ok: false; readonly problem: string };

/** The most that a page may upload with one message or command, all files together. */
export const uploadLimitBytes = 8 * 1024 * 1024;
