import { mkdirSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";

const width = 1024;
const feedForward = 2752;
const heads = 16;
const vocabularySize = 16_000;

const numberBytes = { F32: 4, BF16: 2 } as const;

const chunk = Buffer.alloc(4 * 1024 ** 2);

type Shape = readonly [name: string, shape: readonly number[]];

/**
 * Writes a folder with a LLaMA checkpoint of about `sizeBytes` whose numbers are all 0, and returns the file of its
 * weights. `sparse`: nothing is written to the disk but the header.
 */
export async function writeCheckpointModel(
  folder: string,
  options: {
    readonly format: keyof typeof numberBytes;
    readonly sizeBytes: number;
    readonly sparse: boolean;
  },
): Promise<string> {
  const { format, sizeBytes, sparse } = options;
  const bytesOf = ([, shape]: Shape) =>
    shape.reduce((product, length) => product * length, 1) * numberBytes[format];
  const sum = (shapes: readonly Shape[]) =>
    shapes.reduce((total, shape) => total + bytesOf(shape), 0);
  const layers = Math.max(1, Math.round((sizeBytes - sum(outer)) / sum(layerShapes(0))));
  const shapes = [
    ...outer,
    ...Array.from({ length: layers }, (_, index) => layerShapes(index)).flat(),
  ];
  const header: Record<string, unknown> = {};
  let end = 0;
  for (const shape of shapes) {
    const next = end + bytesOf(shape);
    header[shape[0]] = { dtype: format, shape: shape[1], data_offsets: [end, next] };
    end = next;
  }
  mkdirSync(folder, { recursive: true });
  writeSmallFiles(folder, layers);
  const file = join(folder, "model.safetensors");
  await writeWeights(file, header, { dataBytes: end, sparse });
  return file;
}

const outer: readonly Shape[] = [
  ["model.embed_tokens.weight", [vocabularySize, width]],
  ["model.norm.weight", [width]],
  ["lm_head.weight", [vocabularySize, width]],
];

function layerShapes(layer: number): readonly Shape[] {
  const at = `model.layers.${layer}`;
  return [
    ...["q", "k", "v", "o"].map(
      (name) => [`${at}.self_attn.${name}_proj.weight`, [width, width]] as const,
    ),
    [`${at}.mlp.gate_proj.weight`, [feedForward, width]],
    [`${at}.mlp.up_proj.weight`, [feedForward, width]],
    [`${at}.mlp.down_proj.weight`, [width, feedForward]],
    [`${at}.input_layernorm.weight`, [width]],
    [`${at}.post_attention_layernorm.weight`, [width]],
  ];
}

function writeSmallFiles(folder: string, layers: number): void {
  const config = {
    model_type: "llama",
    hidden_size: width,
    intermediate_size: feedForward,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    max_position_embeddings: 2048,
    vocab_size: vocabularySize,
  };
  const tokens = Array.from({ length: vocabularySize }, (_, id) => [`t${id}`, id] as const);
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  writeFileSync(join(folder, "vocab.json"), JSON.stringify(Object.fromEntries(tokens)));
  writeFileSync(join(folder, "merges.txt"), "#version: 0.2\n");
}

async function writeWeights(
  file: string,
  header: object,
  { dataBytes, sparse }: { readonly dataBytes: number; readonly sparse: boolean },
): Promise<void> {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  const start = length.length + json.length;
  const handle = await open(file, "wx");
  try {
    await handle.write(Buffer.concat([length, json]), 0, start, 0);
    if (!sparse)
      for (let done = 0; done < dataBytes; done += chunk.length)
        await handle.write(chunk, 0, Math.min(chunk.length, dataBytes - done), start + done);
    await handle.truncate(start + dataBytes);
  } finally {
    await handle.close();
  }
}
