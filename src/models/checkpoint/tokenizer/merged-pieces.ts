import { type Token, type TokenType, tokenTypes } from "../../ggml/convert-vocabulary.ts";

const byteToken = /^<0x[0-9A-F]{2}>$/;

/**
 * SentencePiece's pieces of a vocabulary that was rewritten as pairs to merge: a piece is the more likely, the sooner a
 * pair becomes it. That is how SentencePiece had numbered its scores; which they were isn't known, but only their order
 * matters.
 */
export function mergedPieces(
  vocabulary: ReadonlyMap<string, number>,
  merges: readonly string[],
): readonly (Token | undefined)[] {
  const ranks = new Map<string, number>();
  for (const [rank, merge] of merges.entries()) {
    const piece = merge.replace(" ", "");
    if (!ranks.has(piece)) ranks.set(piece, rank);
  }
  const tokens: (Token | undefined)[] = [];
  for (const [text, id] of vocabulary) {
    const rank = ranks.get(text);
    // Single characters come of no pair. They are never chosen between, but stay behind everything that is.
    const score = rank === undefined ? -merges.length : -rank;
    tokens[id] = { text: Buffer.from(text), score, type: typeOf(text) };
  }
  return tokens;
}

function typeOf(text: string): TokenType {
  if (byteToken.test(text)) return tokenTypes.byte;
  return text === "<unk>" ? tokenTypes.unknown : tokenTypes.normal;
}
