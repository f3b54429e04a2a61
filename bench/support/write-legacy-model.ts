import { type FileHandle, open } from "node:fs/promises";

const width = 2048;
const feedForward = 5504;
const heads = 16;
const vocabularySize = 32_000;

/** A block of 32 numbers of Q4_0, with its scale, in ggjt v1 and in v3. */
const blockBytes = { 1: 20, 3: 18 } as const;

const chunk = Buffer.alloc(4 * 1024 ** 2);

/**
 * Writes a file of about `sizeBytes` with a LLaMA in Q4_0 whose numbers are all 0: where bytes come from doesn't
 * matter to the speed. `sparse`: nothing is written to the disk but the heads of the tensors.
 */
export async function writeLegacyModel(
  file: string,
  options: { readonly version: 1 | 3; readonly sizeBytes: number; readonly sparse: boolean },
): Promise<void> {
  const { version, sizeBytes, sparse } = options;
  const bytesOf = (dimensions: readonly number[]) =>
    (dimensions.reduce((product, length) => product * length, 1) / 32) * blockBytes[version];
  const ofLayer = layerShapes(0).reduce((sum, [, dimensions]) => sum + bytesOf(dimensions), 0);
  const embeddings = 2 * bytesOf([width, vocabularySize]);
  const layers = Math.max(1, Math.round((sizeBytes - embeddings) / ofLayer));
  const handle = await open(file, "wx");
  try {
    let end = await append(handle, 0, head(version, layers));
    for (const [name, dimensions] of shapes(layers)) {
      const isVector = dimensions.length === 1;
      const header = tensorHead(name, dimensions, isVector ? 0 : 2);
      end = await append(handle, end, header);
      end = Math.ceil(end / 32) * 32;
      const dataBytes = isVector ? width * 4 : bytesOf(dimensions);
      if (!sparse) await fill(handle, end, dataBytes);
      end += dataBytes;
    }
    await handle.truncate(end);
  } finally {
    await handle.close();
  }
}

type Shape = readonly [name: string, dimensions: readonly number[]];

function shapes(layers: number): readonly Shape[] {
  return [
    ["tok_embeddings.weight", [width, vocabularySize]],
    ["norm.weight", [width]],
    ["output.weight", [width, vocabularySize]],
    ...Array.from({ length: layers }, (_, layer) => layerShapes(layer)).flat(),
  ];
}

function layerShapes(layer: number): readonly Shape[] {
  const names: readonly Shape[] = [
    ...["wq", "wk", "wv", "wo"].map((name) => [`attention.${name}`, [width, width]] as const),
    ["attention_norm", [width]],
    ["feed_forward.w1", [width, feedForward]],
    ["feed_forward.w2", [feedForward, width]],
    ["feed_forward.w3", [width, feedForward]],
    ["ffn_norm", [width]],
  ];
  return names.map(([name, dimensions]) => [`layers.${layer}.${name}.weight`, dimensions]);
}

function head(version: number, layers: number): Buffer {
  const pieces = Array.from({ length: vocabularySize }, (_, id) => {
    const text = id < 3 ? "" : `p${id}`;
    return Buffer.concat([u32(text.length), Buffer.from(text), Buffer.alloc(4)]);
  });
  const numbers = [version, vocabularySize, width, 256, heads, layers, width / heads, 2];
  return Buffer.concat([Buffer.from("tjgg"), ...numbers.map(u32), ...pieces]);
}

function tensorHead(name: string, dimensions: readonly number[], type: number): Buffer {
  const numbers = [dimensions.length, name.length, type, ...dimensions];
  return Buffer.concat([...numbers.map(u32), Buffer.from(name)]);
}

async function append(handle: FileHandle, position: number, bytes: Buffer): Promise<number> {
  await handle.write(bytes, 0, bytes.length, position);
  return position + bytes.length;
}

async function fill(handle: FileHandle, start: number, sizeBytes: number): Promise<void> {
  for (let done = 0; done < sizeBytes; done += chunk.length)
    await handle.write(chunk, 0, Math.min(chunk.length, sizeBytes - done), start + done);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
