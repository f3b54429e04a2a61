import type { ComponentView } from "../../protocol/component.ts";
import type { MessageView } from "../../protocol/message.ts";
import type { App } from "../app.ts";
import { element } from "../dom.ts";
import { colorText, image } from "./embed.ts";
import { type Names, renderMarkdown } from "./markdown.ts";
import { selectField } from "./select-field.ts";

/** The buttons, selects and layout parts of a message. */
export function messageComponents(app: App, message: MessageView, names: Names): HTMLElement[] {
  return message.components.map((each) => component(app, message, each, names));
}

function component(app: App, message: MessageView, view: ComponentView, names: Names): HTMLElement {
  const inside = (views: readonly ComponentView[]) =>
    views.map((each) => component(app, message, each, names));
  switch (view.kind) {
    case "row":
      return element("div", { class: "component-row" }, ...inside(view.components));
    case "button":
      return button(app, message, view);
    case "select":
      return select(app, message, view);
    case "text":
      return element("div", { class: "markdown" }, ...renderMarkdown(view.content, names));
    case "section":
      return element(
        "div",
        { class: "component-section" },
        element("div", {}, ...inside(view.components)),
        view.accessory && component(app, message, view.accessory, names),
      );
    case "image":
      return image(view.url, view.description, "component-image");
    case "separator":
      return element("hr", { class: view.line ? "" : "invisible" });
    case "container": {
      const made = element("div", { class: "embed container" }, ...inside(view.components));
      if (view.color !== null) made.style.setProperty("--stripe", colorText(view.color));
      return made;
    }
    case "unknown":
      return element("p", {
        class: "subtext",
        text: `The playground can't show this part (component type ${view.type}).`,
      });
  }
}

function button(
  app: App,
  message: MessageView,
  view: Extract<ComponentView, { kind: "button" }>,
): HTMLElement {
  const label = [
    view.emoji !== null &&
      element("span", { text: view.emoji, attributes: { "aria-hidden": true } }),
    view.label,
  ];
  if (view.url !== null) {
    const attributes = { href: view.url, target: "_blank", rel: "noopener noreferrer nofollow" };
    return element("a", { class: "button secondary", attributes }, ...label);
  }
  const made = element(
    "button",
    {
      class: `button ${view.style}`,
      attributes: {
        type: "button",
        disabled: view.disabled,
        "aria-label": view.label || view.emoji || "button",
      },
      on: {
        click: () =>
          void whileBusy(made, () =>
            app.act("click", {
              userId: app.store.state.speakerId,
              messageId: message.id,
              customId: view.customId ?? "",
            }),
          ),
      },
    },
    ...label,
  );
  return made;
}

function select(
  app: App,
  message: MessageView,
  view: Extract<ComponentView, { kind: "select" }>,
): HTMLElement {
  return selectField({
    label: view.placeholder || "Choose",
    placeholder: view.placeholder || "Choose…",
    minimum: view.minimum,
    maximum: view.maximum,
    options: view.options,
    disabled: view.disabled,
    onChosen: (values) =>
      void app.act("select", {
        userId: app.store.state.speakerId,
        messageId: message.id,
        customId: view.customId,
        values,
      }),
  });
}

/** Marks a button as working, and stops it from being pressed again, until `task` is done. */
async function whileBusy(target: HTMLButtonElement, task: () => Promise<unknown>): Promise<void> {
  if (target.getAttribute("aria-busy") === "true") return;
  target.setAttribute("aria-busy", "true");
  await task();
  target.removeAttribute("aria-busy");
}
