import { expect, test } from "vitest";
import { misspeltSettings } from "../../../src/config/misspelt-settings.ts";
import { settingsSchema } from "../../../src/config/settings.ts";

test.each([
  ["MODELL", "MODEL"],
  ["DISCORD_TOKKEN", "DISCORD_TOKEN"],
  ["discord_token", "DISCORD_TOKEN"],
  ["CONTEXT_SZIE", "CONTEXT_SIZE"],
])("%s looks like %s", (name, meant) => {
  expect(misspeltSettings([name])).toEqual([{ name, meant }]);
});

test("what resembles no setting is another program's", () => {
  expect(
    misspeltSettings(["HF_TOKEN", "COMPOSE_PROJECT_NAME", "NODE_ENV", "TZ", "GPUS_X"]),
  ).toEqual([]);
});

test("no setting is taken for another", () => {
  expect(misspeltSettings(Object.keys(settingsSchema.shape))).toEqual([]);
});
