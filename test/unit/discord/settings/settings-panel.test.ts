import { expect, test } from "vitest";
import type { SettingScope } from "../../../../src/conversation/settings/place.ts";
import {
  placeSettings,
  settingKeys,
} from "../../../../src/conversation/settings/place-settings.ts";
import type { Setting, SettingGroup } from "../../../../src/conversation/settings/setting.ts";
import { expectedValue } from "../../../../src/discord/settings/expected-value.ts";
import { settingsPanel } from "../../../../src/discord/settings/settings-panel.ts";
import { texts } from "../../../../src/discord/texts/texts.ts";
import { placeSettingsDesk } from "../../../support/place-settings.ts";

const tavern: SettingScope = { kind: "channel", id: "1" };

function described(group: SettingGroup, { chatAnswersAlways = false } = {}): string {
  const [embed] =
    settingsPanel({
      scope: tavern,
      scopes: [tavern],
      resolved: placeSettingsDesk().within(tavern, []),
      own: {},
      group,
      key: null,
      texts: texts.en,
      characterName: () => undefined,
      chatAnswersAlways,
    }).embeds ?? [];
  return embed?.description ?? "";
}

test("a chat that was started to answer every message says so below what counts as a call", () => {
  expect(described("answering")).not.toContain("every message");
  expect(described("answering", { chatAnswersAlways: true })).toMatch(
    /What counts as a call\*\*: a mention.*\n-# This chat was started to answer every message/,
  );
});

test("a limit of 0 is shown as none", () => {
  expect(described("reply")).toContain("**Replies in one channel a minute**: no limit");
  expect(described("reply")).toContain("**Replies for one person a minute**: 30 /min");
});

test("a form says the range and the unit of what it takes", () => {
  const expected = (key: keyof typeof placeSettings) =>
    expectedValue(placeSettings[key], texts.en.settings);
  expect(expected("chance")).toBe("A whole number from 0 to 100, in percent.");
  expect(expected("burst")).toBe("A number from 0 to 30, in seconds.");
  expect(expected("userLimit")).toBe("A whole number from 0 to 600, per minute; 0: no limit.");
});

test("what a form says fits below its label in each language", () => {
  const tooLong = Object.values(texts).flatMap(({ settings }) =>
    settingKeys.filter((key) => {
      const setting: Setting<unknown> = placeSettings[key];
      return expectedValue(setting, settings).length > 100;
    }),
  );
  expect(tooLong).toEqual([]);
});
