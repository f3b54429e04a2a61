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
  // One engine with 8 slots takes 16 MiB for its context alone: six that stayed would be 96.
  const [settled = 0, last = 0] = [sizes[5], sizes.at(-1)];
  expect(last - settled).toBeLessThan(40);
});

/** Memory outside JavaScript's heap, whose size is its own affair. */
function nativeMiB(): number {
  const { rss, heapTotal } = process.memoryUsage();
  return (rss - heapTotal) / 2 ** 20;
}
