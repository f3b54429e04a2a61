import { expect, test } from "vitest";
import { mentionsName } from "../../../../src/roleplay/cast/mentions-name.ts";

test.each([
  ["hey Rosie, any stew left?", "Rosie Oakhart", true],
  ["rosie oakhart!", "Rosie Oakhart", true],
  ["ROSIE?", "Rosie Oakhart", true],
  ["a rosier day", "Rosie Oakhart", false],
  ["prosie", "Rosie Oakhart", false],
  ["the captain is late", "Captain Quill", false],
  ["Captain Quill, sir!", "Captain Quill", true],
  ["dr. who?", "Dr. Lin", false],
  ["李雷，你好", "李雷", true],
  ["你好李雷在吗", "李雷", true],
  ["ねえさくらちゃん", "さくら", true],
  ["サムさんはどこ？", "サム", true],
  ["サムライはどこ？", "サム", false],
  ["지수야 어디 있어?", "지수", true],
  ["제지수 씨", "지수", false],
  ["Rosieさん、元気？", "Rosie Oakhart", true],
  ["สวัสดีมะลิครับ", "มะลิ", true],
  ["我在李家", "李", false],
  ["what is C++?", "C++", true],
  ["VESPER: status", "VESPER", true],
  ["nothing here", "", false],
])("%j calls %j: %s", (text, name, expected) => {
  expect(mentionsName(text, [name])).toBe(expected);
});
