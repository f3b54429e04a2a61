/** Writes files in ONNX, as far as small made models need it: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */

const float = 1;
const int64 = 7;
const bool = 9;

export const elementTypes = { float, int64, bool } as const;

/** A text stands for a length that varies. */
export type Shape = readonly (number | string)[];

export interface OnnxGraph {
  readonly inputs: readonly (readonly [name: string, type: number, shape: Shape])[];
  readonly outputs: readonly (readonly [name: string, type: number, shape: Shape])[];
  /** Constants: 32-bit floats, or whole numbers. */
  readonly constants: readonly (readonly [
    name: string,
    shape: readonly number[],
    values: Float32Array | BigInt64Array,
  ])[];
  readonly nodes: readonly OnnxNode[];
}

export interface OnnxNode {
  readonly operation: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

export function onnxFile(graph: OnnxGraph): Buffer {
  const body = Buffer.concat([
    ...graph.nodes.map((node) => message(1, nodeBytes(node))),
    text(2, "made"),
    ...graph.constants.map(([name, shape, values]) => message(5, tensorBytes(name, shape, values))),
    ...graph.inputs.map((input) => message(11, valueBytes(...input))),
    ...graph.outputs.map((output) => message(12, valueBytes(...output))),
  ]);
  return Buffer.concat([number(1, 8), message(7, body), message(8, number(2, 17))]);
}

function nodeBytes({ operation, inputs, output, attributes = {} }: OnnxNode): Buffer {
  return Buffer.concat([
    ...inputs.map((input) => text(1, input)),
    text(2, output),
    text(4, operation),
    ...Object.entries(attributes).map(([name, value]) =>
      message(
        5,
        typeof value === "number"
          ? Buffer.concat([text(1, name), number(3, value), number(20, 2)])
          : Buffer.concat([text(1, name), ...value.map((each) => number(8, each)), number(20, 7)]),
      ),
    ),
  ]);
}

function tensorBytes(
  name: string,
  shape: readonly number[],
  values: Float32Array | BigInt64Array,
): Buffer {
  return Buffer.concat([
    ...shape.map((length) => number(1, length)),
    number(2, values instanceof Float32Array ? float : int64),
    text(8, name),
    message(9, Buffer.from(values.buffer, values.byteOffset, values.byteLength)),
  ]);
}

function valueBytes(name: string, type: number, shape: Shape): Buffer {
  const lengths = shape.map((length) =>
    message(1, typeof length === "number" ? number(1, length) : text(2, length)),
  );
  const tensor = Buffer.concat([number(1, type), message(2, Buffer.concat(lengths))]);
  return Buffer.concat([text(1, name), message(2, message(1, tensor))]);
}

function text(field: number, value: string): Buffer {
  return message(field, Buffer.from(value));
}

function message(field: number, bytes: Buffer): Buffer {
  return Buffer.concat([varint(field * 8 + 2), varint(bytes.length), bytes]);
}

function number(field: number, value: number): Buffer {
  return Buffer.concat([varint(field * 8), varint(value)]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}
