import type {
  AutocompleteChoice,
  SimChannel,
  SimCommand,
  SimInteraction,
  SimMessage,
  SimUser,
  WireObject,
} from "../world/records.ts";

/** A channel by `#name`, name or id, or the channel itself. */
export type ChannelRef = string | SimChannel;
export type MessageRef = string | SimMessage;

/** A person who uses Discord. What Discord's own client would refuse throws an `ActorError`. */
export interface Actor {
  readonly user: SimUser;
  in(channel: ChannelRef): ActorInChannel;
  /** The direct messages between this person and the bot; made on first use. */
  directMessage(): ActorInChannel;
}

/** What Discord's client would not let this person do: the test is wrong, not the bot. */
export class ActorError extends Error {
  override readonly name = "ActorError";
}

export interface SayOptions {
  readonly attachments?: readonly UploadedFile[];
  readonly replyTo?: MessageRef;
  /** A reply pings its author unless this is false. */
  readonly ping?: boolean;
}

export interface UploadedFile {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** A value for a command's option; users, roles and channels by name or id, attachments as a file. */
export type OptionValue = string | number | boolean | UploadedFile;

export interface ActorInChannel {
  readonly channel: SimChannel;
  readonly actor: Actor;
  /** `@name` of a known user becomes a mention. */
  say(text: string, options?: SayOptions): SimMessage;
  /** Another bot speaks through a webhook of its own, as proxies do. */
  sayThroughWebhook(name: string, text: string): SimMessage;
  edit(message: MessageRef, text: string): SimMessage;
  delete(message: MessageRef): void;
  react(message: MessageRef, emoji: string): void;
  unreact(message: MessageRef, emoji: string): void;
  /** Shows that this person writes. */
  type(): void;
  /** Whether Discord's client shows this person a command here. */
  isOffered(command: SimCommand): boolean;
  /** `name` is the command with its subcommands: `"chat start"`. */
  slash(name: string, options?: Readonly<Record<string, OptionValue>>): ActorInteraction;
  /** Asks for suggestions while the option `focused` holds what is in `options` for it. */
  autocomplete(
    name: string,
    options: Readonly<Record<string, OptionValue>>,
    focused: string,
  ): ActorInteraction;
  /** A context-menu command on a message. */
  messageMenu(message: MessageRef, name: string): ActorInteraction;
  userMenu(user: string, name: string): ActorInteraction;
  /** Presses a button, found by its custom id or label. */
  click(message: MessageRef, button: string): ActorInteraction;
  /** Chooses in a select menu, found by its custom id or placeholder. */
  select(message: MessageRef, menu: string, values: readonly string[]): ActorInteraction;
  /** Fills in the modal that `interaction` opened; values by custom id. */
  submitModal(
    interaction: ActorInteraction | SimInteraction,
    values: Readonly<Record<string, string | boolean | readonly string[]>>,
  ): ActorInteraction;
}

/**
 * An interaction that was sent to the bot. Each wait ends in a `WaitTimeoutError` when the bot takes too long.
 */
export interface ActorInteraction {
  readonly record: SimInteraction;
  /** The bot's first answer, whichever it is (a deferral too). */
  answered(): Promise<SimInteraction>;
  /** The message that answers it, once it says something: after a deferral, once that is edited. */
  reply(): Promise<SimMessage>;
  /** The `index`th follow-up message (0 is the first). */
  followUp(index?: number): Promise<SimMessage>;
  choices(): Promise<readonly AutocompleteChoice[]>;
  modal(): Promise<WireObject>;
}
