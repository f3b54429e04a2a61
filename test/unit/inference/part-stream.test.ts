import { expect, test } from "vitest";
import { PartStream } from "../../../src/inference/part-stream.ts";

async function readAll<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const parts: T[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

test("parts come in order, whether they are waited for or wait themselves", async () => {
  const stream = new PartStream<number>(() => {});
  stream.push(1);
  const read = readAll(stream);
  stream.push(2);
  await Promise.resolve();
  stream.push(3);
  stream.end();
  stream.push(4);
  expect(await read).toEqual([1, 2, 3]);
});

test("a reader who leaves is noticed once, and one who stays to the end isn't", async () => {
  let left = 0;
  const stream = new PartStream<number>(() => left++);
  stream.push(1);
  stream.push(2);
  for await (const part of stream) if (part === 1) break;
  await stream.return();
  expect(left).toBe(1);

  const whole = new PartStream<number>(() => left++);
  whole.push(1);
  whole.end();
  await readAll(whole);
  expect(left).toBe(1);
});
