import type { App } from "../app.ts";
import { element } from "../dom.ts";
import type { PageState } from "../state/page-state.ts";

/** The line under the header when something is not connected. */
export function connectionNote(app: App): HTMLElement {
  const note = element("div", { class: "connection-note", attributes: { role: "alert" } });
  let shown = "";
  note.hidden = true;
  app.store.show((state) => {
    const text = noteOf(state);
    if (text === shown) return;
    shown = text;
    note.hidden = text === "";
    note.textContent = text;
  });
  return note;
}

function noteOf({ connection, bot }: PageState): string {
  if (connection === "lost")
    return "The playground's server is gone. Waiting for it to come back… If it prints another address, open that one.";
  if (connection === "open" && !bot.online)
    return `${bot.name} isn't connected. It hears what you say once it is back.`;
  return "";
}
