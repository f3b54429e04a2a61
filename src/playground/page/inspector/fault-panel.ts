import type { FaultName } from "../../protocol/actions.ts";
import type { App } from "../app.ts";
import { element } from "../dom.ts";
import { type IconName, icon } from "../view/icon.ts";

const faults: readonly {
  readonly name: FaultName;
  readonly icon: IconName;
  readonly title: string;
  readonly about: string;
  readonly done: string;
}[] = [
  {
    name: "drop-gateway",
    icon: "plug",
    title: "Drop the gateway",
    about: "Cuts the bot's connection. It should come back and miss nothing.",
    done: "The gateway connection was cut.",
  },
  {
    name: "webhook-rate-limited",
    icon: "gauge",
    title: "429 on the next webhook call",
    about: "The next message or edit of a character is told to wait two seconds.",
    done: "The next webhook call is answered with 429.",
  },
  {
    name: "webhook-server-error",
    icon: "cross",
    title: "500 on the next webhook call",
    about: "The next message or edit of a character fails on Discord's side.",
    done: "The next webhook call is answered with 500.",
  },
  {
    name: "delete-webhook",
    icon: "trash",
    title: "Delete this channel's webhook",
    about: "As a moderator might. The bot should make a new one, once.",
    done: "The webhook of this channel is gone.",
  },
];

/** Ways to make life hard for the bot, in the open channel. */
export function faultPanel(app: App): HTMLElement {
  return element(
    "section",
    { class: "panel-page faults" },
    element("p", {
      class: "hint",
      text: "Break something, then go on chatting: no reply may be lost or doubled.",
    }),
    ...faults.map((fault) =>
      element(
        "button",
        {
          class: "fault",
          attributes: { type: "button" },
          on: {
            click: () =>
              void app
                .act("fault", { name: fault.name, channelId: app.store.state.channelId })
                .then((result) => result.ok && app.notify(fault.done)),
          },
        },
        icon(fault.icon),
        element(
          "span",
          {},
          element("strong", { text: fault.title }),
          element("small", { text: fault.about }),
        ),
      ),
    ),
  );
}
