import type { Problem } from "../http/api-error.ts";
import { checkCustomId, checkCustomIds, flatten } from "./component-rules.ts";
import { componentTypes } from "./component-types.ts";
import { checkLength, checkOptionalLength, isObject, objectsOf } from "./text.ts";

type Component = Readonly<Record<string, unknown>>;
type Path = readonly (string | number)[];

/** What Discord refuses in a modal (the `data` of a type 9 answer). */
export function checkModal(modal: unknown): Problem[] {
  if (!isObject(modal))
    return [{ path: ["data"], code: "BASE_TYPE_REQUIRED", message: "This field is required" }];
  const components = objectsOf(modal["components"]);
  const problems = [
    ...checkLength(modal["title"], ["data", "title"], { min: 1, max: 45 }),
    ...checkLength(modal["custom_id"], ["data", "custom_id"], { min: 1, max: 100 }),
    ...checkCustomIds(flatten(components)),
  ];
  if (components.length < 1 || components.length > 5)
    problems.push({
      path: ["data", "components"],
      code: "BASE_TYPE_BAD_LENGTH",
      message: "Must be between 1 and 5 in length.",
    });
  components.forEach((component, index) =>
    problems.push(...checkModalPart(component, ["data", "components", index])),
  );
  return problems;
}

function checkModalPart(component: Component, path: Path): Problem[] {
  const { type } = component;
  if (type === componentTypes.textDisplay) return [];
  if (type === componentTypes.label) {
    const field = component["component"];
    return [
      ...checkLength(component["label"], [...path, "label"], { min: 1, max: 45 }),
      ...checkOptionalLength(component["description"], [...path, "description"], { max: 100 }),
      ...(isObject(field)
        ? checkField(field, [...path, "component"])
        : [required([...path, "component"])]),
    ];
  }
  if (type === componentTypes.actionRow) {
    const [field] = objectsOf(component["components"]);
    return field?.["type"] === componentTypes.textInput
      ? [
          ...checkField(field, [...path, "components", 0]),
          ...checkLength(field["label"], [...path, "components", 0, "label"], { min: 1, max: 45 }),
        ]
      : [required([...path, "components"])];
  }
  return [
    {
      path: [...path, "type"],
      code: "UNION_TYPE_CHOICES",
      message: "A modal holds labels, text displays, or rows with one text input.",
    },
  ];
}

function checkField(field: Component, path: Path): Problem[] {
  const problems = checkCustomId(field, path);
  if (field["type"] !== componentTypes.textInput) return problems;
  const { min_length: min, max_length: max, value } = field;
  if (typeof max === "number" && (max < 1 || max > 4000))
    problems.push({
      path: [...path, "max_length"],
      code: "NUMBER_TYPE_MAX",
      message: "int value should be between 1 and 4000.",
    });
  if (typeof min === "number" && typeof max === "number" && min > max)
    problems.push({
      path: [...path, "min_length"],
      code: "NUMBER_TYPE_MAX",
      message: "min_length must not exceed max_length.",
    });
  return [
    ...problems,
    ...checkOptionalLength(field["placeholder"], [...path, "placeholder"], { max: 100 }),
    ...checkOptionalLength(value, [...path, "value"], {
      max: typeof max === "number" ? max : 4000,
    }),
  ];
}

function required(path: Path): Problem {
  return { path, code: "BASE_TYPE_REQUIRED", message: "This field is required" };
}
