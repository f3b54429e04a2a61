import fc from "fast-check";
import type { Token } from "node-llama-cpp";
import { expect, test } from "vitest";
import { IncrementalDetokenizer } from "../../../src/inference/incremental-detokenizer.ts";

/** The hardest vocabulary there is: every token is one byte. */
const bytesToText = (tokens: readonly Token[]) => Buffer.from(tokens).toString("utf8");
const textToBytes = (text: string) => [...Buffer.from(text)] as Token[];

test("pieces make up the text, and no piece has half a character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (raw) => {
      const text = raw.replaceAll("\uFFFD", "");
      const detokenizer = new IncrementalDetokenizer(bytesToText, textToBytes("Rosie:"));
      const pieces = textToBytes(text).map((token) => detokenizer.push(token));
      expect(pieces.join("")).not.toContain("\uFFFD");
      expect(detokenizer.settled).toBe(true);
      expect(pieces.join("") + detokenizer.flush()).toBe(text);
    }),
  );
});

test("any bytes at all end in some text, and never hold up what follows", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(255), { maxLength: 40 }), (bytes) => {
      const detokenizer = new IncrementalDetokenizer(bytesToText, []);
      let text = "";
      for (const byte of bytes) text += detokenizer.push(byte as Token);
      for (const token of textToBytes("the end.")) text += detokenizer.push(token);
      expect(text + detokenizer.flush()).toMatch(/the end\.$/);
    }),
  );
});

test("a character that is never completed comes as what it is", () => {
  const detokenizer = new IncrementalDetokenizer(bytesToText, []);
  expect(detokenizer.push(0xe2 as Token)).toBe("");
  expect(detokenizer.flush()).toBe("\uFFFD");
  expect(detokenizer.flush()).toBe("");
});
