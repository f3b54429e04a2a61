import type { Problem } from "../http/api-error.ts";
import { checkLength, checkOptionalLength, codePointLength, isObject, objectsOf } from "./text.ts";

type Definition = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** How many commands of each type one scope may hold: slash, on users, on messages. */
const maxPerType: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 };
const slashName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const subcommand = 1;
const subcommandGroup = 2;
/** What Discord calls its languages. */
const locales: ReadonlySet<string> = new Set(
  "id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko".split(
    " ",
  ),
);
const described = { min: 1, max: 100 };
const maxTotalText = 8000;

/** What Discord refuses in a bulk overwrite of commands. */
export function checkCommands(commands: readonly unknown[]): Problem[] {
  const problems: Problem[] = [];
  const counts = new Map<number, number>();
  const names = new Set<string>();
  commands.forEach((command, index) => {
    if (!isObject(command)) {
      problems.push({
        path: [index],
        code: "DICT_TYPE_CONVERT",
        message: "Only dictionaries may be used",
      });
      return;
    }
    const type = typeof command["type"] === "number" ? command["type"] : 1;
    counts.set(type, (counts.get(type) ?? 0) + 1);
    const key = `${type}:${String(command["name"])}`;
    if (names.has(key))
      problems.push({
        path: [index, "name"],
        code: "APPLICATION_COMMANDS_DUPLICATE_NAME",
        message: "Application command names must be unique",
      });
    names.add(key);
    problems.push(...checkCommand(command, type, [index]));
  });
  for (const [type, count] of counts) {
    const max = maxPerType[type];
    if (max !== undefined && count > max)
      problems.push({
        path: [],
        code: "APPLICATION_COMMAND_TOO_MANY",
        message: `At most ${max} commands of type ${type} can be registered.`,
      });
  }
  return problems;
}

function checkCommand(command: Definition, type: number, path: Path): Problem[] {
  if (type === 2 || type === 3)
    return [
      ...checkLength(command["name"], [...path, "name"], { min: 1, max: 32 }),
      ...(command["description"] === undefined || command["description"] === ""
        ? []
        : [
            {
              path: [...path, "description"],
              code: "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION",
              message: "Context menu commands cannot have a description",
            },
          ]),
    ];
  if (type !== 1)
    return [
      {
        path: [...path, "type"],
        code: "BASE_TYPE_CHOICES",
        message: "A command's type is 1, 2 or 3.",
      },
    ];
  const problems = [...checkNamed(command, path), ...checkOptions(command["options"], path, 0)];
  if (totalText(command) > maxTotalText)
    problems.push({
      path,
      code: "APPLICATION_COMMAND_TOO_LARGE",
      message: `Command exceeds maximum size (${maxTotalText})`,
    });
  return problems;
}

function checkNamed(definition: Definition, path: Path): Problem[] {
  const name = definition["name"];
  const problems = [
    ...checkLength(definition["description"], [...path, "description"], described),
    ...checkLocalizations(definition, "description", path),
    ...checkNames(definition, path),
  ];
  if (typeof name !== "string" || !isSlashName(name))
    problems.push({
      path: [...path, "name"],
      code: "APPLICATION_COMMAND_INVALID_NAME",
      message: "Command name is invalid",
    });
  return problems;
}

/** Translations of a name are such names too. */
function checkNames({ name_localizations: names }: Definition, path: Path): Problem[] {
  if (!isObject(names)) return [];
  return Object.entries(names).flatMap(([locale, name]) => {
    const at = [...path, "name_localizations", locale];
    if (!locales.has(locale))
      return [{ path: at, code: "ENUM_TYPE_COERCE", message: `"${locale}" is no known locale.` }];
    if (name === null || (typeof name === "string" && isSlashName(name))) return [];
    return [
      { path: at, code: "APPLICATION_COMMAND_INVALID_NAME", message: "Command name is invalid" },
    ];
  });
}

function isSlashName(name: string): boolean {
  return slashName.test(name) && name === name.toLowerCase();
}

