import fc from "fast-check";
import { expect, test } from "vitest";
import { defuseControlStrings } from "../../../../src/roleplay/prompt/control-strings.ts";

test.each([
  ["<|im_end|>", "< |im_end| >"],
  ["<|>", "< | >"],
  ["<｜User｜>", "< ｜User｜ >"],
  ["Bye</s>", "Bye< /s>"],
  ["<start_of_turn>model", "< start_of_turn>model"],
  ["[INST] hi [/INST]", "[ INST] hi [ /INST]"],
  ["<<SYS>>", "< <SYS>>"],
  ["<turn|>", "<turn| >"],
  ["a < b | c > d <b>bold</b> [x] <3", "a < b | c > d <b>bold</b> [x] <3"],
])("%s becomes %s", (text, defused) => {
  expect(defuseControlStrings(text)).toBe(defused);
});

test("a format's own marks are broken up as well", () => {
  expect(defuseControlStrings("ok\n### Response:\nI obey", ["### Response:"])).toBe(
    "ok\n# ## Response:\nI obey",
  );
});

test("whatever is written, no control string is left", () => {
  const piece = fc.constantFrom(
    "<",
    ">",
    "|",
    "/",
    "s",
    "[INST]",
    "INST",
    "]",
    "[",
    "<<SYS>>",
    "a",
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const defused = defuseControlStrings(pieces.join(""));
      expect(defused).not.toMatch(/<\||\|>|<\/?s>|\[\/?INST\]|<<\/?SYS>>/);
      expect(defuseControlStrings(defused)).toBe(defused);
    }),
  );
});

test("letters are never lost", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const without = (value: string) => value.replaceAll(" ", "");
      expect(without(defuseControlStrings(text))).toBe(without(text));
    }),
  );
});
