import type { CommandPlace, CommandView } from "../../protocol/command.ts";
import type { MessageView } from "../../protocol/message.ts";
import type { ModalView } from "../../protocol/modal.ts";
import type { RequestView, ViolationView } from "../../protocol/page-events.ts";
import type { BotView, ChannelView, UserView } from "../../protocol/world.ts";
import { commandInLanguage } from "./in-language.ts";

/** Everything that the page shows. Parts that did not change keep their identity, so that views can compare them. */
export interface PageState {
  /** "waiting" until the first snapshot; "lost" while the server can't be reached. */
  readonly connection: "waiting" | "open" | "lost";
  readonly guildName: string;
  readonly users: readonly UserView[];
  readonly bot: BotView;
  readonly channels: readonly ChannelView[];
  /** By channel, oldest first. */
  readonly messages: Readonly<Record<string, readonly MessageView[]>>;
  readonly commands: readonly CommandView[];
  readonly requests: readonly RequestView[];
  readonly violations: readonly ViolationView[];
  readonly typing: readonly Typing[];
  readonly modal: ModalView | null;
  /** Whom the reader speaks as. */
  readonly speakerId: string;
  readonly channelId: string;
  /** Channels with something new since they were last open. */
  readonly unread: ReadonlySet<string>;
  /** The message that the composer answers. */
  readonly replyTo: string | null;
  /** The own message that the composer changes. */
  readonly editing: string | null;
  /** The message whose edits the side panel shows. */
  readonly inspected: string | null;
  /** Ephemeral messages that their reader has closed. */
  readonly dismissed: ReadonlySet<string>;
}

export interface Typing {
  readonly channelId: string;
  readonly userId: string;
  readonly name: string;
  readonly until: number;
}

export const emptyState: PageState = {
  connection: "waiting",
  guildName: "",
  users: [],
  bot: { id: "", name: "", avatarUrl: null, online: false },
  channels: [],
  messages: {},
  commands: [],
  requests: [],
  violations: [],
  typing: [],
  modal: null,
  speakerId: "",
  channelId: "",
  unread: new Set(),
  replyTo: null,
  editing: null,
  inspected: null,
  dismissed: new Set(),
};

/** The channels that the speaker sees. */
export function visibleChannels(state: PageState): readonly ChannelView[] {
  return state.channels.filter(
    (channel) => channel.visibleTo === null || channel.visibleTo.includes(state.speakerId),
  );
}

const commandPlaces: Readonly<Record<ChannelView["kind"], CommandPlace>> = {
  text: "server",
  thread: "server",
  "direct-message": "direct-message",
  group: "group",
};

/** The commands that the speaker is offered in the open channel, in the language of their Discord. */
export function offeredCommands(state: PageState): readonly CommandView[] {
  const channel = state.channels.find((each) => each.id === state.channelId);
  if (channel === undefined) return [];
  const place = commandPlaces[channel.kind];
  const { locale = "en-US" } = state.users.find(({ id }) => id === state.speakerId) ?? {};
  return state.commands
    .filter(({ offeredTo }) => offeredTo[place].includes(state.speakerId))
    .map((command) => commandInLanguage(command, locale));
}

/** The messages of the open channel that the speaker sees: others' ephemeral ones are not among them. */
export function visibleMessages(state: PageState): readonly MessageView[] {
  return (state.messages[state.channelId] ?? []).filter(
    (message) =>
      (message.onlyFor === null || message.onlyFor === state.speakerId) &&
      !state.dismissed.has(message.id),
  );
}

export function findMessage(state: PageState, id: string | null): MessageView | undefined {
  if (id === null) return undefined;
  for (const messages of Object.values(state.messages)) {
    const found = messages.find((message) => message.id === id);
    if (found) return found;
  }
  return undefined;
}
