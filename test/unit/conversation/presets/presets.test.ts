import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { builtInPresets } from "../../../../src/conversation/presets/built-in-presets.ts";
import { checkPresetSettings, presetKeys } from "../../../../src/conversation/presets/preset.ts";
import {
  readPresetLines,
  writePresetLines,
} from "../../../../src/conversation/presets/preset-lines.ts";
import { readSillyTavernPreset } from "../../../../src/conversation/presets/read-silly-tavern-preset.ts";
import { errorText } from "../../../../src/discord/texts/error-text.ts";
import { neutralSampling } from "../../../../src/generation/sampling-defaults.ts";
import { UserError } from "../../../../src/lib/errors.ts";

test("presets that ship say everything, within the limits", () => {
  for (const { settings } of builtInPresets)
    expect(Object.keys(checkPresetSettings(settings)).toSorted()).toEqual(
      [...presetKeys].toSorted(),
    );
});

describe("a preset in lines", () => {
  test("comes back as it was", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 5, noNaN: true }), fc.nat(1000), (temperature, topK) => {
        const settings = { ...neutralSampling, temperature, topK };
        expect(readPresetLines(writePresetLines(settings))).toEqual(settings);
      }),
    );
  });

  test("takes what people write", () => {
    expect(readPresetLines("# mine\nTEMPERATURE: 0,8\n\nminp = 0.1\n")).toEqual({
      temperature: 0.8,
      minP: 0.1,
    });
  });

  test.each([
    ["temperature hot", "preset-line"],
    ["temperature = hot", "preset-line"],
    ["temperature = 9", "bad-preset"],
    ["heat = 1", "bad-preset"],
    ["topK = 1.5", "bad-preset"],
  ])("%s is refused", (line, code) => {
    expect(() => readPresetLines(line)).toThrow(expect.objectContaining({ code }));
  });
});

test("a wrong preset names each setting that is wrong, and what it may be", () => {
  const given = {
    temperature: 9,
    topK: 1.5,
    mirostat: 3,
    drySequenceBreakers: ["", "x".repeat(41)],
    heat: 1,
  };
  const thrown = thrownBy(() => checkPresetSettings(given));
  expect(thrown.message).toBe(
    'The preset is wrong: temperature is a number from 0 to 5; topK is a whole number from 0 to 100000; mirostat is one of 0, 1, 2; drySequenceBreakers is a list of at most 40 texts, each of 1 to 40 characters; there is no setting "heat".',
  );
  expect(errorText(thrown, { locale: "de" })).toContain(
    "topK ist eine ganze Zahl von 0 bis 100000; mirostat ist eines von 0, 1, 2; drySequenceBreakers",
  );
});

test.each(presetKeys)("what %s may be is said", (setting) => {
  const thrown = thrownBy(() => checkPresetSettings({ [setting]: null }));
  expect(thrown.message).toContain(`${setting} is `);
  expect(thrown.message).not.toMatch(/Infinity|undefined/);
});

describe("a preset of SillyTavern", () => {
  const read = (preset: object) => readSillyTavernPreset(JSON.stringify(preset));

  test("is read by its names, and what nothing here has is named", () => {
    const { settings, unknown } = read({
      temp: 1.25,
      top_k: -1,
      min_p: 0.1,
      typical_p: 0.95,
      rep_pen: 1.03,
      rep_pen_range: 0,
      rep_pen_slope: 0.7,
      no_repeat_ngram_size: 0,
      dry_multiplier: 0.8,
      dry_sequence_breakers: '["\\n", ":"]',
      xtc_probability: 0.5,
      banned_tokens: "stew",
      sampler_order: [6, 0, 1],
    });
    expect(settings).toEqual({
      temperature: 1.25,
      topK: 0,
      minP: 0.1,
      typicalP: 0.95,
      repeatPenalty: 1.03,
      repeatLastTokens: 4096,
      dryMultiplier: 0.8,
      drySequenceBreakers: ["\n", ":"],
      xtcProbability: 0.5,
    });
    expect(unknown).toEqual(["rep_pen_slope", "banned_tokens"]);
  });

  test("says a dynamic temperature by its ends", () => {
    const given = { temp: 1, dynatemp: true, min_temp: 0.5, max_temp: 2, dynatemp_exponent: 1 };
    expect(read(given).settings).toMatchObject({ temperature: 1.25, dynatempRange: 0.75 });
  });

  test.each([
    ["[1]", "preset-not-json"],
    ["{", "preset-not-json"],
    ['{"name": "Rosie"}', "preset-unknown-format"],
    ['{"temp": 99}', "bad-preset"],
  ])("%s is refused", (text, code) => {
    expect(() => readSillyTavernPreset(text)).toThrow(expect.objectContaining({ code }));
  });
});

function thrownBy(act: () => unknown): UserError {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof UserError) return thrown;
  }
  throw new Error("nothing was refused");
}
