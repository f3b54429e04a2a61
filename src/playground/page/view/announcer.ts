import type { App } from "../app.ts";
import { element } from "../dom.ts";
import { visibleMessages } from "../state/page-state.ts";
import { isGrowing } from "./message-content.ts";
import { previewOf } from "./message-lead.ts";

/** As many lines as stay in the log, for readers that walk through it. */
const kept = 20;

/**
 * A log for screen readers. The visible log is silent to them, since a text that streams would be read again with
 * every edit: a message is said here, once, when it is complete.
 */
export function announcer(app: App): HTMLElement {
  const root = element("div", {
    class: "visually-hidden",
    attributes: { role: "log", "aria-live": "polite", "aria-label": "New messages" },
  });
  let place = "";
  let said = new Set<string>();
  app.store.show((state, before) => {
    if (state.messages === before?.messages && state.channelId === before.channelId) return;
    const complete = visibleMessages(state).filter((message) => !isGrowing(message));
    const here = `${state.channelId} ${state.speakerId} ${state.connection}`;
    if (here !== place) {
      // What is there already when a channel is opened is not news.
      place = here;
      said = new Set(complete.map((message) => message.id));
      return;
    }
    for (const message of complete) {
      if (said.has(message.id)) continue;
      said.add(message.id);
      if (message.author.id === state.speakerId) continue;
      root.append(element("p", { text: `${message.author.name}: ${previewOf(message)}` }));
      while (root.childElementCount > kept) root.firstElementChild?.remove();
    }
  });
  return root;
}
