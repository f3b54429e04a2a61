import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const [dark = "", light = ""] = readFileSync(
  "src/playground/page/styles/colours.css",
  "utf8",
).split("@media (prefers-color-scheme: light)");

const texts = ["text", "text-soft", "text-muted", "ember-bright", "mention", "code", "aside"];
const states = ["good", "warn", "bad", "blue"];
const surfaces = ["ground", "side", "chat", "raised", "overlay"];

/** The colours of a theme that are written as `#rrggbb`, by name. */
function coloursOf(css: string): ReadonlyMap<string, string> {
  return new Map(
    [...css.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]),
  );
}

/** By the rule of the Web Content Accessibility Guidelines. */
function contrast(one: string, other: string): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test.each([
  ["dark", dark],
  ["light", light],
])("every text can be read on every surface of the %s theme", (_, css) => {
  const colours = coloursOf(css);
  const weak = [...texts, ...states].flatMap((text) =>
    surfaces
      .map((surface) => ({ text, surface, ratio: contrast(hex(text), hex(surface)) }))
      .filter(({ ratio }) => ratio < 4.5),
  );
  expect(weak).toEqual([]);

  function hex(name: string): string {
    const colour = colours.get(name);
    if (colour === undefined) throw new Error(`there is no --${name} in this theme`);
    return colour;
  }
});

test("the light theme names every colour of the dark one", () => {
  const named = (css: string) => new Set([...css.matchAll(/--([\w-]+):/g)].map(([, name]) => name));
  const shapes = ["radius", "radius-small", "sans", "mono"];
  expect(named(light)).toEqual(
    new Set([...named(dark)].filter((name) => !shapes.includes(name ?? ""))),
  );
});
