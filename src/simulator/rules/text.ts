import type { Problem } from "../http/api-error.ts";

/** Discord counts characters as code points; JavaScript's `length` counts UTF-16 units. */
export function codePointLength(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Problems of a text that must have between `min` and `max` code points. */
export function checkLength(
  text: unknown,
  path: readonly (string | number)[],
  { min = 0, max }: { readonly min?: number; readonly max: number },
): Problem[] {
  if (typeof text !== "string")
    return [{ path, code: "BASE_TYPE_REQUIRED", message: "This field is required" }];
  const length = codePointLength(text);
  if (length > max)
    return [{ path, code: "BASE_TYPE_MAX_LENGTH", message: `Must be ${max} or fewer in length.` }];
  if (length < min)
    return [
      {
        path,
        code: "BASE_TYPE_BAD_LENGTH",
        message: `Must be between ${min} and ${max} in length.`,
      },
    ];
  return [];
}

/** As `checkLength`, for a text that may be absent. */
export function checkOptionalLength(
  text: unknown,
  path: readonly (string | number)[],
  limits: { readonly min?: number; readonly max: number },
): Problem[] {
  return text === undefined || text === null ? [] : checkLength(text, path, limits);
}

/** A value of foreign JSON as text; an empty one for what is no text. */
export function asText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a JSON array; an empty list for anything else. */
export function objectsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