/** Each translation of a text is as long as the text may be, and is for a language that Discord has. */
function checkLocalizations(definition: Definition, key: string, path: Path): Problem[] {
  const field = `${key}_localizations`;
  const translations = definition[field];
  if (!isObject(translations)) return [];
  return Object.entries(translations).flatMap(([locale, text]) => {
    const at = [...path, field, locale];
    return locales.has(locale)
      ? checkOptionalLength(text, at, described)
      : [{ path: at, code: "ENUM_TYPE_COERCE", message: `"${locale}" is no known locale.` }];
  });
}

function checkOptions(value: unknown, path: Path, depth: number): Problem[] {
  const options = objectsOf(value);
  const problems: Problem[] = [];
  if (options.length > 25)
    problems.push({
      path: [...path, "options"],
      code: "BASE_TYPE_MAX_LENGTH",
      message: "Must be 25 or fewer in length.",
    });
  let sawOptional = false;
  const names = new Set<unknown>();
  options.forEach((option, index) => {
    const at = [...path, "options", index];
    problems.push(...checkNamed(option, at), ...checkChoices(option, at));
    if (names.has(option["name"]))
      problems.push({
        path: [...at, "name"],
        code: "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE",
        message: "Option names must be unique",
      });
    names.add(option["name"]);
    const nests = option["type"] === subcommand || option["type"] === subcommandGroup;
    if (nests) problems.push(...checkNesting(option, at, depth));
    if (option["required"] === true && sawOptional)
      problems.push({
        path: at,
        code: "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        message: "Required options must be placed before non-required options",
      });
    sawOptional ||= option["required"] !== true && !nests;
  });
  return problems;
}

function checkNesting(option: Definition, path: Path, depth: number): Problem[] {
  const tooDeep =
    (option["type"] === subcommandGroup && depth > 0) ||
    (option["type"] === subcommand && depth > 1);
  return tooDeep
    ? [
        {
          path: [...path, "type"],
          code: "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
          message: "Sub-command and sub-command group options can't be nested like this",
        },
      ]
    : checkOptions(option["options"], path, depth + 1);
}

function checkChoices(option: Definition, path: Path): Problem[] {
  const problems = checkChoiceList(option["choices"], [...path, "choices"]);
  if (option["autocomplete"] === true && objectsOf(option["choices"]).length > 0)
    problems.push({
      path: [...path, "autocomplete"],
      code: "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID",
      message: "An option has choices or autocomplete, not both",
    });
  return problems;
}

/** At most 25 choices with names and texts of at most 100 characters; also for an autocomplete answer. */
export function checkChoiceList(value: unknown, path: Path): Problem[] {
  const choices = objectsOf(value);
  const problems: Problem[] = [];
  if (choices.length > 25)
    problems.push({
      path,
      code: "BASE_TYPE_MAX_LENGTH",
      message: "Must be 25 or fewer in length.",
    });
  choices.forEach((choice, index) =>
    problems.push(
      ...checkLength(choice["name"], [...path, index, "name"], described),
      ...checkLocalizations(choice, "name", [...path, index]),
      ...(typeof choice["value"] === "number"
        ? []
        : checkOptionalLength(choice["value"], [...path, index, "value"], { min: 1, max: 100 })),
    ),
  );
  return problems;
}

/**
 * Discord adds up names, descriptions and choice values of a command and all its options, each in the language in which
 * it is longest.
 */
function totalText(definition: Definition): number {
  let total = 0;
  for (const key of ["name", "description", "value"])
    total += longestOf([definition[key], ...translationsOf(definition[`${key}_localizations`])]);
  for (const key of ["options", "choices"])
    for (const child of objectsOf(definition[key])) total += totalText(child);
  return total;
}

function translationsOf(value: unknown): readonly unknown[] {
  return isObject(value) ? Object.values(value) : [];
}

function longestOf(texts: readonly unknown[]): number {
  return Math.max(
    0,
    ...texts.map((text) => (typeof text === "string" ? codePointLength(text) : 0)),
  );
}
