import { seededNumbers } from "../legacy-blocks.ts";

/** A tensor as checkpoints have it: the row's length last. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** A model as its makers would save it. */
export interface MadeModel {
  readonly config: Readonly<Record<string, unknown>>;
  readonly tensors: readonly NamedTensor[];
}

type Shape = readonly [name: string, ...lengths: number[]];

/**
 * Random tensors. Their numbers have eight binary digits, so that 16-bit floats of both kinds hold them exactly. Weights
 * of normalisations are near 1, everything else near 0.
 */
export function randomTensors(shapes: readonly Shape[], seed: number): readonly NamedTensor[] {
  const random = seededNumbers(seed);
  return shapes.map(([name, ...shape]) => {
    const count = shape.reduce((product, length) => product * length, 1);
    const isNorm = /(?:norm|ln_\w+)\.weight$/.test(name);
    const values = Float64Array.from({ length: count }, () =>
      isNorm ? (random(129) + 64) / 2 ** 7 : (random(255) - 127) / 2 ** 9,
    );
    return { name, shape, values };
  });
}

/** A weight and a bias of a linear layer, or of a normalisation. */
export function withBias(name: string, outputs: number, ...inputs: number[]): readonly Shape[] {
  return [
    [`${name}.weight`, outputs, ...inputs],
    [`${name}.bias`, outputs],
  ];
}

/** The same shapes for each layer. */
export function forLayers(
  count: number,
  shapes: (layer: number) => readonly (readonly Shape[])[],
): readonly Shape[] {
  return Array.from({ length: count }, (_, layer) => shapes(layer).flat()).flat();
}

export type { Shape };
