import { isDeepStrictEqual } from "node:util";
import type { Remark } from "../../lib/remark.ts";
import { remark } from "../remarks.ts";
import type { JsonObject } from "./lorebook.ts";

/** How one field of the domain stands in one file format. */
export interface FieldCodec<Target, Field extends keyof Target = keyof Target> {
  readonly field: Field;
  /** The field's name in the file. */
  readonly key: string;
  /** What the file says, leniently; `problem` is told of what had to be guessed. */
  readonly read: (raw: unknown, problem: ReportProblem) => Target[Field];
  readonly write: (value: Target[Field]) => unknown;
}

/** Told once for each thing that isn't as the format asks but could be understood. */
export type ReportProblem = (problem: Remark) => void;

/** A codec whose field type is checked against its own reader and writer. */
export function codec<Target>() {
  return <Field extends keyof Target>(
    field: Field,
    key: string,
    kind: {
      read: (raw: unknown, problem: ReportProblem) => Target[Field];
      write?: (value: Target[Field]) => unknown;
    },
  ): FieldCodec<Target> => ({
    field,
    key,
    read: (raw, problem) =>
      kind.read(raw, (what) => problem(remark("named-field", { field: key, what }))),
    // Sound: every codec is only ever given its own field's value.
    write: (value) => (kind.write === undefined ? value : kind.write(value as Target[Field])),
  });
}

/** The fields that `raw` has; those it leaves out stay as in `blank`. */
export function readFields<Target extends object>(
  codecs: readonly FieldCodec<Target>[],
  raw: JsonObject,
  blank: Target,
  problem: ReportProblem,
): Target {
  const fields: Partial<Target> = {};
  for (const { field, key, read } of codecs) {
    if (Object.hasOwn(raw, key) && raw[key] !== undefined) fields[field] = read(raw[key], problem);
  }
  return { ...blank, ...fields };
}

/**
 * `raw` with those fields of `value` that differ from `before`, which is what `raw` was read as. So whatever nobody
 * changed stays as it stands in the file, spelling, absence and unknown fields included.
 */
export function patchFields<Target>(
  codecs: readonly FieldCodec<Target>[],
  raw: JsonObject,
  value: Target,
  before: Target,
): Record<string, unknown> {
  const changed = codecs.filter(({ field }) => !isDeepStrictEqual(before[field], value[field]));
  return { ...raw, ...writeFields(changed, value) };
}

/** Reads fields of `raw` one by one, for formats that are only read; each problem names its field. */
export function fieldReader(raw: JsonObject, problem: ReportProblem) {
  return <Value>(
    key: string,
    kind: { read: (raw: unknown, problem: ReportProblem) => Value },
    absent?: unknown,
  ): Value =>
    kind.read(raw[key] ?? absent, (what) => problem(remark("named-field", { field: key, what })));
}

/** All fields of `value` that the codecs know, defaults included. */
export function writeFields<Target>(
  codecs: readonly FieldCodec<Target>[],
  value: Target,
): Record<string, unknown> {
  return Object.fromEntries(codecs.map(({ field, key, write }) => [key, write(value[field])]));
}

/** What of `raw` no codec knows. */
export function unknownFields(raw: JsonObject, known: Iterable<string>): Record<string, unknown> {
  const names = new Set(known);
  return Object.fromEntries(Object.entries(raw).filter(([key]) => !names.has(key)));
}
