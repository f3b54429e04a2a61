import type { App } from "../app.ts";
import { element, fill } from "../dom.ts";
import { channelIcons } from "./channel-label.ts";
import { icon } from "./icon.ts";

export function channelHeader(app: App, toggleInspector: () => void): HTMLElement {
  const title = element("div", { class: "channel-title" });
  app.store.show((state, before) => {
    if (state.channels === before?.channels && state.channelId === before.channelId) return;
    const channel = state.channels.find((each) => each.id === state.channelId);
    document.title = channel ? `${channel.name} · Hearthside playground` : "Hearthside playground";
    fill(
      title,
      icon(channelIcons[channel?.kind ?? "text"]),
      element("h2", { text: channel?.name ?? "" }),
      channel !== undefined &&
        channel.topic !== "" &&
        element("p", { class: "topic", text: channel.topic }),
    );
  });
  return element(
    "header",
    { class: "channel-header" },
    element(
      "button",
      {
        class: "icon-button drawer-button",
        attributes: { type: "button", "aria-label": "Channels", "aria-controls": "channels" },
        on: { click: () => app.setDrawer("channels") },
      },
      icon("menu"),
    ),
    title,
    element(
      "button",
      {
        class: "icon-button",
        attributes: {
          type: "button",
          id: "inspector-toggle",
          "aria-label": "Behind the scenes",
          title: "Behind the scenes",
          "aria-controls": "inspector",
        },
        on: { click: toggleInspector },
      },
      icon("panel"),
    ),
  );
}
