import { describe, expect, test } from "vitest";
import type { Embedder } from "../../src/generation/embedder.ts";
import { GenerationError } from "../../src/generation/generation-error.ts";

export interface EmbedderSubject {
  open(): Promise<Embedder>;
  /** A text that is too long for it. */
  readonly tooLong: string;
}

/** What every {@link Embedder} does. */
export function testEmbedder(name: string, subject: EmbedderSubject): void {
  const signal = () => new AbortController().signal;

  describe(`${name} as an embedder`, () => {
    test("every text gets a vector of length 1, in order, with the dimensions that it names", async () => {
      await using embedder = await subject.open();
      const texts = ["The mill burned down.", "", "Soup 🍲 and bread"];
      const vectors = await embedder.embed(texts, signal());
      expect(vectors).toHaveLength(texts.length);
      for (const vector of vectors) {
        expect(vector).toHaveLength(embedder.info.dimensions);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
      }
      const [second] = await embedder.embed(texts.slice(2), signal());
      expect(similarity(second, vectors[2])).toBeCloseTo(1, 4);
    });

    test("the same text gets the same vector, and likeness is nearness", async () => {
      await using embedder = await subject.open();
      const [query, same, alike, other] = await embedder.embed(
        [
          "the dragon guards a golden crown",
          "the dragon guards a golden crown",
          "a golden crown the dragon stole",
          "tomorrow we bake bread with flour",
        ],
        signal(),
      );
      expect(similarity(query, same)).toBeCloseTo(1, 4);
      expect(similarity(query, alike)).toBeGreaterThan(similarity(query, other));
    });

    test("nothing to embed gives nothing", async () => {
      await using embedder = await subject.open();
      expect(await embedder.embed([], signal())).toEqual([]);
    });

    test("a text that is too long is refused", async () => {
      await using embedder = await subject.open();
      await expect(embedder.embed(["short", subject.tooLong], signal())).rejects.toThrow(
        GenerationError,
      );
    });

    test("an abort rejects with its reason", async () => {
      await using embedder = await subject.open();
      const reason = new Error("no longer wanted");
      await expect(embedder.embed(["text"], AbortSignal.abort(reason))).rejects.toBe(reason);
    });

    test("after it was disposed of, it refuses", async () => {
      const embedder = await subject.open();
      await embedder[Symbol.asyncDispose]();
      await embedder[Symbol.asyncDispose]();
      await expect(embedder.embed(["text"], signal())).rejects.toThrow(GenerationError);
    });
  });
}

/** The cosine of the angle between two vectors of length 1. */
function similarity(a: Float32Array | undefined, b: Float32Array | undefined): number {
  if (a === undefined || b === undefined) return Number.NaN;
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
