import type { VocabularyPiece } from "./legacy-model.ts";

/** What llama.cpp does with a token. The numbers are those of the file. */
export const tokenTypes = {
  normal: 1,
  unknown: 2,
  control: 3,
  userDefined: 4,
  unused: 5,
  byte: 6,
} as const;

export type TokenType = (typeof tokenTypes)[keyof typeof tokenTypes];

export interface Token {
  readonly text: Uint8Array;
  readonly score: number;
  readonly type: TokenType;
}

/** Tokens 3 to 258 stand for the bytes 0 to 255. */
const firstByte = 3;
const firstPiece = 259;

/** LLaMA's own pieces; what comes after them was added by those who tuned the model. */
const llamaVocabularySize = 32_000;

/** How SentencePiece writes a space. */
const spaceMark = Buffer.from("\u2581");

/** The vocabulary of a legacy file as GGUF has it. */
export function convertVocabulary(pieces: readonly VocabularyPiece[]): readonly Token[] {
  const taken = new Set<string>();
  return pieces.map((piece, id) => {
    const token = convertPiece(piece, id);
    const key = Buffer.from(token.text).toString("latin1");
    if (key === "" || !taken.has(key)) {
      taken.add(key);
      return token;
    }
    // llama.cpp ends the process over two tokens with the same text.
    return { ...token, text: Buffer.from(`[repeated ${id}]`), type: tokenTypes.unused };
  });
}

function convertPiece(piece: VocabularyPiece, id: number): Token {
  const { text, score = llamaScore(id) } = piece;
  const [byte] = text;
  if (id === 0) return { text: Buffer.from("<unk>"), score, type: tokenTypes.unknown };
  if (id === 1) return { text: Buffer.from("<s>"), score, type: tokenTypes.control };
  if (id === 2) return { text: Buffer.from("</s>"), score, type: tokenTypes.control };
  if (byte === undefined) return { text, score, type: tokenTypes.control };
  if (id >= firstByte && id < firstPiece) {
    if (text.length === 1)
      return { text: Buffer.from(byteText(byte)), score, type: tokenTypes.byte };
    if (/^<0x[0-9A-F]{2}>$/.test(Buffer.from(text).toString("latin1")))
      return { text, score, type: tokenTypes.byte };
  }
  const type = id >= llamaVocabularySize ? tokenTypes.userDefined : tokenTypes.normal;
  return { text: markSpaces(text), score, type };
}

/**
 * Files without scores are LLaMA's, whose pieces are sorted by score: the first has 0, each one after it one less.
 */
function llamaScore(id: number): number {
  return id < firstPiece ? 0 : firstPiece - id;
}

function byteText(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
}

function markSpaces(text: Uint8Array): Uint8Array {
  const space = 0x20;
  if (!text.includes(space)) return text;
  return Buffer.concat(
    Array.from(text, (byte) => (byte === space ? spaceMark : Buffer.from([byte]))),
  );
}
