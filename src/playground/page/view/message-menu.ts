import type { MessageView } from "../../protocol/message.ts";
import type { App } from "../app.ts";
import { findMessage, offeredCommands } from "../state/page-state.ts";
import { type MenuItem, openMenu } from "./menu.ts";
import { splitCursor } from "./streaming-text.ts";

/** The menu of a message: what everyone can do, what its author can do, and the bot's own message commands. */
export function openMessageMenu(app: App, messageId: string, anchor: HTMLElement): void {
  const message = findMessage(app.store.state, messageId);
  if (!message) return;
  openMenu(anchor, `Message by ${message.author.name}`, [
    { items: everyonesItems(app, message) },
    { items: authorsItems(app, message) },
    { title: "Apps", items: commandItems(app, message) },
    { title: "Reactions", items: reactionItems(app, message) },
  ]);
}

function everyonesItems(app: App, message: MessageView): MenuItem[] {
  const reply: MenuItem = {
    label: "Reply",
    icon: "reply",
    run: () => {
      app.store.patch({ replyTo: message.id, editing: null });
      app.focusComposer();
    },
  };
  return [
    // Nobody else could see what an answer to an ephemeral message belongs to.
    ...(message.onlyFor === null ? [reply] : []),
    { label: "Show the edits", icon: "history", run: () => app.inspect(message.id) },
    {
      label: "Copy the text",
      icon: "copy",
      run: () => void copy(app, splitCursor(message.content).text),
    },
  ];
}

function authorsItems(app: App, message: MessageView): MenuItem[] {
  const userId = app.store.state.speakerId;
  if (message.author.app || message.author.id !== userId) return [];
  return [
    {
      label: "Edit",
      icon: "pencil",
      run: () => {
        app.store.patch({ editing: message.id, replyTo: null });
        app.focusComposer();
      },
    },
    {
      label: "Delete",
      icon: "trash",
      danger: true,
      run: () => void app.act("delete", { userId, messageId: message.id }),
    },
  ];
}

function commandItems(app: App, message: MessageView): MenuItem[] {
  if (message.onlyFor !== null) return [];
  const { state } = app.store;
  const { speakerId } = state;
  return offeredCommands(state)
    .filter((command) => command.kind === "message")
    .map((command) => ({
      label: command.name,
      icon: "pulse",
      run: () =>
        void app.act("menu", {
          userId: speakerId,
          messageId: message.id,
          commandId: command.id,
        }),
    }));
}

/** Those that are controls where the server's settings switch them on. */
const reactions = ["🔁", "❌", "📝", "❓"];

function reactionItems(app: App, message: MessageView): MenuItem[] {
  if (message.onlyFor !== null) return [];
  const { speakerId: userId } = app.store.state;
  return reactions.map((emoji) => ({
    label: `React with ${emoji}`,
    icon: "pulse",
    run: () => void app.act("react", { userId, messageId: message.id, emoji }),
  }));
}

async function copy(app: App, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    app.notify("Copied");
  } catch {
    app.notify("The browser didn't allow copying.");
  }
}
