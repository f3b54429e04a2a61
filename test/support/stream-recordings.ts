import { readFileSync } from "node:fs";

/** A stream as a program sends it, byte for byte, from `test/fixtures/completion-streams`. */
export function streamRecording(name: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/completion-streams/${name}.sse`, import.meta.url));
}
