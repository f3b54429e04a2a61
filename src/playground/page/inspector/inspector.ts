import type { App } from "../app.ts";
import { element, fill } from "../dom.ts";
import { icon } from "../view/icon.ts";
import { editTimeline } from "./edit-timeline.ts";
import { faultPanel } from "./fault-panel.ts";
import { requestLog } from "./request-log.ts";
import { type Tab, tabs } from "./tabs.ts";
import { violationList } from "./violation-list.ts";

/** What happens behind the chat: the bot's requests, a message's edits, broken rules, and ways to break things. */
export function inspector(
  app: App,
  close: () => void,
): { readonly root: HTMLElement; showEdits(): void } {
  const pages: Tab[] = [
    { id: "requests", title: "Requests", page: requestLog(app) },
    { id: "edits", title: "Edits", page: editTimeline(app) },
    { id: "rules", title: "Rules", page: violationList(app) },
    { id: "faults", title: "Faults", page: faultPanel(app) },
  ];
  const shown = tabs("Behind the scenes", pages);
  const root = element(
    "aside",
    { class: "inspector", attributes: { id: "inspector", "aria-label": "Behind the scenes" } },
    element(
      "div",
      { class: "inspector-head" },
      element("h2", { text: "Behind the scenes" }),
      element(
        "button",
        {
          class: "icon-button",
          attributes: { type: "button", "aria-label": "Close the panel" },
          on: { click: close },
        },
        icon("close"),
      ),
    ),
    figures(app),
    shown.root,
  );
  return { root, showEdits: () => shown.open("edits") };
}

/** The three figures that tell at a glance how the bot does. */
function figures(app: App): HTMLElement {
  const root = element("dl", { class: "figures" });
  app.store.show((state, before) => {
    const same =
      state.bot === before?.bot &&
      state.requests === before.requests &&
      state.violations === before.violations &&
      state.connection === before.connection;
    if (same) return;
    const online = state.connection === "open" && state.bot.online;
    const broken = state.violations.length;
    fill(
      root,
      figure("Gateway", online ? "Connected" : "Offline", online ? "good" : "bad"),
      figure("Requests", String(state.requests.at(-1)?.id ?? 0), "plain"),
      figure("Violations", String(broken), broken === 0 ? "good" : "bad"),
    );
  });
  return root;
}

function figure(name: string, value: string, mood: "good" | "bad" | "plain"): HTMLElement {
  return element(
    "div",
    { class: `figure ${mood}` },
    element("dt", { text: name }),
    element("dd", { text: value }),
  );
}
