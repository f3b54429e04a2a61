import type { MessageView } from "../../protocol/message.ts";
import type { PageEvent, Snapshot } from "../../protocol/page-events.ts";
import { emptyState, type PageState, visibleChannels } from "./page-state.ts";

/** As many requests as the side panel keeps. */
const requestsKept = 300;

/** The state after the server said `event`. */
export function applyEvent(state: PageState, event: PageEvent): PageState {
  switch (event.type) {
    case "snapshot":
      return applySnapshot(state, event.snapshot);
    case "message":
      return applyMessage(state, event.message);
    case "message-gone":
      return removeMessage(state, event.channelId, event.messageId);
    case "typing":
      return {
        ...state,
        typing: [
          ...state.typing.filter(
            (each) => each.userId !== event.userId || each.channelId !== event.channelId,
          ),
          event,
        ],
      };
    case "modal":
      return { ...state, modal: event.modal };
    case "bot":
      return { ...state, bot: event.bot };
    case "users":
      return { ...state, users: event.users };
    case "channels":
      return withOpenChannel({ ...state, channels: event.channels });
    case "commands":
      return { ...state, commands: event.commands };
    case "request":
      return { ...state, requests: [...state.requests, event.request].slice(-requestsKept) };
    case "violation":
      return { ...state, violations: [...state.violations, event.violation] };
  }
}

/** Typing ends by itself; the page asks for this once a second. */
export function forgetTyping(state: PageState, now: number): PageState {
  const typing = state.typing.filter((each) => each.until > now);
  return typing.length === state.typing.length ? state : { ...state, typing };
}

function applySnapshot(state: PageState, snapshot: Snapshot): PageState {
  const messages: Record<string, MessageView[]> = {};
  for (const message of snapshot.messages) (messages[message.channelId] ??= []).push(message);
  const known = snapshot.users.some((user) => user.id === state.speakerId);
  return withOpenChannel({
    ...(state.connection === "waiting" ? emptyState : state),
    connection: "open",
    guildName: snapshot.guildName,
    users: snapshot.users,
    bot: snapshot.bot,
    channels: snapshot.channels,
    messages,
    commands: snapshot.commands,
    requests: snapshot.requests,
    violations: snapshot.violations,
    typing: [],
    speakerId: known ? state.speakerId : (snapshot.users[0]?.id ?? ""),
    channelId: state.channelId,
  });
}

/** A channel that is gone, or that this speaker doesn't see, gives way to the first that is there. */
export function withOpenChannel(state: PageState): PageState {
  const visible = visibleChannels(state);
  if (visible.some((channel) => channel.id === state.channelId)) return state;
  return { ...state, channelId: visible[0]?.id ?? "", replyTo: null, editing: null };
}

function applyMessage(state: PageState, message: MessageView): PageState {
  const before = state.messages[message.channelId] ?? [];
  const index = before.findIndex((each) => each.id === message.id);
  const after = index === -1 ? insertInOrder(before, message) : before.with(index, message);
  const isNew = index === -1;
  const known = before[index];
  // A message that is changed below all others, or says something else, is what was being typed. The buttons of older
  // ones come and go while the bot is still typing the next.
  const isTyped =
    isNew ||
    (message.author.app && (known === before.at(-1) || known?.content !== message.content));
  return {
    ...state,
    messages: { ...state.messages, [message.channelId]: after },
    typing: isTyped
      ? state.typing.filter(
          (each) => each.channelId !== message.channelId || !isSpeaker(state, each.userId, message),
        )
      : state.typing,
    unread:
      isNew && message.channelId !== state.channelId
        ? new Set([...state.unread, message.channelId])
        : state.unread,
  };
}

/** A webhook's message ends the typing of the bot that owns it. */
function isSpeaker(state: PageState, typingUserId: string, message: MessageView): boolean {
  return (
    message.author.id === typingUserId || (message.author.app && typingUserId === state.bot.id)
  );
}

/** Ids are snowflakes, which sort by time once they are as long as one another. */
function insertInOrder(messages: readonly MessageView[], message: MessageView): MessageView[] {
  const after = messages.findLastIndex((each) => compareIds(each.id, message.id) < 0);
  return messages.toSpliced(after + 1, 0, message);
}

function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

function removeMessage(state: PageState, channelId: string, messageId: string): PageState {
  const before = state.messages[channelId] ?? [];
  return {
    ...state,
    messages: {
      ...state.messages,
      [channelId]: before.filter((message) => message.id !== messageId),
    },
    replyTo: state.replyTo === messageId ? null : state.replyTo,
    editing: state.editing === messageId ? null : state.editing,
    inspected: state.inspected === messageId ? null : state.inspected,
  };
}
