import { expect, test } from "vitest";
import { checkCommands } from "../../../src/simulator/rules/command-rules.ts";
import { checkModal } from "../../../src/simulator/rules/modal-rules.ts";

const command = (extra: object = {}) => ({ name: "chat", description: "Chats", ...extra });
const option = (extra: object = {}) => ({ type: 3, name: "who", description: "Who", ...extra });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

test("commands with subcommands, choices and menus are fine", () => {
  const problems = checkCommands([
    command({
      options: [
        {
          type: 2,
          name: "group",
          description: "A group",
          options: [
            {
              type: 1,
              name: "start",
              description: "Starts",
              options: [option({ required: true }), option({ name: "how" })],
            },
          ],
        },
      ],
    }),
    { name: "Rewrite this", type: 3 },
    { name: "gespräch", description: "Redet" },
  ]);
  expect(problems).toEqual([]);
});

test.each([
  ["an upper-case name", [command({ name: "Chat" })], "APPLICATION_COMMAND_INVALID_NAME"],
  ["a name with a blank", [command({ name: "chat now" })], "APPLICATION_COMMAND_INVALID_NAME"],
  [
    "a name with a blank in German",
    [command({ options: [option({ name_localizations: { de: "wer da" } })] })],
    "APPLICATION_COMMAND_INVALID_NAME",
  ],
  [
    "a name in a language that Discord hasn't got",
    [command({ options: [option({ name_localizations: { la: "quis" } })] })],
    "ENUM_TYPE_COERCE",
  ],
  ["no description", [{ name: "chat" }], "BASE_TYPE_REQUIRED"],
  ["a description of 101", [command({ description: "x".repeat(101) })], "BASE_TYPE_MAX_LENGTH"],
  [
    "a description that is too long in German",
    [command({ description_localizations: { de: "x".repeat(101) } })],
    "BASE_TYPE_MAX_LENGTH",
  ],
  [
    "a description in a language that Discord hasn't got",
    [command({ description_localizations: { la: "Loquitur" } })],
    "ENUM_TYPE_COERCE",
  ],
  [
    "descriptions that are too long together in one language",
    [
      command({
        options: many(25, (i) =>
          option({
            name: `o${i}`,
            description_localizations: { de: "x".repeat(100) },
            choices: many(25, (j) => ({ name: `${j}`, value: `${i}.${j}` })),
            ...(i > 0
              ? {}
              : {
                  choices: many(25, (j) => ({ name: "n".repeat(100), value: "v".repeat(98) + j })),
                }),
          }),
        ),
      }),
    ],
    "APPLICATION_COMMAND_TOO_LARGE",
  ],
  [
    "a required option after an optional one",
    [command({ options: [option(), option({ name: "b", required: true })] })],
    "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
  ],
  [
    "26 options",
    [command({ options: many(26, (i) => option({ name: `o${i}` })) })],
    "BASE_TYPE_MAX_LENGTH",
  ],
  [
    "26 choices",
    [
      command({
        options: [option({ choices: many(26, (i) => ({ name: `${i}`, value: `${i}` })) })],
      }),
    ],
    "BASE_TYPE_MAX_LENGTH",
  ],
  [
    "choices with autocomplete",
    [command({ options: [option({ autocomplete: true, choices: [{ name: "a", value: "a" }] })] })],
    "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID",
  ],
  ["one name twice", [command(), command()], "APPLICATION_COMMANDS_DUPLICATE_NAME"],
  ["101 commands", many(101, (i) => command({ name: `c${i}` })), "APPLICATION_COMMAND_TOO_MANY"],
  [
    "16 message menus",
    many(16, (i) => ({ name: `m${i}`, type: 3 })),
    "APPLICATION_COMMAND_TOO_MANY",
  ],
  [
    "a menu with a description",
    [{ name: "m", type: 3, description: "x" }],
    "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION",
  ],
  [
    "8001 characters in all",
    [
      command({
        options: many(25, (i) =>
          option({
            name: `o${i}`,
            choices: many(4, (j) => ({
              name: `${j}${"n".repeat(60)}`,
              value: `${j}${"v".repeat(30)}`,
            })),
          }),
        ),
      }),
    ],
    "APPLICATION_COMMAND_TOO_LARGE",
  ],
])("%s is refused", (_, commands, code) => {
  expect(checkCommands(commands).map((problem) => problem.code)).toContain(code);
});

const field = (id: string) => ({
  type: 18,
  label: id,
  component: { type: 4, custom_id: id, style: 1 },
});

test("a modal has one to five parts, a short title and its own ids", () => {
  const modal = (components: object[], title = "Edit") => ({ custom_id: "m", title, components });
  expect(checkModal(modal(many(5, (i) => field(`f${i}`))))).toEqual([]);
  expect(checkModal(modal([]))).not.toEqual([]);
  expect(checkModal(modal(many(6, (i) => field(`f${i}`))))).not.toEqual([]);
  expect(checkModal(modal([field("a"), field("a")]))).not.toEqual([]);
  expect(checkModal(modal([field("a")], "x".repeat(46)))).not.toEqual([]);
  expect(checkModal(undefined)).not.toEqual([]);
});
