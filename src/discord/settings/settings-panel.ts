import type { APIActionRowComponent, APIComponentInMessageActionRow } from "discord-api-types/v10";
import {
  isSettingKey,
  placeSettings,
  type SettingKey,
  settingKeys,
} from "../../conversation/settings/place-settings.ts";
import {
  type Setting,
  type SettingGroup,
  settingGroups,
} from "../../conversation/settings/setting.ts";
import type { StoredValues } from "../../conversation/settings/settings-store.ts";
import type { Answer } from "../commands/command.ts";
import { shorten } from "../commands/rank-choices.ts";
import type { Texts } from "../texts/en/english.ts";
import { menu } from "./panel-parts.ts";
import type { PanelPlace } from "./panel-place.ts";
import { settingControl } from "./setting-control.ts";
import { shownValue } from "./shown-value.ts";

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

export interface PanelView extends PanelPlace {
  /** What is set for the scope itself. */
  readonly own: StoredValues;
  readonly group: SettingGroup;
  /** The setting that is being changed. */
  readonly key: SettingKey | null;
  readonly texts: Pick<Texts, "settings">;
  readonly characterName: (id: string) => string | undefined;
  /** The chat that goes on in this scope was started to answer every message, whatever counts as a call. */
  readonly chatAnswersAlways: boolean;
}

/** The panel: what holds, where each value comes from, and the means to change it. */
export function settingsPanel(view: PanelView): Answer {
  const { scope, texts, key } = view;
  const { settings } = texts;
  const keys = keysOf(view);
  const lines = keys.map((each) => lineOf(each, view));
  const rows: Row[] = [groupRow(view), settingRow(view, keys)];
  if (view.scopes.length > 1 && scope.kind !== "role" && scope.kind !== "guild")
    rows.push(scopeRow(view));
  if (key !== null) rows.push(...settingControl(key, view));
  return {
    embeds: [
      {
        title: settings.title({ scope: settings.scopes[scope.kind] }),
        description: shorten(lines.join("\n"), 4096),
        footer: { text: key === null ? settings.howTo : settings.labels[key] },
      },
    ],
    rows,
  };
}

/** The first group that has something for a kind of scope. */
export function firstGroup({ scope }: Pick<PanelView, "scope">): SettingGroup {
  return groupsOf({ scope })[0] ?? "answering";
}

/** The group of a setting; undefined for what is none. */
export function groupOf(key: string): SettingGroup | undefined {
  return isSettingKey(key) ? placeSettings[key].group : undefined;
}

function groupsOf({ scope }: Pick<PanelView, "scope">): readonly SettingGroup[] {
  return settingGroups.filter((group) => keysOf({ scope, group }).length > 0);
}

function keysOf({ scope, group }: Pick<PanelView, "scope" | "group">): readonly SettingKey[] {
  return settingKeys.filter(
    (key) => placeSettings[key].group === group && placeSettings[key].scopes.includes(scope.kind),
  );
}

function lineOf(key: SettingKey, view: PanelView): string {
  const { resolved, texts, characterName } = view;
  const { labels, origins } = texts.settings;
  const value = shownValue(settingOf(key), resolved.values[key], texts, characterName);
  const origin = origins[resolved.origins[key].kind];
  const line = `${key === view.key ? "▸ " : ""}**${labels[key]}**: ${shorten(value, 200)} · ${origin}`;
  return key === "triggers" && view.chatAnswersAlways
    ? `${line}\n-# ${texts.settings.chatAlways}`
    : line;
}

function groupRow({ scope, group, texts }: PanelView): Row {
  return menu(
    { verb: "group", scope, subject: group, value: "" },
    groupsOf({ scope }).map((each) => ({
      label: texts.settings.groups[each],
      value: each,
      default: each === group,
    })),
    texts.settings.chooseGroup,
  );
}

function settingRow({ scope, group, key, texts }: PanelView, keys: readonly SettingKey[]): Row {
  return menu(
    { verb: "setting", scope, subject: group, value: "" },
    keys.map((each) => ({
      label: shorten(texts.settings.labels[each], 100),
      value: each,
      default: each === key,
    })),
    texts.settings.chooseSetting,
  );
}

function scopeRow({ scope, scopes, group, texts }: PanelView): Row {
  return menu(
    { verb: "scope", scope, subject: group, value: "" },
    scopes
      .filter(({ kind }) => kind !== "guild")
      .map((each) => ({
        label: texts.settings.scopes[each.kind],
        value: `${each.kind}:${each.id}`,
        default: each.kind === scope.kind,
      })),
    texts.settings.chooseScope,
  );
}

function settingOf(key: SettingKey): Setting<unknown> {
  return placeSettings[key];
}
