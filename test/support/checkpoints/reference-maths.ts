import type { NamedTensor } from "./named-tensor.ts";

/** The layers of language models in plain 64-bit arithmetic, with no thought of speed. */

export type Vector = readonly number[];
/** A vector for each token. */
export type Sequence = readonly Vector[];

/** Looks tensors up by their names. */
export type Lookup = (name: string) => NamedTensor;

export function lookUp(tensors: readonly NamedTensor[]): Lookup {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return (name) => {
    const tensor = byName.get(name);
    if (tensor === undefined) throw new Error(`the made model has no tensor ${name}`);
    return tensor;
  };
}

export function rowOf({ values, shape }: NamedTensor, row: number): Vector {
  const length = shape.at(-1) ?? 0;
  return Array.from(values.subarray(row * length, (row + 1) * length));
}

/** Each output is the product of a row with the inputs, and a bias where there is one. */
export function linear(get: Lookup, name: string, inputs: Vector, hasBias = true): Vector {
  const weight = get(`${name}.weight`);
  const bias = hasBias ? get(`${name}.bias`).values : undefined;
  const [outputs = 0, length = 0] = weight.shape;
  return Array.from({ length: outputs }, (_, row) => {
    let sum = bias?.[row] ?? 0;
    for (let index = 0; index < length; index++)
      sum += (weight.values[row * length + index] ?? 0) * (inputs[index] ?? 0);
    return sum;
  });
}

/** The same for a matrix with a row for each input. */
export function convolution(get: Lookup, name: string, inputs: Vector): Vector {
  const { values, shape } = get(`${name}.weight`);
  const bias = get(`${name}.bias`).values;
  const [length = 0, outputs = 0] = shape;
  return Array.from({ length: outputs }, (_, column) => {
    let sum = bias[column] ?? 0;
    for (let index = 0; index < length; index++)
      sum += (values[index * outputs + column] ?? 0) * (inputs[index] ?? 0);
    return sum;
  });
}

export function layerNorm(get: Lookup, name: string, inputs: Vector): Vector {
  const mean = inputs.reduce((sum, value) => sum + value, 0) / inputs.length;
  const variance = inputs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / inputs.length;
  const weight = get(`${name}.weight`).values;
  const bias = get(`${name}.bias`).values;
  const scale = 1 / Math.sqrt(variance + 1e-5);
  return inputs.map(
    (value, index) => (value - mean) * scale * (weight[index] ?? 0) + (bias[index] ?? 0),
  );
}

export function rootMeanSquareNorm(get: Lookup, name: string, inputs: Vector): Vector {
  const square = inputs.reduce((sum, value) => sum + value ** 2, 0) / inputs.length;
  const weight = get(`${name}.weight`).values;
  const scale = 1 / Math.sqrt(square + 1e-5);
  return inputs.map((value, index) => value * scale * (weight[index] ?? 0));
}

export interface Attention {
  readonly queries: Sequence;
  readonly keys: Sequence;
  readonly values: Sequence;
  /** Numbers of a head. */
  readonly head: number;
  /** What the products of queries and keys are multiplied by. */
  readonly scale: number;
  /** Tokens that each token sees, itself included. Default: all. */
  readonly window?: number | undefined;
}

/** What each token gathers from those before it, all heads side by side; a head of keys may serve several of queries. */
export function attend({ queries, keys, values, head, scale, window }: Attention): Sequence {
  const heads = (queries[0]?.length ?? 0) / head;
  const shared = heads / ((keys[0]?.length ?? 0) / head);
  return queries.map((query, position) => {
    const first = Math.max(0, position + 1 - (window ?? position + 1));
    return Array.from({ length: heads }, (_, index) => {
      const keyStart = Math.floor(index / shared) * head;
      const scores: number[] = [];
      for (let at = first; at <= position; at++) {
        let product = 0;
        for (let number = 0; number < head; number++)
          product += (query[index * head + number] ?? 0) * (keys[at]?.[keyStart + number] ?? 0);
        scores.push(product * scale);
      }
      const shares = softmax(scores);
      return Array.from({ length: head }, (_unused, number) =>
        shares.reduce(
          (sum, share, at) => sum + share * (values[first + at]?.[keyStart + number] ?? 0),
          0,
        ),
      );
    }).flat();
  });
}

function softmax(scores: readonly number[]): readonly number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Turns the first `rotated` numbers of each head by the token's position: neighbours, or the two halves, are a pair. */
export function rotate(
  vector: Vector,
  position: number,
  {
    head,
    rotated,
    pairs,
    frequencyOf,
  }: {
    readonly head: number;
    readonly rotated: number;
    readonly pairs: "neighbours" | "halves";
    /** Default: falling from 1 to 1/10000. */
    readonly frequencyOf?: (index: number) => number;
  },
): Vector {
  const result = [...vector];
  const half = rotated / 2;
  for (let start = 0; start < vector.length; start += head)
    for (let index = 0; index < half; index++) {
      const angle = position * (frequencyOf?.(index) ?? 10_000 ** (-index / half));
      const [a, b] =
        pairs === "neighbours"
          ? [start + 2 * index, start + 2 * index + 1]
          : [start + index, start + index + half];
      const [x = 0, y = 0] = [vector[a], vector[b]];
      result[a] = x * Math.cos(angle) - y * Math.sin(angle);
      result[b] = y * Math.cos(angle) + x * Math.sin(angle);
    }
  return result;
}

export function add(...vectors: readonly Vector[]): Vector {
  const [first = []] = vectors;
  return first.map((_, index) => vectors.reduce((sum, vector) => sum + (vector[index] ?? 0), 0));
}

export function geluByTanh(value: number): number {
  return 0.5 * value * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (value + 0.044715 * value ** 3)));
}

export function gelu(value: number): number {
  return 0.5 * value * (1 + errorFunction(value / Math.SQRT2));
}

/** Abramowitz and Stegun, 7.1.26: off by 1.5e-7 at most. */
function errorFunction(value: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(value));
  const coefficients = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];
  const polynomial = coefficients.reduce((sum, coefficient) => sum * t + coefficient, 0) * t;
  return Math.sign(value) * (1 - polynomial * Math.exp(-(value ** 2)));
}

export function silu(value: number): number {
  return value / (1 + Math.exp(-value));
}
