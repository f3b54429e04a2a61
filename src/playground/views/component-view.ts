import type { WireObject } from "../../simulator/world/records.ts";
import type { ButtonStyle, ComponentView, SelectOptionView } from "../protocol/component.ts";
import { mediaUrl } from "./media-url.ts";
import { listOf, numberOf, numberOrNull, objectOf, textOf, textOrNull } from "./wire-reading.ts";

/** What a select of users, roles or channels offers; those of strings bring their own. */
export interface Choosable {
  readonly users: readonly SelectOptionView[];
  readonly channels: readonly SelectOptionView[];
}

const buttonStyles: Readonly<Record<number, ButtonStyle>> = {
  1: "primary",
  2: "secondary",
  3: "success",
  4: "danger",
  5: "link",
};

/** One of Discord's message components, by its type number. */
export function componentView(component: WireObject, choosable: Choosable): ComponentView {
  const inside = (field: string) =>
    listOf(component, field).map((each) => componentView(each, choosable));
  const type = numberOf(component, "type", 0);
  switch (type) {
    case 1:
      return { kind: "row", components: inside("components") };
    case 2:
      return buttonView(component);
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      return selectView(component, type, choosable);
    case 9: {
      const accessory = objectOf(component, "accessory");
      return {
        kind: "section",
        components: inside("components"),
        accessory: accessory && componentView(accessory, choosable),
      };
    }
    case 10:
      return { kind: "text", content: textOf(component, "content") };
    case 11:
      return imageView(component);
    case 12:
      return {
        kind: "row",
        components: listOf(component, "items").map((item) => imageView(item)),
      };
    case 14:
      return { kind: "separator", line: component["divider"] !== false };
    case 17:
      return {
        kind: "container",
        color: numberOrNull(component, "accent_color"),
        components: inside("components"),
      };
    default:
      return { kind: "unknown", type };
  }
}

function buttonView(component: WireObject): ComponentView {
  const emoji = objectOf(component, "emoji");
  return {
    kind: "button",
    customId: textOrNull(component, "custom_id"),
    url: webAddress(textOrNull(component, "url")),
    label: textOf(component, "label"),
    emoji: emoji && textOrNull(emoji, "name"),
    style: buttonStyles[numberOf(component, "style", 2)] ?? "secondary",
    disabled: component["disabled"] === true,
  };
}

function selectView(component: WireObject, type: number, choosable: Choosable): ComponentView {
  return {
    kind: "select",
    customId: textOf(component, "custom_id"),
    componentType: type,
    placeholder: textOf(component, "placeholder"),
    minimum: numberOf(component, "min_values", 1),
    maximum: numberOf(component, "max_values", 1),
    options: optionsOf(component, type, choosable),
    disabled: component["disabled"] === true,
  };
}

function optionsOf(component: WireObject, type: number, choosable: Choosable) {
  if (type === 3) return selectOptions(component);
  if (type === 6) return [];
  const chosen = listOf(component, "default_values").map((value) => textOf(value, "id"));
  return (type === 8 ? choosable.channels : choosable.users).map((option) => ({
    ...option,
    selected: chosen.includes(option.value),
  }));
}

/** The options of a string select, in a message or in a modal. */
export function selectOptions(component: WireObject): readonly SelectOptionView[] {
  return listOf(component, "options").map((option) => ({
    value: textOf(option, "value"),
    label: textOf(option, "label"),
    description: textOf(option, "description"),
    selected: option["default"] === true,
  }));
}

function imageView(component: WireObject): ComponentView {
  const url = mediaUrl(objectOf(component, "media")?.["url"]);
  if (url === null)
    return { kind: "text", content: "-# A picture from elsewhere, not loaded here." };
  return { kind: "image", url, description: textOf(component, "description") };
}

/** A bot may not make the reader's browser run something by a link. */
function webAddress(url: string | null): string | null {
  return url !== null && /^https?:\/\//i.test(url) ? url : null;
}
