import { bytesOfFormat } from "../stored-tensor.ts";
import type { Rows } from "./rows.ts";

/** What is held of a matrix while its columns are gathered: all of it with GPT-2, pieces where it is larger. */
const usualStripBytes = 64 * 1024 ** 2;

/**
 * A matrix turned over: its columns as rows. The last strip of rows that was worked out is kept, so that reading all of
 * it in order reads the source once for each strip.
 */
export function transposedRows(rows: Rows, stripBytes: number = usualStripBytes): Rows {
  const numberBytes = bytesOfFormat[rows.format];
  const columnBytes = rows.count * numberBytes;
  const stripRows = Math.max(1, Math.floor(stripBytes / columnBytes));
  let strip = { start: 0, count: 0, bytes: Buffer.alloc(0) };
  const load = async (start: number) => {
    const count = Math.min(stripRows, rows.length - start);
    const bytes = Buffer.allocUnsafe(count * columnBytes);
    const step = Math.max(1, Math.floor((4 * 1024 ** 2) / (rows.length * numberBytes)));
    for (let row = 0; row < rows.count; row += step) {
      const some = Math.min(step, rows.count - row);
      const source = await rows.read(row, some);
      turn(source, { from: row, rows: some, length: rows.length }, bytes, {
        start,
        count,
        length: rows.count,
        numberBytes,
      });
    }
    strip = { start, count, bytes };
  };
  return {
    count: rows.length,
    length: rows.count,
    format: rows.format,
    async read(start, count) {
      const pieces: Buffer[] = [];
      for (let row = start; row < start + count; ) {
        if (row < strip.start || row >= strip.start + strip.count)
          await load(Math.floor(row / stripRows) * stripRows);
        const some = Math.min(start + count, strip.start + strip.count) - row;
        const from = (row - strip.start) * columnBytes;
        pieces.push(strip.bytes.subarray(from, from + some * columnBytes));
        row += some;
      }
      return Buffer.concat(pieces);
    },
  };
}

/** Copies some columns of source rows to where they belong as rows. */
function turn(
  source: Buffer,
  piece: { readonly from: number; readonly rows: number; readonly length: number },
  target: Buffer,
  strip: {
    readonly start: number;
    readonly count: number;
    readonly length: number;
    readonly numberBytes: number;
  },
): void {
  const wide = strip.numberBytes === 4;
  const read = wide ? new Uint32Array(...view(source, 4)) : new Uint16Array(...view(source, 2));
  const write = wide ? new Uint32Array(...view(target, 4)) : new Uint16Array(...view(target, 2));
  for (let row = 0; row < piece.rows; row++)
    for (let column = 0; column < strip.count; column++)
      write[column * strip.length + piece.from + row] =
        read[row * piece.length + strip.start + column] ?? 0;
}

function view(bytes: Buffer, wordBytes: number): [ArrayBuffer, number, number] {
  return [bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length / wordBytes];
}
