import type { WireObject } from "../world/records.ts";
import { componentTypes, isSelect } from "./component-types.ts";
import { isObject } from "./text.ts";

/** Components as Discord gives them back: with an `id` each and the defaults filled in. */
export function completeComponents(components: readonly WireObject[]): readonly WireObject[] {
  let nextId = 0;
  const complete = (component: WireObject): WireObject => {
    nextId += 1;
    const completed: Record<string, unknown> = {
      ...defaultsOf(component["type"]),
      id: nextId,
      ...component,
    };
    const children = component["components"];
    if (Array.isArray(children)) completed["components"] = children.filter(isObject).map(complete);
    for (const slot of ["accessory", "component"]) {
      const child = component[slot];
      if (isObject(child)) completed[slot] = complete(child);
    }
    return completed;
  };
  return components.map(complete);
}

function defaultsOf(type: unknown): WireObject {
  if (isSelect(type)) return { min_values: 1, max_values: 1, disabled: false };
  if (type === componentTypes.container) return { accent_color: null, spoiler: false };
  if (type === componentTypes.separator) return { spacing: 1, divider: true };
  if (type === componentTypes.file) return { spoiler: false };
  return {};
}
