import { describe, expect, test } from "vitest";
import { completeComponents } from "../../../src/simulator/rules/complete-components.ts";
import { checkMessageComponents } from "../../../src/simulator/rules/component-rules.ts";

const button = (id: string, extra: object = {}) => ({
  type: 2,
  style: 1,
  label: id,
  custom_id: id,
  ...extra,
});
const row = (...components: object[]) => ({ type: 1, components });
const display = (content: string) => ({ type: 10, content });
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

function codes(components: readonly unknown[], v2 = false): string[] {
  return checkMessageComponents(components, v2).map((problem) => problem.code);
}

describe("without the V2 flag", () => {
  test("rows of buttons and selects are fine", () => {
    const select = { type: 3, custom_id: "s", options: [{ label: "a", value: "a" }] };
    expect(codes([row(button("a"), button("b")), row(select)])).toEqual([]);
  });

  test.each([
    ["six buttons in a row", [row(...times(6, (i) => button(`b${i}`)))], "BASE_TYPE_BAD_LENGTH"],
    ["an empty row", [row()], "BASE_TYPE_BAD_LENGTH"],
    ["six rows", times(6, (i) => row(button(`b${i}`))), "BASE_TYPE_MAX_LENGTH"],
    ["a label of 81", [row(button("a", { label: "x".repeat(81) }))], "BASE_TYPE_MAX_LENGTH"],
    ["a custom id of 101", [row(button("x".repeat(101)))], "BASE_TYPE_MAX_LENGTH"],
    ["one custom id twice", [row(button("a"), button("a"))], "COMPONENT_CUSTOM_ID_DUPLICATED"],
    ["a link without an address", [row({ type: 2, style: 5, label: "x" })], "BASE_TYPE_REQUIRED"],
    ["a text display", [display("hello")], "UNION_TYPE_CHOICES"],
    [
      "26 options",
      [
        row({
          type: 3,
          custom_id: "s",
          options: times(26, (i) => ({ label: `${i}`, value: `${i}` })),
        }),
      ],
      "BASE_TYPE_BAD_LENGTH",
    ],
    ["no object", ["text"], "DICT_TYPE_CONVERT"],
  ])("%s is refused", (_, components, code) => {
    expect(codes(components)).toContain(code);
  });
});

describe("with the V2 flag", () => {
  test("containers with texts and rows are fine", () => {
    expect(codes([{ type: 17, components: [display("hi"), row(button("a"))] }], true)).toEqual([]);
  });

  test("41 components are too many, nested ones counted", () => {
    const container = { type: 17, components: times(40, (i) => display(`${i}`)) };
    expect(codes([container], true)).toContain("BASE_TYPE_MAX_LENGTH");
  });

  test("4001 characters in all texts together are too many", () => {
    expect(codes([display("x".repeat(2000)), display("x".repeat(2001))], true)).toContain(
      "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
    );
  });
});

test("components come back with ids and defaults, nested ones too", () => {
  const [container] = completeComponents([{ type: 17, components: [row(button("a"))] }]);
  expect(container).toMatchObject({
    id: 1,
    spoiler: false,
    accent_color: null,
    components: [{ id: 2, components: [{ id: 3, custom_id: "a" }] }],
  });
});
