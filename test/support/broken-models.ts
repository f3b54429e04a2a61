import { readFileSync } from "node:fs";
import { demoModelFile } from "./demo-request.ts";

/** Damaged, crafted and wrong files, made from the demo model, and the code of the error that each must end in. */
export function brokenModels(): readonly {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly code: string;
}[] {
  const whole = readFileSync(demoModelFile);
  const damaged = "model-damaged";
  const withNumber = (key: string, value: number) => {
    const bytes = Buffer.from(whole);
    bytes.writeUInt32LE(value, valueOffset(bytes, key));
    return bytes;
  };
  const withHeader = (offset: number, value: bigint) => {
    const bytes = Buffer.from(whole);
    bytes.writeBigUInt64LE(value, offset);
    return bytes;
  };
  const withVersion = (version: Buffer) =>
    Buffer.concat([whole.subarray(0, 4), version, whole.subarray(8)]);
  return [
    { name: "empty", bytes: Buffer.alloc(0), code: damaged },
    { name: "only a magic", bytes: whole.subarray(0, 10), code: damaged },
    { name: "cut in the header", bytes: whole.subarray(0, 300), code: damaged },
    { name: "cut in the vocabulary", bytes: whole.subarray(0, 20_000), code: damaged },
    { name: "cut in half", bytes: whole.subarray(0, whole.length / 2), code: damaged },
    { name: "one byte short", bytes: whole.subarray(0, -1), code: damaged },
    { name: "2^60 tensors", bytes: withHeader(8, 2n ** 60n), code: damaged },
    { name: "2^60 keys", bytes: withHeader(16, 2n ** 60n), code: damaged },
    { name: "no heads", bytes: withNumber("llama.attention.head_count", 0), code: damaged },
    { name: "no key heads", bytes: withNumber("llama.attention.head_count_kv", 0), code: damaged },
    { name: "no blocks", bytes: withNumber("llama.block_count", 0), code: damaged },
    {
      name: "four million blocks",
      bytes: withNumber("llama.block_count", 4_000_000),
      code: damaged,
    },
    { name: "no context", bytes: withNumber("llama.context_length", 0), code: damaged },
    { name: "no width", bytes: withNumber("llama.embedding_length", 0), code: damaged },
    {
      name: "unknown architecture",
      bytes: withArchitecture(whole, "lxama"),
      code: "model-unsupported",
    },
    { name: "version 1", bytes: withVersion(Buffer.from([1, 0, 0, 0])), code: "model-version" },
    { name: "version 99", bytes: withVersion(Buffer.from([99, 0, 0, 0])), code: "model-version" },
    { name: "big-endian", bytes: withVersion(Buffer.from([0, 0, 0, 3])), code: "model-version" },
    {
      name: "HTML page",
      bytes: Buffer.from("<!DOCTYPE html><title>Sign in</title>"),
      code: "model-not-gguf",
    },
    { name: "noise", bytes: Buffer.alloc(5000, 0x5a), code: "model-not-gguf" },
    {
      name: "GGML",
      bytes: Buffer.concat([Buffer.from("tjgg"), whole.subarray(4)]),
      code: "model-legacy-ggml",
    },
  ];
}

/** Where the value of a 32-bit key lies: after its length, its name and its type. */
function valueOffset(bytes: Buffer, key: string): number {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(key.length));
  const start = bytes.indexOf(Buffer.concat([length, Buffer.from(key)]));
  if (start === -1) throw new Error(`the demo model has no key ${key}`);
  return start + 8 + key.length + 4;
}

function withArchitecture(whole: Buffer, architecture: string): Buffer {
  const bytes = Buffer.from(whole);
  bytes.write(architecture, valueOffset(bytes, "general.architecture") + 8);
  return bytes;
}
