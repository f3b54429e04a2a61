import type { FileHandle } from "node:fs/promises";
import { EndOfFileError } from "../importing/read-fully.ts";

const bufferBytes = 1 << 18;

/** Reads a file from its start on, through one buffer of a fixed size. */
export class ByteReader {
  readonly sizeBytes: number;
  readonly #handle: FileHandle;
  readonly #buffer = Buffer.alloc(bufferBytes);
  /** What of the file lies in the buffer. */
  #start = 0;
  #length = 0;
  #position = 0;

  constructor(handle: FileHandle, sizeBytes: number) {
    this.#handle = handle;
    this.sizeBytes = sizeBytes;
  }

  get position(): number {
    return this.#position;
  }

  async u32(): Promise<number> {
    const at = await this.#take(4);
    return this.#buffer.readUInt32LE(at);
  }

  async f32(): Promise<number> {
    const at = await this.#take(4);
    return this.#buffer.readFloatLE(at);
  }

  /** A copy of the next bytes, which may not be more than the buffer holds. */
  async bytes(count: number): Promise<Buffer> {
    const at = await this.#take(count);
    return Buffer.from(this.#buffer.subarray(at, at + count));
  }

  /** Goes on `count` bytes later. Throws an {@link EndOfFileError} where the file hasn't as many. */
  skip(count: number): void {
    if (count > this.sizeBytes - this.#position) throw new EndOfFileError();
    this.#position += count;
  }

  /** Goes back to what was read before. */
  rewindTo(position: number): void {
    this.#position = Math.min(this.#position, position);
  }

  /** Makes the next bytes be in the buffer, passes over them and tells where they are. */
  async #take(count: number): Promise<number> {
    if (count > bufferBytes) throw new RangeError(`${count} bytes at once are too many`);
    if (count > this.sizeBytes - this.#position) throw new EndOfFileError();
    const missing =
      this.#position < this.#start || this.#position + count > this.#start + this.#length;
    if (missing) await this.#fill(count);
    const at = this.#position - this.#start;
    this.#position += count;
    return at;
  }

  async #fill(count: number): Promise<void> {
    this.#start = this.#position;
    this.#length = 0;
    while (this.#length < count) {
      const { bytesRead } = await this.#handle.read(
        this.#buffer,
        this.#length,
        bufferBytes - this.#length,
        this.#start + this.#length,
      );
      // The file became shorter while it was read.
      if (bytesRead === 0) throw new EndOfFileError();
      this.#length += bytesRead;
    }
  }
}
