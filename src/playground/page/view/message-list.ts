import type { MessageView } from "../../protocol/message.ts";
import type { App } from "../app.ts";
import { element } from "../dom.ts";
import { type PageState, visibleMessages } from "../state/page-state.ts";
import { channelLabel } from "./channel-label.ts";
import { goToChannel } from "./go-to-channel.ts";
import { goToMessage } from "./go-to-message.ts";
import { icon } from "./icon.ts";
import type { Names } from "./markdown.ts";
import { openMessageMenu } from "./message-menu.ts";
import { MessageRow } from "./message-row.ts";
import { dayOf, sameDay } from "./time-text.ts";

/** Messages of one author within this time stand under one name. */
const groupMs = 7 * 60_000;
/** The reader counts as being at the end when this near to it. */
const nearEndPx = 80;

/** The log of the open channel. It follows new text only while the reader is at its end. */
export function messageList(app: App): HTMLElement {
  const log = element("div", {
    class: "log",
    attributes: { role: "log", "aria-live": "off", "aria-label": "Messages", tabindex: 0 },
  });
  const jump = element(
    "button",
    { class: "jump", attributes: { type: "button" }, on: { click: () => scrollToEnd(log) } },
    icon("down"),
    "Jump to the latest",
  );
  jump.hidden = true;
  let atEnd = true;
  let followedTo = 0;
  let rows = new Map<string, MessageRow>();

  const follow = () => {
    scrollToEnd(log);
    followedTo = log.scrollTop;
  };

  log.addEventListener("scroll", () => {
    atEnd = isNearEnd(log);
    if (atEnd) jump.hidden = true;
  });
  log.addEventListener("keydown", (event) => onLogKey(app, log, event));
  // Pictures and the composer change heights after the fact.
  new ResizeObserver(() => atEnd && follow()).observe(log);
  log.addEventListener("load", () => atEnd && follow(), true);

  app.store.show((state, before) => {
    const otherPlace =
      before === undefined ||
      state.channelId !== before.channelId ||
      state.speakerId !== before.speakerId ||
      (before.connection === "waiting" && state.connection === "open");
    const same =
      !otherPlace &&
      state.messages[state.channelId] === before?.messages[state.channelId] &&
      state.dismissed === before?.dismissed &&
      state.users === before?.users;
    if (same) return;
    if (otherPlace) {
      rows = new Map();
      atEnd = true;
    }
    // A busy page tells late that the reader scrolled: where the log stands now is what counts.
    if (log.scrollTop < followedTo && !isNearEnd(log)) atEnd = otherPlace;
    const shown = visibleMessages(state);
    if (shown.some((each) => isOwn(each, state.speakerId) && !rows.has(each.id))) atEnd = true;
    const grew = rows.size < shown.length;
    rows = draw(app, log, state, rows);
    if (atEnd) follow();
    else if (grew) jump.hidden = false;
    if (otherPlace) jump.hidden = true;
  });

  return element("div", { class: "log-frame" }, log, jump);
}

/** What the reader says, and the answer to what they asked for, must not come where they don't see it. */
function isOwn({ author, askedBy }: MessageView, speakerId: string): boolean {
  return author.id === speakerId || askedBy === speakerId;
}

function draw(
  app: App,
  log: HTMLElement,
  state: PageState,
  before: ReadonlyMap<string, MessageRow>,
): Map<string, MessageRow> {
  const names = namesOf(app);
  const rows = new Map<string, MessageRow>();
  const children: Node[] = [];
  const now = Date.now();
  let previous: MessageView | undefined;
  for (const message of visibleMessages(state)) {
    const newDay = previous === undefined || !sameDay(previous.sentAt, message.sentAt);
    if (newDay) children.push(dayLine(dayOf(message.sentAt, now)));
    const startsGroup = newDay || !sameGroup(previous, message);
    const known = before.get(message.id);
    const row =
      known?.startsGroup === startsGroup ? known : new MessageRow(app, message, startsGroup, names);
    if (row.message !== message) row.update(message);
    rows.set(message.id, row);
    children.push(row.root);
    previous = message;
  }
  if (children.length === 0) children.push(emptyChannel(state));
  reconcile(log, children);
  return rows;
}

