import type { FileHandle } from "node:fs/promises";

/** The file ends before what it announces. */
export class EndOfFileError extends Error {
  override readonly name = "EndOfFileError";
}

/** The bytes of a file at a place, in memory of their own. Throws an {@link EndOfFileError} where it hasn't as many. */
export function readFully(
  handle: FileHandle,
  position: number,
  sizeBytes: number,
): Promise<Buffer> {
  return readInto(handle, position, Buffer.allocUnsafe(sizeBytes));
}

/** The same in given memory, all of which is filled. */
export async function readInto(
  handle: FileHandle,
  position: number,
  buffer: Buffer,
): Promise<Buffer> {
  for (let done = 0; done < buffer.length; ) {
    const { bytesRead } = await handle.read(buffer, done, buffer.length - done, position + done);
    if (bytesRead === 0) throw new EndOfFileError();
    done += bytesRead;
  }
  return buffer;
}
