import { expect, test } from "vitest";
import { openDemoEngine, readReply } from "../../../support/demo-engine.ts";
import { demoRequest } from "../../../support/demo-request.ts";

test("loading and unloading again and again takes no more memory in the end", async () => {
  const sizes: number[] = [];
  for (let cycle = 0; cycle < 12; cycle++) {
    const engine = await openDemoEngine({ slots: 8 });
    await readReply(engine, demoRequest({ turns: [["Tom", "hello"]], maxTokens: 8 }));
    await engine[Symbol.asyncDispose]();
    sizes.push(nativeMiB());
  }
  const growths = sizes.slice(1).map((size, index) => size - (sizes[index] ?? 0));
  // One engine with 8 slots takes 16 MiB for its context alone: were it kept, every cycle would show it. What the
  // allocator keeps of its own accord comes in a few jumps.
  expect(median(growths.slice(4))).toBeLessThan(6);
});

/** Memory outside JavaScript's heap, whose size is its own affair. */
function nativeMiB(): number {
  const { rss, heapTotal } = process.memoryUsage();
  return (rss - heapTotal) / 2 ** 20;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
