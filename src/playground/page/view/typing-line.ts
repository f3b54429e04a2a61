import type { App } from "../app.ts";
import { element, fill } from "../dom.ts";
import { forgetTyping } from "../state/apply-event.ts";
import { waitingDots } from "./message-content.ts";

/** "Hearthside is typing…", as long as it is true. */
export function typingLine(app: App): HTMLElement {
  const line = element("div", { class: "typing", attributes: { "aria-live": "off" } });
  setInterval(() => app.store.change((state) => forgetTyping(state, Date.now())), 1000);
  let shown = "";
  app.store.show((state) => {
    const names = state.typing
      .filter((each) => each.channelId === state.channelId && each.userId !== state.speakerId)
      .map((each) => each.name);
    const text = sentence(names);
    if (text === shown) return;
    shown = text;
    if (text === "") fill(line);
    else fill(line, waitingDots(), text);
  });
  return line;
}

function sentence(names: readonly string[]): string {
  if (names.length === 0) return "";
  if (names.length > 3) return "Several people are typing…";
  const list = new Intl.ListFormat("en").format(names);
  return `${list} ${names.length === 1 ? "is" : "are"} typing…`;
}
