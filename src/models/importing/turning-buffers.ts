/**
 * Memory for pieces that come one after another: two buffers that take turns, so that one can be written while the next is
 * filled. A large model made of new buffers keeps the garbage collector busy.
 */
export class TurningBuffers {
  #buffers: readonly [Buffer, Buffer] = [Buffer.alloc(0), Buffer.alloc(0)];

  /** Holds what it held two turns ago. */
  next(sizeBytes: number): Buffer {
    const [used, free] = this.#buffers;
    const buffer = free.length >= sizeBytes ? free : Buffer.allocUnsafeSlow(sizeBytes);
    this.#buffers = [buffer, used];
    return buffer.subarray(0, sizeBytes);
  }
}
