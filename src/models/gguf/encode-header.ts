import type { TensorType } from "./tensor-types.ts";

/** One value of a GGUF file's metadata. Texts of a vocabulary are bytes, since pieces needn't be whole characters. */
export type GgufValue =
  | { readonly type: "u32" | "f32"; readonly value: number }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "strings"; readonly value: readonly Uint8Array[] }
  | { readonly type: "f32s" | "i32s"; readonly value: readonly number[] }
  | { readonly type: "u8s"; readonly value: Uint8Array };

export type GgufMetadata = readonly (readonly [key: string, value: GgufValue])[];

export interface GgufTensor {
  readonly name: string;
  /** The row's length first. */
  readonly dimensions: readonly number[];
  readonly type: TensorType;
}

/** Where everything of a GGUF file lies. */
export interface GgufLayout {
  /** All that comes before the tensors' data, padding included. */
  readonly header: Uint8Array;
  /** Where each tensor's data starts, in bytes from the start of the file, in the order of the tensors. */
  readonly tensorOffsets: readonly number[];
  readonly sizeBytes: number;
}

const alignment = 32;
const version = 3;

const typeIds = { u8: 0, u32: 4, i32: 5, f32: 6, bool: 7, string: 8, array: 9 } as const;

/**
 * The header of a GGUF file with these metadata and tensors, whose data follow in the same order, each at a multiple
 * of 32 bytes. Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
export function layOutGguf(metadata: GgufMetadata, tensors: readonly GgufTensor[]): GgufLayout {
  const pieces: Uint8Array[] = [
    Buffer.from("GGUF"),
    u32(version),
    u64(tensors.length),
    u64(metadata.length),
  ];
  for (const [key, value] of metadata) pieces.push(string(key), ...valueBytes(value));
  const relativeOffsets: number[] = [];
  let end = 0;
  for (const { name, dimensions, type } of tensors) {
    relativeOffsets.push(end);
    pieces.push(
      string(name),
      u32(dimensions.length),
      ...dimensions.map(u64),
      u32(type.id),
      u64(end),
    );
    end = aligned(end + tensorBytes(type, dimensions));
  }
  const unpadded = Buffer.concat(pieces);
  const header = Buffer.alloc(aligned(unpadded.length));
  unpadded.copy(header);
  return {
    header,
    tensorOffsets: relativeOffsets.map((offset) => header.length + offset),
    sizeBytes: header.length + end,
  };
}

/** Bytes that a tensor's data takes. Its row has to consist of whole blocks. */
export function tensorBytes(
  { blockElements, blockBytes }: Pick<TensorType, "blockElements" | "blockBytes">,
  dimensions: readonly number[],
): number {
  const elements = dimensions.reduce((product, length) => product * length, 1);
  return (elements / blockElements) * blockBytes;
}

function aligned(offset: number): number {
  return Math.ceil(offset / alignment) * alignment;
}

function valueBytes(value: GgufValue): readonly Uint8Array[] {
  switch (value.type) {
    case "u32":
      return [u32(typeIds.u32), u32(value.value)];
    case "f32":
      return [u32(typeIds.f32), numbers([value.value], "f32")];
    case "bool":
      return [u32(typeIds.bool), Buffer.from([value.value ? 1 : 0])];
    case "string":
      return [u32(typeIds.string), string(value.value)];
    case "strings":
      return [...arrayHead(typeIds.string, value.value.length), ...value.value.map(string)];
    case "f32s":
      return [...arrayHead(typeIds.f32, value.value.length), numbers(value.value, "f32")];
    case "i32s":
      return [...arrayHead(typeIds.i32, value.value.length), numbers(value.value, "i32")];
    case "u8s":
      return [...arrayHead(typeIds.u8, value.value.length), value.value];
    default:
      return value satisfies never;
  }
}

function arrayHead(elementType: number, length: number): readonly Uint8Array[] {
  return [u32(typeIds.array), u32(elementType), u64(length)];
}

function string(text: string | Uint8Array): Uint8Array {
  const bytes = Buffer.from(text);
  return Buffer.concat([u64(bytes.length), bytes]);
}

function numbers(values: readonly number[], type: "f32" | "i32"): Uint8Array {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) {
    if (type === "f32") bytes.writeFloatLE(value, index * 4);
    else bytes.writeInt32LE(value, index * 4);
  }
  return bytes;
}

function u32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
