import { crc32 } from "node:zlib";
import type { NamedTensor } from "./named-tensor.ts";
import { packNumbers, type StoredFormat } from "./pack-numbers.ts";
import { type Picklable, pickle } from "./pickle-writer.ts";

const storages: Readonly<Record<StoredFormat, string>> = {
  F32: "torch.FloatStorage",
  F16: "torch.HalfStorage",
  BF16: "torch.BFloat16Storage",
};

/** A file as `torch.save` writes it since PyTorch 1.6. */
export function pytorchArchive(tensors: readonly NamedTensor[], format: StoredFormat): Buffer {
  return zipOf([
    ["archive/data.pkl", pickle(stateDictionary(tensors, format, false))],
    ["archive/byteorder", Buffer.from("little")],
    ...tensors.map(
      ({ values }, index) => [`archive/data/${index}`, packNumbers(values, format)] as const,
    ),
    ["archive/version", Buffer.from("3\n")],
  ]);
}

const magic = Buffer.from("8a0a6cfc9c46f9206aa85019", "hex");

/** A file as `torch.save` wrote it before. */
export function pytorchStream(tensors: readonly NamedTensor[], format: StoredFormat): Buffer {
  const keys = tensors.map((_, index) => String(index));
  return Buffer.concat([
    pickle({ raw: magic }),
    pickle(1001),
    pickle({
      dict: [
        ["protocol_version", 1001],
        ["little_endian", true],
      ],
    }),
    pickle(stateDictionary(tensors, format, true)),
    pickle(keys),
    ...tensors.flatMap(({ values }) => {
      const length = Buffer.alloc(8);
      length.writeBigInt64LE(BigInt(values.length));
      return [length, packNumbers(values, format)];
    }),
  ]);
}

function stateDictionary(
  tensors: readonly NamedTensor[],
  format: StoredFormat,
  hasViews: boolean,
): Picklable {
  const entries = tensors.map(({ name, shape, values }, index) => {
    const id = ["storage", { global: storages[format] }, String(index), "cpu", values.length];
    const storage: Picklable = { reference: { tuple: hasViews ? [...id, null] : id } };
    return [name, tensorCall(storage, shape)] as const;
  });
  return {
    call: { global: "collections.OrderedDict" },
    args: [entries.map((tuple) => ({ tuple }))],
  };
}

/** What rebuilds a tensor of a storage. */
export function tensorCall(storage: Picklable, shape: readonly number[]): Picklable {
  const strides = shape.map((_, index) =>
    shape.slice(index + 1).reduce((product, length) => product * length, 1),
  );
  const hooks: Picklable = { call: { global: "collections.OrderedDict" }, args: [] };
  return {
    call: { global: "torch._utils._rebuild_tensor_v2" },
    args: [storage, 0, { tuple: shape }, { tuple: strides }, false, hooks],
  };
}

/** A zip archive of files that aren't packed. */
export function zipOf(files: readonly (readonly [name: string, bytes: Buffer])[]): Buffer {
  const locals: Buffer[] = [];
  const records: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of files) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(crc32(bytes), 14);
    local.writeUInt32LE(bytes.length, 18);
    local.writeUInt32LE(bytes.length, 22);
    local.writeUInt16LE(name.length, 26);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt32LE(crc32(bytes), 16);
    record.writeUInt32LE(bytes.length, 20);
    record.writeUInt32LE(bytes.length, 24);
    record.writeUInt16LE(name.length, 28);
    record.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), bytes);
    records.push(record, Buffer.from(name));
    offset += local.length + name.length + bytes.length;
  }
  const directory = Buffer.concat(records);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
