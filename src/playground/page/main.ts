import type { App } from "./app.ts";
import { Composer } from "./composer/composer.ts";
import { connect } from "./connection.ts";
import { element } from "./dom.ts";
import { inspector } from "./inspector/inspector.ts";
import { applyEvent } from "./state/apply-event.ts";
import { emptyState } from "./state/page-state.ts";
import { Store } from "./state/store.ts";
import { announcer } from "./view/announcer.ts";
import { channelHeader } from "./view/channel-header.ts";
import { connectionNote } from "./view/connection-note.ts";
import { messageList } from "./view/message-list.ts";
import { modalDialogs } from "./view/modal-dialog.ts";
import { placeNote } from "./view/place-note.ts";
import { sidebar } from "./view/sidebar.ts";
import { toasts } from "./view/toast.ts";
import { typingLine } from "./view/typing-line.ts";

/** From this width on the panel has a column of its own; below it is a drawer. */
const wide = window.matchMedia("(min-width: 1100px)");

const store = new Store(emptyState);
const notes = toasts();
const connection = connect({
  onEvent: (event) => store.change((state) => applyEvent(state, event)),
  onOpen: () =>
    store.change((state) =>
      state.connection === "lost" ? { ...state, connection: "open" } : state,
    ),
  onLost: () =>
    store.change((state) =>
      state.connection === "open" ? { ...state, connection: "lost" } : state,
    ),
});

const root = element("div", { class: "app" });
const app: App = {
  store,
  act: async (name, body) => {
    const result = await connection.act(name, body);
    // Autocomplete is asked with every key: its problems would only be noise.
    if (!result.ok && name !== "autocomplete") notes.notify(result.problem);
    return result;
  },
  notify: (text) => notes.notify(text),
  focusComposer: () => writing.focus(),
  useCommand: (name) => writing.useCommand(name),
  setDrawer: (drawer) => {
    root.dataset["drawer"] = drawer ?? "";
    // What lies under a drawer can't be reached, by the keyboard neither.
    chat.inert = drawer !== null;
    // What opens over the chat takes the focus; whoever closes it says where the focus goes.
    if (drawer !== null) root.querySelector<HTMLElement>(`#${drawer} button`)?.focus();
  },
  inspect: (messageId) => {
    store.patch({ inspected: messageId });
    showInspector(true);
    behind.showEdits();
  },
};

const writing = new Composer(app);
const behind = inspector(app, () => showInspector(false));
const chat = element(
  "main",
  { class: "chat" },
  channelHeader(app, () => showInspector(!inspectorShown())),
  connectionNote(app),
  placeNote(app),
  messageList(app),
  element("div", { class: "chat-foot" }, typingLine(app), writing.root),
);
root.append(
  sidebar(app),
  chat,
  behind.root,
  element("div", { class: "backdrop", on: { click: () => app.setDrawer(null) } }),
  modalDialogs(app),
  announcer(app),
  notes.root,
);
document.querySelector("#app")?.replaceWith(root);
showInspector(wide.matches);
writing.focus();

// A wider window has no drawers.
wide.addEventListener("change", () => app.setDrawer(null));

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && root.dataset["drawer"]) {
    app.setDrawer(null);
    writing.focus();
  }
});

function inspectorShown(): boolean {
  return wide.matches
    ? root.dataset["inspector"] === "open"
    : root.dataset["drawer"] === "inspector";
}

function showInspector(show: boolean): void {
  if (wide.matches) root.dataset["inspector"] = show ? "open" : "closed";
  else app.setDrawer(show ? "inspector" : null);
  document.querySelector("#inspector-toggle")?.setAttribute("aria-expanded", String(show));
}
