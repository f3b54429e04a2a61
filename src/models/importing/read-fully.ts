import type { FileHandle } from "node:fs/promises";

/** The file ends before what it announces. */
export class EndOfFileError extends Error {
  override readonly name = "EndOfFileError";
}

/** The bytes of a file at a place, in memory of their own. Throws an {@link EndOfFileError} where it hasn't as many. */
export async function readFully(
  handle: FileHandle,
  position: number,
  sizeBytes: number,
): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(sizeBytes);
  for (let done = 0; done < sizeBytes; ) {
    const { bytesRead } = await handle.read(buffer, done, sizeBytes - done, position + done);
    if (bytesRead === 0) throw new EndOfFileError();
    done += bytesRead;
  }
  return buffer;
}
