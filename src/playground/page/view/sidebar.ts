import { type ChannelView, languages } from "../../protocol/world.ts";
import type { App } from "../app.ts";
import { element, fill } from "../dom.ts";
import { type PageState, visibleChannels } from "../state/page-state.ts";
import { avatar } from "./avatar.ts";
import { channelIcons } from "./channel-label.ts";
import { icon } from "./icon.ts";
import { openMenu } from "./menu.ts";

/** The channels on the left, and below them whom the reader speaks as. */
export function sidebar(app: App): HTMLElement {
  const channels = element("nav", { class: "channels", attributes: { "aria-label": "Channels" } });
  const speaker = element("div", { class: "speaker" });

  app.store.show((state, before) => {
    const sameChannels =
      state.channels === before?.channels &&
      state.guildName === before.guildName &&
      state.channelId === before.channelId &&
      state.speakerId === before.speakerId &&
      state.unread === before.unread;
    if (!sameChannels) keepFocus(channels, () => fill(channels, ...channelGroups(app, state)));
    if (state.users !== before?.users || state.speakerId !== before.speakerId)
      keepFocus(speaker, () => fill(speaker, speakerSwitch(app, state)));
  });

  return element(
    "aside",
    { class: "sidebar", attributes: { id: "channels", "aria-label": "Channels and people" } },
    element(
      "div",
      { class: "brand" },
      element("span", { class: "brand-flame", attributes: { "aria-hidden": true } }),
      element(
        "div",
        {},
        element("h1", {}, "Hearthside ", element("span", { text: "playground" })),
        element("p", { text: "on this machine alone" }),
      ),
    ),
    channels,
    speaker,
  );
}

function channelGroups(app: App, state: PageState): HTMLElement[] {
  const visible = visibleChannels(state);
  const places = visible.filter((channel) => channel.kind === "text");
  const direct = visible.filter(({ kind }) => kind === "direct-message" || kind === "group");
  const rows = places.flatMap((channel) => [
    channelRow(app, state, channel),
    ...visible
      .filter((each) => each.kind === "thread" && each.parentId === channel.id)
      .map((thread) => channelRow(app, state, thread)),
  ]);
  return [
    element("h2", { text: state.guildName }),
    element("ul", {}, ...rows),
    ...(direct.length === 0
      ? []
      : [
          element("h2", { text: "Direct messages" }),
          element("ul", {}, ...direct.map((channel) => channelRow(app, state, channel))),
        ]),
  ];
}

function channelRow(app: App, state: PageState, channel: ChannelView): HTMLElement {
  const open = channel.id === state.channelId;
  const unread = state.unread.has(channel.id);
  return element(
    "li",
    { class: channel.kind === "thread" ? "is-thread" : "" },
    element(
      "button",
      {
        class: unread ? "channel unread" : "channel",
        attributes: {
          type: "button",
          "aria-current": open ? "page" : undefined,
          "data-key": `channel-${channel.id}`,
        },
        on: {
          click: () => {
            app.store.openChannel(channel.id);
            app.setDrawer(null);
            app.focusComposer();
          },
        },
      },
      icon(channelIcons[channel.kind]),
      element("span", { class: "channel-name", text: channel.name }),
      channel.ageRestricted && element("span", { class: "age-tag", text: "18+" }),
      unread && element("span", { class: "visually-hidden", text: " (new messages)" }),
    ),
  );
}

function speakerSwitch(app: App, state: PageState): HTMLElement {
  const speaker = state.users.find((user) => user.id === state.speakerId);
  if (!speaker) return element("span");
  const button = element(
    "button",
    {
      class: "speaker-button",
      attributes: {
        type: "button",
        "aria-haspopup": "menu",
        "aria-expanded": "false",
        "aria-label": `Speaking as ${speaker.name}. Change`,
        "data-key": "speaker",
      },
      on: {
        click: () =>
          openMenu(button, "Speak as", [
            {
              title: "Speak as",
              items: state.users.map((user) => ({
                label: user.name,
                detail: user.role,
                lead: avatar(user),
                checked: user.id === app.store.state.speakerId,
                run: () => {
                  app.store.speakAs(user.id);
                  app.focusComposer();
                },
              })),
            },
            {
              title: `Language of ${speaker.name}'s Discord`,
              items: languages.map(({ locale, name }) => ({
                label: name,
                checked: locale === speaker.locale,
                run: () => void app.act("language", { userId: speaker.id, locale }),
              })),
            },
          ]),
      },
    },
    avatar(speaker),
    element(
      "span",
      { class: "speaker-text" },
      element("strong", { text: speaker.name }),
      element("small", { text: "Speaking as" }),
    ),
    icon("chevron"),
  );
  return button;
}

/** Draws again and gives the focus to the element that took the old one's place. */
function keepFocus(root: HTMLElement, draw: () => void): void {
  const focused = document.activeElement;
  const key = focused && root.contains(focused) ? focused.getAttribute("data-key") : null;
  draw();
  if (key !== null) root.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
}
