import { readFully } from "../../importing/read-fully.ts";
import { bytesOfFormat, type CheckpointFile, type NumberFormat } from "../stored-tensor.ts";
import { floatsOf } from "./number-formats.ts";

/**
 * A matrix that is read some rows at a time, as its numbers are stored. A vector is a matrix of one row. What a new file
 * needs is made of such matrices by stacking, ordering and scaling; none of that holds more than the rows asked for, but
 * where it says so.
 */
export interface Rows {
  readonly count: number;
  /** Numbers of a row. */
  readonly length: number;
  readonly format: NumberFormat;
  /** The bytes of `count` rows from `start` on, in memory that is the caller's. */
  read(start: number, count: number): Promise<Buffer>;
}

/** Rows that lie one after another in a file. */
export function storedRows(
  place: {
    readonly file: CheckpointFile;
    readonly offset: number;
    readonly format: NumberFormat;
  },
  count: number,
  length: number,
): Rows {
  const { file, offset, format } = place;
  const rowBytes = length * bytesOfFormat[format];
  return {
    count,
    length,
    format,
    read: (start, some) => readFully(file.handle, offset + start * rowBytes, some * rowBytes),
  };
}

/** `count` rows of others, from `start` on. */
export function someRows(rows: Rows, start: number, count: number): Rows {
  return { ...rows, count, read: (from, some) => rows.read(start + from, some) };
}

/** Matrices with rows of one length, one below the other. */
export function stackedRows(parts: readonly Rows[]): Rows {
  const [first] = parts;
  if (first === undefined) throw new RangeError("there is nothing to stack");
  const alike = parts.every(({ format }) => format === first.format) ? parts : parts.map(asFloats);
  const { length, format } = alike[0] ?? first;
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    length,
    format,
    async read(start, count) {
      const pieces: Buffer[] = [];
      let partStart = 0;
      for (const part of alike) {
        const from = Math.max(start, partStart);
        const to = Math.min(start + count, partStart + part.count);
        if (from < to) pieces.push(await part.read(from - partStart, to - from));
        partStart += part.count;
      }
      return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
    },
  };
}

/** The same matrices end to end in one row: a vector of several. */
export function joinedVectors(parts: readonly Rows[]): Rows {
  const length = parts.reduce((sum, part) => sum + part.length * part.count, 0);
  const columns = parts.map(asColumn);
  const stacked = stackedRows(columns);
  return asVector(stacked, length);
}

/** A vector as a matrix with one number in each row, to be ordered. */
export function asColumn(rows: Rows): Rows {
  const { count, length, format } = rows;
  const numberBytes = bytesOfFormat[format];
  return {
    count: count * length,
    length: 1,
    format,
    async read(start, some) {
      const firstRow = Math.floor(start / length);
      const lastRow = Math.ceil((start + some) / length);
      const bytes = await rows.read(firstRow, lastRow - firstRow);
      const from = (start - firstRow * length) * numberBytes;
      return bytes.subarray(from, from + some * numberBytes);
    },
  };
}

/** The reverse: all numbers as one row. */
export function asVector(rows: Rows, length: number = rows.count * rows.length): Rows {
  return {
    count: 1,
    length,
    format: rows.format,
    read: (_start, some) => rows.read(0, some === 0 ? 0 : rows.count),
  };
}

/**
 * Each group of `order.length` rows in another order: the row at `index` is the one that was at `order[index]`.
 */
export function orderedRows(rows: Rows, order: readonly number[]): Rows {
  const group = order.length;
  const rowBytes = rows.length * bytesOfFormat[rows.format];
  return {
    ...rows,
    async read(start, count) {
      const firstGroup = Math.floor(start / group) * group;
      const end = Math.min(rows.count, Math.ceil((start + count) / group) * group);
      const source = await rows.read(firstGroup, end - firstGroup);
      const target = Buffer.allocUnsafe(count * rowBytes);
      for (let index = 0; index < count; index++) {
        const row = start + index - firstGroup;
        const groupStart = Math.floor(row / group) * group;
        const from = (groupStart + (order[row - groupStart] ?? 0)) * rowBytes;
        source.copy(target, index * rowBytes, from, from + rowBytes);
      }
      return target;
    },
  };
}

/** Runs of rows of another matrix, one after the other. */
export function gatheredRows(
  rows: Rows,
  runs: readonly { readonly start: number; readonly count: number }[],
): Rows {
  return stackedRows(runs.map(({ start, count }) => someRows(rows, start, count)));
}

/** The same numbers as 32-bit floats. */
export function asFloats(rows: Rows): Rows {
  return rows.format === "F32" ? rows : scaledRows(rows, 1);
}

/** Every number times a factor, as 32-bit floats. */
export function scaledRows(rows: Rows, factor: number): Rows {
  return {
    ...rows,
    format: "F32",
    async read(start, count) {
      const floats = floatsOf(await rows.read(start, count), rows.format);
      if (factor !== 1)
        for (let index = 0; index < floats.length; index++)
          floats[index] = (floats[index] ?? 0) * factor;
      return Buffer.from(floats.buffer, floats.byteOffset, floats.byteLength);
    },
  };
}

/** Rows that are worked out. */
export function computedRows(
  count: number,
  length: number,
  rowAt: (row: number) => readonly number[] | Float32Array,
): Rows {
  return {
    count,
    length,
    format: "F32",
    async read(start, some) {
      const floats = new Float32Array(some * length);
      for (let index = 0; index < some; index++) floats.set(rowAt(start + index), index * length);
      return Buffer.from(floats.buffer);
    },
  };
}

export function zeroVector(length: number): Rows {
  return computedRows(1, length, () => new Float32Array(length));
}
