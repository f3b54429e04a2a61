import { componentTypes } from "../rules/component-types.ts";
import { asText, codePointLength, isObject, objectsOf } from "../rules/text.ts";
import type { WireObject } from "../world/records.ts";
import { ActorError } from "./actor.ts";

type Values = Readonly<Record<string, string | boolean | readonly string[]>>;

/** An interaction's `data` for a filled-in modal. Refuses what Discord's form would refuse. */
export function modalData(modal: WireObject, values: Values): WireObject {
  const used = new Set<string>();
  const components = objectsOf(modal["components"]).map((component, index) =>
    fillIn(component, index, values, used),
  );
  const unknown = Object.keys(values).find((key) => !used.has(key));
  if (unknown !== undefined) throw new ActorError(`The modal has no field "${unknown}".`);
  return { custom_id: modal["custom_id"], components };
}

function fillIn(
  component: WireObject,
  index: number,
  values: Values,
  used: Set<string>,
): WireObject {
  const id = index + 1;
  if (component["type"] === componentTypes.label && isObject(component["component"]))
    return {
      type: componentTypes.label,
      id,
      component: fillField(component["component"], values, used),
    };
  if (component["type"] === componentTypes.actionRow)
    return {
      type: componentTypes.actionRow,
      id,
      components: objectsOf(component["components"]).map((field) => fillField(field, values, used)),
    };
  return { type: component["type"], id };
}

function fillField(field: WireObject, values: Values, used: Set<string>): WireObject {
  const customId = String(field["custom_id"]);
  used.add(customId);
  const given = values[customId];
  const answer = { type: field["type"], id: field["id"] ?? 0, custom_id: customId };
  if (field["type"] === componentTypes.textInput) {
    // A field that isn't touched keeps what the bot filled in.
    const text = typeof given === "string" ? given : asText(field["value"]);
    checkText(field, text);
    return { ...answer, value: text };
  }
  if (field["type"] === componentTypes.checkbox) return { ...answer, value: given === true };
  if (field["type"] === componentTypes.radioGroup) return { ...answer, value: given ?? null };
  const chosen = typeof given === "string" ? [given] : Array.isArray(given) ? given : [];
  if (chosen.length === 0 && field["required"] !== false)
    throw new ActorError(`Field "${customId}" of the modal is required.`);
  return { ...answer, values: chosen };
}

function checkText(field: WireObject, text: string): void {
  const { min_length: min, max_length: max } = field;
  const length = codePointLength(text);
  const name = String(field["custom_id"]);
  if (length === 0 && field["required"] !== false)
    throw new ActorError(`Field "${name}" of the modal is required.`);
  if (length > (typeof max === "number" ? max : 4000))
    throw new ActorError(`Field "${name}" of the modal takes fewer characters.`);
  if (length > 0 && typeof min === "number" && length < min)
    throw new ActorError(`Field "${name}" of the modal takes at least ${min} characters.`);
}
