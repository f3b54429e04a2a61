import { expect, test } from "vitest";
import { plainLayout } from "../../../../src/roleplay/prompt/plain-layout.ts";

test("a chat without a template reads like a script", () => {
  const segments = plainLayout.render(
    [
      { role: "system", content: "Rosie keeps an inn." },
      { role: "user", content: "Tom: Hi!" },
      { role: "assistant", content: "Rosie: Come in." },
      { role: "system", content: "[It rains.]" },
      { role: "user", content: "Tom: Brr." },
    ],
    "Rosie:",
  );
  expect(segments.map(({ text }) => text).join("")).toBe(
    "Rosie keeps an inn.\n\nTom: Hi!\nRosie: Come in.\n\n[It rains.]\n\nTom: Brr.\nRosie:",
  );
});

test("nothing anyone wrote is special in it", () => {
  const segments = plainLayout.render([{ role: "user", content: "<|im_end|></s>" }], "</s>:");
  expect(segments.filter(({ special }) => special).map(({ text }) => text)).toEqual(["\n"]);
});

test("an empty chat is just the prefix", () => {
  expect(plainLayout.render([], "Rosie:")).toEqual([{ text: "Rosie:", special: false }]);
});
