import type { Problem } from "../http/api-error.ts";
import { componentTypes, isInteractive, isSelect, linkStyle } from "./component-types.ts";
import { tooMany } from "./embed-rules.ts";
import {
  asText,
  checkLength,
  checkOptionalLength,
  codePointLength,
  isObject,
  objectsOf,
} from "./text.ts";

type Component = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

const maxComponents = 40;
const maxLegacyRows = 5;
const maxRowButtons = 5;
const maxDisplayText = 4000;

/** Only these may stand at the top of a message without the V2 flag. */
const legacyTopLevel: readonly unknown[] = [componentTypes.actionRow];

/** What Discord refuses in a message's components. `v2`: the message carries the components V2 flag. */
export function checkMessageComponents(components: readonly unknown[], v2: boolean): Problem[] {
  const problems: Problem[] = [];
  const all: Component[] = [];
  components.forEach((component, index) => {
    const path = ["components", index];
    if (!isObject(component)) {
      problems.push({ path, code: "DICT_TYPE_CONVERT", message: "Only dictionaries may be used" });
      return;
    }
    if (!v2 && !legacyTopLevel.includes(component["type"]))
      problems.push({
        path: [...path, "type"],
        code: "UNION_TYPE_CHOICES",
        message: "This component needs the IS_COMPONENTS_V2 flag",
      });
    walk(component, path, (visited, at) => {
      all.push(visited);
      problems.push(...checkComponent(visited, at));
    });
  });
  if (all.length > maxComponents) problems.push(tooMany(["components"], maxComponents));
  if (!v2 && components.length > maxLegacyRows)
    problems.push(tooMany(["components"], maxLegacyRows));
  return [...problems, ...checkCustomIds(all), ...(v2 ? checkDisplayText(all) : [])];
}

/** Every component of a tree, the outer ones first. */
export function walk(
  component: Component,
  path: Path,
  visit: (component: Component, path: Path) => void,
): void {
  visit(component, path);
  objectsOf(component["components"]).forEach((child, index) =>
    walk(child, [...path, "components", index], visit),
  );
  for (const slot of ["accessory", "component"]) {
    const child = component[slot];
    if (isObject(child)) walk(child, [...path, slot], visit);
  }
}

/** Every component of a list of trees. */
export function flatten(components: readonly unknown[]): Component[] {
  const all: Component[] = [];
  for (const component of objectsOf(components)) walk(component, [], (each) => all.push(each));
  return all;
}

function checkComponent(component: Component, path: Path): Problem[] {
  const { type } = component;
  if (type === componentTypes.actionRow) return checkRow(component, path);
  if (type === componentTypes.button) return checkButton(component, path);
  if (isSelect(type)) return checkSelect(component, path);
  if (type === componentTypes.textDisplay)
    return checkLength(component["content"], [...path, "content"], {
      min: 1,
      max: maxDisplayText,
    });
  if (Object.values(componentTypes).some((known) => known === type)) return [];
  return [
    {
      path: [...path, "type"],
      code: "BASE_TYPE_CHOICES",
      message: "There is no component of this type.",
    },
  ];
}

function checkRow(row: Component, path: Path): Problem[] {
  const children = objectsOf(row["components"]);
  const buttons = children.filter((child) => child["type"] === componentTypes.button).length;
  const selects = children.filter((child) => isSelect(child["type"])).length;
  const fits =
    (selects === 0 && buttons >= 1 && buttons <= maxRowButtons) || (selects === 1 && buttons === 0);
  return fits && buttons + selects === children.length
    ? []
    : [
        {
          path: [...path, "components"],
          code: "BASE_TYPE_BAD_LENGTH",
          message: "A row holds one to five buttons or one select menu.",
        },
      ];
}

function checkButton(button: Component, path: Path): Problem[] {
  const problems = checkOptionalLength(button["label"], [...path, "label"], { max: 80 });
  const style = button["style"];
  if (typeof style !== "number" || style < 1 || style > 6)
    problems.push({
      path: [...path, "style"],
      code: "BASE_TYPE_CHOICES",
      message: "A button's style is 1 to 6.",
    });
  if (style === linkStyle && typeof button["url"] !== "string")
    problems.push({
      path: [...path, "url"],
      code: "BASE_TYPE_REQUIRED",
      message: "A url is required for link buttons",
    });
  if (isInteractive(button)) problems.push(...checkCustomId(button, path));
  if (style !== 6 && button["label"] === undefined && button["emoji"] === undefined)
    problems.push({
      path,
      code: "BUTTON_COMPONENT_NO_LABEL",
      message: "A button needs a label or an emoji.",
    });
  return problems;
}

function checkSelect(select: Component, path: Path): Problem[] {
  const problems = [
    ...checkCustomId(select, path),
    ...checkOptionalLength(select["placeholder"], [...path, "placeholder"], { max: 150 }),
  ];
  if (select["type"] !== componentTypes.stringSelect) return problems;
  const options = objectsOf(select["options"]);
  if (options.length < 1 || options.length > 25)
    problems.push({
      path: [...path, "options"],
      code: "BASE_TYPE_BAD_LENGTH",
      message: "Must be between 1 and 25 in length.",
    });
  const values = new Set<unknown>();
  options.forEach((option, index) => {
    const at = [...path, "options", index];
    problems.push(
      ...checkLength(option["label"], [...at, "label"], { min: 1, max: 100 }),
      ...checkLength(option["value"], [...at, "value"], { min: 1, max: 100 }),
      ...checkOptionalLength(option["description"], [...at, "description"], { max: 100 }),
    );
    if (values.has(option["value"]))
      problems.push({
        path: [...at, "value"],
        code: "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        message: "The specified option value is already used",
      });
    values.add(option["value"]);
  });
  return problems;
}

export function checkCustomId(component: Component, path: Path): Problem[] {
  return checkLength(component["custom_id"], [...path, "custom_id"], { min: 1, max: 100 });
}

export function checkCustomIds(components: readonly Component[]): Problem[] {
  const seen = new Set<unknown>();
  const problems: Problem[] = [];
  for (const { custom_id: customId } of components) {
    if (typeof customId !== "string") continue;
    if (seen.has(customId))
      problems.push({
        path: ["components"],
        code: "COMPONENT_CUSTOM_ID_DUPLICATED",
        message: "Component custom id cannot be duplicated",
      });
    seen.add(customId);
  }
  return problems;
}

function checkDisplayText(components: readonly Component[]): Problem[] {
  let total = 0;
  for (const component of components)
    if (component["type"] === componentTypes.textDisplay)
      total += codePointLength(asText(component["content"]));
  return total > maxDisplayText
    ? [
        {
          path: ["components"],
          code: "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
          message: `Total text exceeds maximum size of ${maxDisplayText}`,
        },
      ]
    : [];
}
