/** A value that a pickle can hold here. */
export type Picklable =
  | null
  | boolean
  | number
  | string
  | readonly Picklable[]
  | { readonly tuple: readonly Picklable[] }
  | { readonly dict: readonly (readonly [Picklable, Picklable])[] }
  | { readonly global: string }
  | { readonly call: Picklable; readonly args: readonly Picklable[] }
  | { readonly reference: Picklable }
  /** Bytes of instructions as they are. */
  | { readonly raw: Buffer };

/** A pickle of protocol 2, as `torch.save` writes it, but without its memo. */
export function pickle(value: Picklable): Buffer {
  return Buffer.concat([Buffer.from([0x80, 2]), body(value), Buffer.from(".")]);
}

function body(value: Picklable): Buffer {
  if (value === null) return Buffer.from("N");
  if (typeof value === "boolean") return Buffer.from([value ? 0x88 : 0x89]);
  if (typeof value === "number") return number(value);
  if (typeof value === "string") {
    const text = Buffer.from(value);
    return Buffer.concat([Buffer.from("X"), u32(text.length), text]);
  }
  if (isList(value))
    return Buffer.concat([Buffer.from("]("), ...value.map(body), Buffer.from("e")]);
  if ("tuple" in value)
    return Buffer.concat([Buffer.from("("), ...value.tuple.map(body), Buffer.from("t")]);
  if ("dict" in value)
    return Buffer.concat([Buffer.from("}("), ...value.dict.flat().map(body), Buffer.from("u")]);
  if ("global" in value) {
    const dot = value.global.lastIndexOf(".");
    return Buffer.from(`c${value.global.slice(0, dot)}\n${value.global.slice(dot + 1)}\n`);
  }
  if ("call" in value)
    return Buffer.concat([body(value.call), body({ tuple: value.args }), Buffer.from("R")]);
  if ("reference" in value) return Buffer.concat([body(value.reference), Buffer.from("Q")]);
  return value.raw;
}

function isList(value: object): value is readonly Picklable[] {
  return Array.isArray(value);
}

function number(value: number): Buffer {
  if (Number.isInteger(value) && value >= 0 && value < 256) return Buffer.from([0x4b, value]);
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) {
    const bytes = Buffer.alloc(5);
    bytes.write("J");
    bytes.writeInt32LE(value, 1);
    return bytes;
  }
  const bytes = Buffer.alloc(9);
  bytes.write("G");
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
