import type { NamedTensor } from "./named-tensor.ts";
import { packNumbers, type StoredFormat } from "./pack-numbers.ts";

/** A safetensors file with these tensors. */
export function safetensorsFile(tensors: readonly NamedTensor[], format: StoredFormat): Buffer {
  const data: Buffer[] = [];
  const header: Record<string, unknown> = { __metadata__: { format: "pt" } };
  let end = 0;
  for (const { name, shape, values } of tensors) {
    const bytes = packNumbers(values, format);
    header[name] = { dtype: format, shape, data_offsets: [end, end + bytes.length] };
    end += bytes.length;
    data.push(bytes);
  }
  return safetensorsOf(header, Buffer.concat(data));
}

/** A file with this header, whatever it says, and these data. */
export function safetensorsOf(header: unknown, data: Buffer): Buffer {
  const text = JSON.stringify(header);
  const json = Buffer.from(text.padEnd(Math.ceil(text.length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, data]);
}
