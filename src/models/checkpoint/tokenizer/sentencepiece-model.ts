import { type Token, type TokenType, tokenTypes } from "../../ggml/convert-vocabulary.ts";
import { ProtobufError, protobufFields } from "./protobuf.ts";

/** What a SentencePiece model has of a vocabulary. */
export interface SentencePieceModel {
  readonly kind: "unigram" | "bpe";
  readonly pieces: readonly Token[];
  readonly addsSpacePrefix: boolean;
  readonly removesExtraSpaces: boolean;
  /** Characters that are taken for others; empty: none. */
  readonly characterMap: Uint8Array;
}

/** Fields of the messages, by their numbers in sentencepiece_model.proto. */
const model = { pieces: 1, trainer: 2, normalizer: 3 } as const;
const piece = { text: 1, score: 2, type: 3 } as const;
const trainerModelType = 3;
const normalizer = { characterMap: 2, addDummyPrefix: 3, removeExtraSpaces: 4 } as const;

/** More than any vocabulary has. */
const mostPieces = 2_000_000;

/**
 * Reads a `.model` file of SentencePiece; undefined where it isn't one (Llama 3's `tokenizer.model` isn't).
 *
 * Format: https://github.com/google/sentencepiece/blob/master/src/sentencepiece_model.proto
 */
export function readSentencePieceModel(bytes: Buffer): SentencePieceModel | undefined {
  try {
    const pieces: Token[] = [];
    let trainer = Buffer.alloc(0);
    let rules = Buffer.alloc(0);
    for (const { field, value } of protobufFields(bytes)) {
      if (typeof value === "number") continue;
      if (field === model.pieces) pieces.push(readPiece(value));
      if (field === model.trainer) trainer = Buffer.from(value);
      if (field === model.normalizer) rules = Buffer.from(value);
      if (pieces.length > mostPieces) return undefined;
    }
    const numbers = new Map(
      [...protobufFields(rules)].map(({ field, value }) => [field, value] as const),
    );
    const modelType = [...protobufFields(trainer)].find(({ field }) => field === trainerModelType);
    const kind = kinds.get(modelType?.value ?? 1);
    if (pieces.length === 0 || kind === undefined) return undefined;
    const map = numbers.get(normalizer.characterMap);
    return {
      kind,
      pieces,
      addsSpacePrefix: (numbers.get(normalizer.addDummyPrefix) ?? 1) !== 0,
      removesExtraSpaces: (numbers.get(normalizer.removeExtraSpaces) ?? 1) !== 0,
      characterMap: map instanceof Buffer ? map : Buffer.alloc(0),
    };
  } catch (error) {
    if (error instanceof ProtobufError) return undefined;
    throw error;
  }
}

const kinds: ReadonlyMap<number | Buffer, SentencePieceModel["kind"]> = new Map([
  [1, "unigram"],
  [2, "bpe"],
]);

const types = new Set<number>(Object.values(tokenTypes));

function readPiece(message: Buffer): Token {
  let text: Uint8Array = Buffer.alloc(0);
  let score = 0;
  let type: TokenType = tokenTypes.normal;
  for (const { field, value } of protobufFields(message)) {
    if (field === piece.text && typeof value !== "number") text = Buffer.from(value);
    if (field === piece.score && typeof value === "number") score = value;
    if (field === piece.type && typeof value === "number") {
      if (!types.has(value)) throw new ProtobufError("a piece is of an unknown type");
      type = value as TokenType;
    }
  }
  if (!Number.isFinite(score)) throw new ProtobufError("a score is no number");
  return { text, score, type };
}
