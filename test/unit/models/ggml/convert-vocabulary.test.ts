import { expect, test } from "vitest";
import { convertVocabulary, tokenTypes } from "../../../../src/models/ggml/convert-vocabulary.ts";

function pieces(more: readonly string[], score?: number) {
  const bytes = Array.from({ length: 256 }, (_, byte) => Buffer.from([byte]));
  const texts = [" ⁇ ", "", "", ...bytes, ...more];
  return texts.map((text) => ({ text: Buffer.from(text), score }));
}

function tokenAt(id: number, more: readonly string[] = [], score?: number) {
  const token = convertVocabulary(pieces(more, score))[id];
  return token && { ...token, text: Buffer.from(token.text).toString("utf8") };
}

test("the first three are the unknown, the start and the end", () => {
  expect([0, 1, 2].map((id) => tokenAt(id))).toEqual([
    { text: "<unk>", score: 0, type: tokenTypes.unknown },
    { text: "<s>", score: 0, type: tokenTypes.control },
    { text: "</s>", score: 0, type: tokenTypes.control },
  ]);
});

test("single bytes are written as bytes, also those that are no character", () => {
  expect(tokenAt(3)).toMatchObject({ text: "<0x00>", type: tokenTypes.byte });
  expect(tokenAt(3 + 0x20)).toMatchObject({ text: "<0x20>", type: tokenTypes.byte });
  expect(tokenAt(3 + 0xe2)).toMatchObject({ text: "<0xE2>", type: tokenTypes.byte });
});

test("bytes that are written out already stay", () => {
  const written = pieces([]).map((piece, id) =>
    id === 13 ? { ...piece, text: Buffer.from("<0x0A>") } : piece,
  );
  const token = convertVocabulary(written)[13];
  expect(Buffer.from(token?.text ?? "").toString()).toBe("<0x0A>");
  expect(token?.type).toBe(tokenTypes.byte);
});

test("spaces become marks, and marks stay", () => {
  expect(tokenAt(259, [" the  end"])).toMatchObject({ text: "▁the▁▁end", type: tokenTypes.normal });
  expect(tokenAt(259, ["▁the"])).toMatchObject({ text: "▁the" });
});

test("scores are kept, and those that the file lacks are LLaMA's", () => {
  expect(tokenAt(260, ["a", "b"], -7)).toMatchObject({ score: -7 });
  expect(tokenAt(259, ["a", "b"])).toMatchObject({ score: 0 });
  expect(tokenAt(260, ["a", "b"])).toMatchObject({ score: -1 });
});

test("pieces beyond LLaMA's own are those that people added", () => {
  const many = Array.from({ length: 32_001 - 259 }, (_, index) => `w${index}`);
  expect(tokenAt(31_999, many)).toMatchObject({ type: tokenTypes.normal });
  expect(tokenAt(32_000, many)).toMatchObject({ type: tokenTypes.userDefined });
});

test("no two tokens have the same text, which would end the process", () => {
  const tokens = convertVocabulary(pieces(["twice", "twice", "<s>"]));
  const texts = tokens.map(({ text }) => Buffer.from(text).toString("latin1"));
  expect(new Set(texts).size).toBe(texts.length);
});