/** Moves only what has to move: an element that stays keeps its focus and its animation. */
function reconcile(parent: HTMLElement, children: readonly Node[]): void {
  const wanted = new Set(children);
  for (const child of Array.from(parent.childNodes)) if (!wanted.has(child)) child.remove();
  children.forEach((child, index) => {
    const there = parent.childNodes[index];
    if (there !== child) parent.insertBefore(child, there ?? null);
  });
}

function sameGroup(previous: MessageView | undefined, message: MessageView): boolean {
  return (
    previous !== undefined &&
    previous.author.id === message.author.id &&
    previous.author.name === message.author.name &&
    previous.author.avatarUrl === message.author.avatarUrl &&
    previous.onlyFor === message.onlyFor &&
    message.replyTo === null &&
    message.usedCommand === null &&
    message.sentAt - previous.sentAt < groupMs
  );
}

function dayLine(text: string): HTMLElement {
  return element(
    "div",
    { class: "day", attributes: { role: "separator", "aria-label": text } },
    element("span", { text }),
  );
}

function emptyChannel(state: PageState): HTMLElement {
  const channel = state.channels.find((each) => each.id === state.channelId);
  const name = channel ? channelLabel(channel) : "";
  if (state.connection === "waiting")
    return element("div", { class: "empty" }, element("p", { text: "Lighting the fire…" }));
  return element(
    "div",
    { class: "empty" },
    element("div", { class: "empty-flame", attributes: { "aria-hidden": true } }),
    element("h2", { text: `This is the start of ${name}` }),
    element(
      "p",
      {},
      channel?.kind === "group" ? "Type " : "Say something, or type ",
      element("kbd", { text: "/" }),
      " to see what the bot can do.",
    ),
  );
}

function namesOf(app: App): Names {
  return {
    user: (id) => {
      const { users, bot } = app.store.state;
      return id === bot.id ? bot.name : users.find((user) => user.id === id)?.name;
    },
    channel: (id) => {
      const channel = app.store.state.channels.find((each) => each.id === id);
      return (
        channel && (channel.kind === "direct-message" ? `@${channel.name}` : channelLabel(channel))
      );
    },
    useCommand: (name) => app.useCommand(name),
    goToChannel: (channelId) => goToChannel(app, channelId),
    goToMessage: (channelId, messageId) => goToMessage(app, channelId, messageId),
  };
}

function isNearEnd(log: HTMLElement): boolean {
  return log.scrollHeight - log.scrollTop - log.clientHeight < nearEndPx;
}

function scrollToEnd(log: HTMLElement): void {
  log.scrollTop = log.scrollHeight;
}

/** Arrow keys walk through the messages; Enter opens the menu of one. */
function onLogKey(app: App, log: HTMLElement, event: KeyboardEvent): void {
  const focused = event.target;
  if (!(focused instanceof HTMLElement)) return;
  const messages = [...log.querySelectorAll<HTMLElement>(".message")];
  const at = messages.indexOf(focused);
  if (at === -1 && focused !== log) return;
  const go = (index: number) => {
    event.preventDefault();
    messages.at(Math.min(index, messages.length - 1))?.focus();
  };
  switch (event.key) {
    case "ArrowUp":
      go(at === -1 ? -1 : Math.max(0, at - 1));
      break;
    case "ArrowDown":
      go(at === -1 ? -1 : at + 1);
      break;
    case "Home":
      go(0);
      break;
    case "End":
      go(-1);
      break;
    case "Enter": {
      const id = focused.dataset["message"];
      if (id === undefined) return;
      event.preventDefault();
      openMessageMenu(app, id, focused);
      break;
    }
    case "Escape":
      app.focusComposer();
      break;
    default:
  }
}
