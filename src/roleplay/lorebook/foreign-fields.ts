import { isObject } from "./field-kinds.ts";
import type { JsonObject, LorebookFormat } from "./lorebook.ts";

/**
 * A book that goes from one format to another takes along what only the first one has: it waits in `extensions`, under
 * a name of ours, until the book goes back.
 */

/** `extensions` with the fields put aside that only `format` has. */
export function putAside(
  extensions: JsonObject,
  format: LorebookFormat,
  fields: JsonObject,
): JsonObject {
  if (Object.keys(fields).length === 0) return extensions;
  return { ...extensions, [asideKey(format)]: fields };
}

/** The fields that were put aside for `format`, and the extensions without them. */
export function takeBack(
  extensions: JsonObject,
  format: LorebookFormat,
): { readonly fields: JsonObject; readonly extensions: JsonObject } {
  const { [asideKey(format)]: fields, ...rest } = extensions;
  return isObject(fields) ? { fields, extensions: rest } : { fields: {}, extensions };
}

function asideKey(format: LorebookFormat): string {
  return `hearthside/${format}`;
}
