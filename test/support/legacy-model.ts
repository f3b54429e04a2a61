import {
  type Block,
  type LegacyType,
  legacyTypes,
  packBlock,
  randomBlock,
  seededNumbers,
} from "./legacy-blocks.ts";

export type LegacyContainerName = "ggml" | "ggmf" | "ggjt1" | "ggjt2" | "ggjt3";

const containers: Readonly<
  Record<
    LegacyContainerName,
    { readonly magic: string; readonly version?: number; readonly generation: 1 | 2 | 3 }
  >
> = {
  ggml: { magic: "lmgg", generation: 1 },
  ggmf: { magic: "fmgg", version: 1, generation: 1 },
  ggjt1: { magic: "tjgg", version: 1, generation: 1 },
  ggjt2: { magic: "tjgg", version: 2, generation: 2 },
  ggjt3: { magic: "tjgg", version: 3, generation: 3 },
};

/** Every type that each container can have. */
export const legacyKinds: readonly (readonly [LegacyContainerName, LegacyType])[] = (
  Object.keys(containers) as LegacyContainerName[]
).flatMap((container) => typesOf(container).map((type) => [container, type] as const));

function typesOf(container: LegacyContainerName): readonly LegacyType[] {
  const { generation } = containers[container];
  return (Object.keys(legacyTypes) as LegacyType[]).filter((type) => {
    if (type.endsWith("_K")) return generation === 3;
    return generation === 1 || (type !== "Q4_2" && type !== "Q4_3");
  });
}

export interface LegacyModelOptions {
  readonly container: LegacyContainerName;
  readonly type: LegacyType;
  /** Files that the model is split into. */
  readonly parts?: number;
  /** Pieces of the vocabulary beside LLaMA's first 259. */
  readonly pieces?: readonly (string | Uint8Array)[];
  readonly vocabularySize?: number;
}

export interface LegacyMatrix {
  /** Legacy name. */
  readonly name: string;
  /** Blocks of each row. A vector has one row. */
  readonly rows: readonly (readonly Block[])[];
  readonly type: LegacyType;
  readonly dimensions: readonly number[];
}

export interface LegacyModel {
  /** The bytes of each file. */
  readonly files: readonly Buffer[];
  readonly matrices: readonly LegacyMatrix[];
  readonly hyperparameters: {
    readonly vocabularySize: number;
    readonly width: number;
    readonly heads: number;
    readonly layers: number;
    readonly feedForward: number;
  };
}

const firstPiece = 259;

/** A tiny LLaMA with random weights in a legacy container, as the programs of its time would have written it. */
export function makeLegacyModel(options: LegacyModelOptions): LegacyModel {
  const { container, type, parts = 1, vocabularySize = 288 } = options;
  const width = type.endsWith("_K") ? 256 : 64 * parts;
  const hyperparameters = { vocabularySize, width, heads: 2, layers: 2, feedForward: 2 * width };
  const random = seededNumbers(7);
  const matrices = shapes(hyperparameters).map(([name, dimensions]) => {
    const [rowLength = 0, rowCount = 1] = dimensions;
    const own = dimensions.length === 1 ? "F32" : type;
    const blocks = rowLength / legacyTypes[own].block;
    const rows = Array.from({ length: rowCount }, () =>
      Array.from({ length: blocks }, () => randomBlock(own, random)),
    );
    return { name, dimensions, rows, type: own };
  });
  const files = Array.from({ length: parts }, (_, part) => {
    const { generation, magic, version } = containers[container];
    const head = Buffer.concat([
      Buffer.from(magic, "latin1"),
      ...(version === undefined ? [] : [u32(version)]),
      ...[vocabularySize, width, 256, 2, 2, width / 2, fileTypes[type]].map(u32),
      vocabulary(vocabularySize, options.pieces ?? [], container !== "ggml"),
    ]);
    return matrices.reduce((file, matrix) => {
      const { header, data } = packMatrix(matrix, generation, part, parts);
      const padding = container.startsWith("ggjt") ? -(file.length + header.length) & 31 : 0;
      return Buffer.concat([file, header, Buffer.alloc(padding), data]);
    }, head);
  });
  return { files, matrices, hyperparameters };
}

// biome-ignore format: a table
const fileTypes: Readonly<Record<LegacyType, number>> = {
  F32: 0, F16: 1, Q4_0: 2, Q4_1: 3, Q4_2: 5, Q4_3: 6, Q8_0: 7, Q5_0: 8, Q5_1: 9,
  Q2_K: 10, Q3_K: 12, Q4_K: 15, Q5_K: 17, Q6_K: 18,
};

function shapes({
  vocabularySize,
  width,
  layers,
  feedForward,
}: LegacyModel["hyperparameters"]): readonly (readonly [string, readonly number[]])[] {
  const ofLayer = [
    ["attention.wq.weight", [width, width]],
    ["attention.wk.weight", [width, width]],
    ["attention.wv.weight", [width, width]],
    ["attention.wo.weight", [width, width]],
    ["attention_norm.weight", [width]],
    ["feed_forward.w1.weight", [width, feedForward]],
    ["feed_forward.w2.weight", [feedForward, width]],
    ["feed_forward.w3.weight", [width, feedForward]],
    ["ffn_norm.weight", [width]],
  ] as const;
  return [
    ["tok_embeddings.weight", [width, vocabularySize]],
    ["norm.weight", [width]],
    ["output.weight", [width, vocabularySize]],
    ...Array.from({ length: layers }, (_, layer) =>
      ofLayer.map(([name, dimensions]) => [`layers.${layer}.${name}`, dimensions] as const),
    ).flat(),
  ];
}

function vocabulary(
  size: number,
  pieces: readonly (string | Uint8Array)[],
  hasScores: boolean,
): Buffer {
  const texts = Array.from({ length: size }, (_, id) => {
    if (id === 0) return Buffer.from(" ⁇ ");
    if (id < 3) return Buffer.alloc(0);
    if (id < firstPiece) return Buffer.from([id - 3]);
    return Buffer.from(pieces[id - firstPiece] ?? ` w${id}`);
  });
  return Buffer.concat(
    texts.flatMap((text, id) => [
      u32(text.length),
      text,
      ...(hasScores ? [f32(Math.min(0, firstPiece - id))] : []),
    ]),
  );
}

function packMatrix(
  { name, rows, type, dimensions }: LegacyMatrix,
  generation: 1 | 2 | 3,
  part: number,
  parts: number,
): { readonly header: Buffer; readonly data: Buffer } {
  const splitsRows = /tok_embeddings|attention\.wo|feed_forward\.w2/.test(name);
  const share = <T>(items: readonly T[]) => {
    const count = items.length / parts;
    return items.slice(part * count, (part + 1) * count);
  };
  const isVector = dimensions.length === 1;
  const own = isVector ? rows : splitsRows ? rows.map(share) : share(rows);
  const [rowLength = 0, rowCount = 1] = dimensions;
  const ownDimensions = isVector
    ? dimensions
    : splitsRows
      ? [rowLength / parts, rowCount]
      : [rowLength, rowCount / parts];
  const nameBytes = Buffer.from(name);
  return {
    header: Buffer.concat([
      ...[ownDimensions.length, nameBytes.length, legacyTypes[type].id, ...ownDimensions].map(u32),
      nameBytes,
    ]),
    data: Buffer.concat(own.flat().map((block) => packBlock(type, generation, block))),
  };
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function f32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}
