import {
  type APIActionRowComponent,
  type APIComponentInMessageActionRow,
  ComponentType,
  SelectMenuDefaultValueType,
} from "discord-api-types/v10";
import { placeSettings, type SettingKey } from "../../conversation/settings/place-settings.ts";
import type { Setting, SettingControl } from "../../conversation/settings/setting.ts";
import { shorten } from "../commands/rank-choices.ts";
import { type PanelId, panelId } from "./panel-id.ts";
import { button, buttons, menu } from "./panel-parts.ts";
import type { PanelView } from "./settings-panel.ts";
import { choiceName } from "./shown-value.ts";

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** The means to change one setting, and to inherit it again. */
export function settingControl(key: SettingKey, view: PanelView): Row[] {
  const { scope, resolved, texts } = view;
  const { on, off, change, inherit } = texts.settings;
  const setting: Setting<unknown> = placeSettings[key];
  const value: unknown = resolved.values[key];
  const id = (verb: PanelId["verb"], chosen = "") =>
    panelId({ verb, scope, subject: key, value: chosen });
  const back = button(id("inherit"), inherit);
  switch (setting.control.kind) {
    case "switch":
      return [
        buttons([
          button(id("value", "true"), on, value === true),
          button(id("value", "false"), off, value === false),
          back,
        ]),
      ];
    case "one-of":
    case "some-of":
      return [choiceRow(key, setting.control, view), buttons([back])];
    case "users":
    case "roles":
    case "channels":
      return [listRow(key, setting.control, view), buttons([back])];
    case "number":
    case "text":
    case "words":
    case "character":
      return [buttons([button(id("ask"), change, true), back])];
  }
}

function choiceRow(
  key: SettingKey,
  { kind, options }: Extract<SettingControl, { kind: "one-of" | "some-of" }>,
  { scope, resolved, texts }: PanelView,
): Row {
  const value: unknown = resolved.values[key];
  const chosen = Array.isArray(value) ? value.map(String) : [String(value)];
  return menu(
    { verb: "choose", scope, subject: key, value: "" },
    options.map((each) => ({
      label: shorten(choiceName(each, texts.settings), 100),
      value: each,
      default: chosen.includes(each),
    })),
    texts.settings.labels[key],
    kind === "one-of" ? { least: 1, most: 1 } : { least: 0, most: options.length },
  );
}

/** Shows what this scope itself lists: those of wider ones aren't its to take away. */
function listRow(
  key: SettingKey,
  { kind, most }: Extract<SettingControl, { kind: "users" | "roles" | "channels" }>,
  { scope, own, texts }: PanelView,
): Row {
  const listed = own[key];
  const ids = Array.isArray(listed) ? listed.map(String) : [];
  const menuOf = {
    custom_id: panelId({ verb: "choose", scope, subject: key, value: "" }),
    placeholder: shorten(texts.settings.labels[key], 150),
    min_values: 0,
    max_values: most,
  };
  const { User, Role, Channel } = SelectMenuDefaultValueType;
  const component: APIComponentInMessageActionRow =
    kind === "users"
      ? {
          ...menuOf,
          type: ComponentType.UserSelect,
          default_values: ids.map((id) => ({ id, type: User })),
        }
      : kind === "roles"
        ? {
            ...menuOf,
            type: ComponentType.RoleSelect,
            default_values: ids.map((id) => ({ id, type: Role })),
          }
        : {
            ...menuOf,
            type: ComponentType.ChannelSelect,
            default_values: ids.map((id) => ({ id, type: Channel })),
          };
  return { type: ComponentType.ActionRow, components: [component] };
}
