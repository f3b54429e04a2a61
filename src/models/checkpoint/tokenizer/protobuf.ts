/** The bytes aren't a message. */
export class ProtobufError extends Error {
  override readonly name = "ProtobufError";
}

/** One field of a message: its number, and a number or bytes. */
export interface ProtobufField {
  readonly field: number;
  readonly value: number | Buffer;
}

/**
 * The fields of a message in Protocol Buffers, in their order; what they mean is up to the caller. Throws a
 * {@link ProtobufError}.
 *
 * Format: https://protobuf.dev/programming-guides/encoding
 */
export function* protobufFields(message: Buffer): Generator<ProtobufField> {
  for (let at = 0; at < message.length; ) {
    const key = varint(message, at);
    at = key.end;
    const field = Math.floor(key.value / 8);
    switch (key.value % 8) {
      case 0: {
        const { value, end } = varint(message, at);
        yield { field, value };
        at = end;
        break;
      }
      case 1:
        yield { field, value: slice(message, at, 8).readDoubleLE() };
        at += 8;
        break;
      case 2: {
        const { value: length, end } = varint(message, at);
        yield { field, value: slice(message, end, length) };
        at = end + length;
        break;
      }
      case 5:
        yield { field, value: slice(message, at, 4).readFloatLE() };
        at += 4;
        break;
      default:
        throw new ProtobufError("a field is of an unknown kind");
    }
  }
}

function slice(message: Buffer, start: number, length: number): Buffer {
  if (length > message.length - start) throw new ProtobufError("a field is cut off");
  return message.subarray(start, start + length);
}

function varint(message: Buffer, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = start, factor = 1; at < Math.min(message.length, start + 8); at++, factor *= 128) {
    const byte = message[at] ?? 0;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return { value, end: at + 1 };
  }
  throw new ProtobufError("a number is cut off");
}
