import type { MessageView } from "../../protocol/message.ts";
import type { App } from "../app.ts";
import { element, fill, uniqueId } from "../dom.ts";
import { avatar, hueOf } from "./avatar.ts";
import { embed, image } from "./embed.ts";
import { icon } from "./icon.ts";
import type { Names } from "./markdown.ts";
import { messageComponents } from "./message-components.ts";
import { isGrowing, messageContent } from "./message-content.ts";
import { messageLead } from "./message-lead.ts";
import { openMessageMenu } from "./message-menu.ts";
import { dateAndTime, sizeText, timeOfDay } from "./time-text.ts";

/** One message on the page. It stays the same element while the message is edited, so that focus stays too. */
export class MessageRow {
  readonly root: HTMLElement;
  /** Whether it shows its author; those that follow stand under the same name. */
  readonly startsGroup: boolean;
  readonly #app: App;
  readonly #names: Names;
  readonly #content = element("div", { class: "markdown content" });
  readonly #extras = element("div", { class: "extras" });
  readonly #edited = element("span", { class: "edited", text: "(edited)" });
  #message: MessageView;

  constructor(app: App, message: MessageView, startsGroup: boolean, names: Names) {
    this.#app = app;
    this.#names = names;
    this.#message = message;
    this.startsGroup = startsGroup;
    this.root = this.#createRoot();
    fill(this.#content, ...messageContent(message, names));
    this.#drawExtras();
    this.#drawState();
    this.root.addEventListener("focusin", () => this.#setTabStops(true));
    this.root.addEventListener("focusout", () => this.#setTabStops(false));
  }

  get message(): MessageView {
    return this.#message;
  }

  /** Shows a new state of the message, and touches only what has changed. */
  update(message: MessageView): void {
    const before = this.#message;
    this.#message = message;
    if (before.content !== message.content || before.thinking !== message.thinking)
      fill(this.#content, ...messageContent(message, this.#names));
    if (extrasOf(before) !== extrasOf(message)) this.#drawExtras();
    this.#drawState();
  }

  #createRoot(): HTMLElement {
    const message = this.#message;
    const headId = uniqueId("head");
    return element(
      "div",
      {
        attributes: {
          role: "article",
          tabindex: -1,
          "aria-labelledby": headId,
          "data-message": message.id,
        },
      },
      this.startsGroup && messageLead(this.#app, message),
      this.startsGroup
        ? avatar(message.author)
        : element("time", { class: "side-time", text: timeOfDay(message.sentAt) }),
      element(
        "div",
        { class: "body" },
        head(message, headId, this.startsGroup),
        this.#content,
        this.#edited,
        this.#extras,
        message.onlyFor !== null && onlyForYou(this.#app, message),
      ),
      rowActions(this.#app, message),
    );
  }

  /** Tab passes by the actions of all messages but the one where the focus is. */
  #setTabStops(reachable: boolean): void {
    for (const action of this.root.querySelectorAll<HTMLElement>(".row-actions button"))
      action.tabIndex = reachable ? 0 : -1;
  }

  #drawExtras(): void {
    const message = this.#message;
    fill(
      this.#extras,
      ...message.embeds.map((each) => embed(each, this.#names)),
      ...message.attachments.map(attachment),
      ...messageComponents(this.#app, message, this.#names),
      message.reactions.length > 0 && reactions(message),
    );
  }

  #drawState(): void {
    const { onlyFor, editedAt, author } = this.#message;
    const growing = isGrowing(this.#message);
    const classes = ["message"];
    if (this.startsGroup) classes.push("starts-group");
    if (onlyFor !== null) classes.push("only-you");
    if (growing) classes.push("streaming");
    this.root.className = classes.join(" ");
    this.root.setAttribute("aria-busy", String(growing));
    // A character's text is edited all the time while it streams; the side panel tells how.
    this.#edited.hidden = editedAt === null || author.app;
  }
}

/** What must not be drawn anew without need, since a button in it may have the focus. */
function extrasOf({ embeds, attachments, components, reactions }: MessageView): string {
  return JSON.stringify([embeds, attachments, components, reactions]);
}

function head(message: MessageView, id: string, visible: boolean): HTMLElement {
  const name = element("span", { class: "name", text: message.author.name });
  name.style.setProperty("--hue", String(hueOf(message.author.id + message.author.name)));
  return element(
    "div",
    { class: visible ? "head" : "head visually-hidden", attributes: { id } },
    name,
    message.author.app && element("span", { class: "app-tag", text: "APP" }),
    element("time", {
      text: timeOfDay(message.sentAt),
      attributes: {
        title: dateAndTime(message.sentAt),
        datetime: new Date(message.sentAt).toISOString(),
      },
    }),
  );
}

function attachment(view: MessageView["attachments"][number]): HTMLElement {
  if (/^image\/(?:png|jpeg|gif|webp)$/.test(view.contentType))
    return image(view.url, view.name, "attachment-image");
  return element(
    "a",
    { class: "attachment-file", attributes: { href: view.url, download: view.name } },
    icon("clip"),
    element("span", { text: view.name }),
    element("small", { text: sizeText(view.sizeBytes) }),
  );
}

function reactions(message: MessageView): HTMLElement {
  return element(
    "div",
    { class: "reactions" },
    ...message.reactions.map((each) => element("span", { text: `${each.emoji} ${each.count}` })),
  );
}

function onlyForYou(app: App, message: MessageView): HTMLElement {
  const dismiss = () => {
    app.store.change((state) => ({
      ...state,
      dismissed: new Set([...state.dismissed, message.id]),
    }));
    app.focusComposer();
  };
  return element(
    "div",
    { class: "only-you-note" },
    icon("eye"),
    "Only you can see this",
    element("span", { text: "·", attributes: { "aria-hidden": true } }),
    element("button", {
      class: "link-button",
      text: "Dismiss message",
      attributes: { type: "button" },
      on: { click: dismiss },
    }),
  );
}

function rowActions(app: App, message: MessageView): HTMLElement {
  const action = (
    name: "reply" | "history" | "more",
    label: string,
    run: (button: HTMLElement) => void,
  ) => {
    const made = element(
      "button",
      {
        class: "icon-button",
        attributes: { type: "button", tabindex: -1, "aria-label": label, title: label },
      },
      icon(name),
    );
    made.addEventListener("click", () => run(made));
    return made;
  };
  return element(
    "div",
    { class: "row-actions" },
    message.onlyFor === null &&
      action("reply", "Reply", () => {
        app.store.patch({ replyTo: message.id, editing: null });
        app.focusComposer();
      }),
    action("history", "Show the edits", () => app.inspect(message.id)),
    action("more", "More", (button) => openMessageMenu(app, message.id, button)),
  );
}
