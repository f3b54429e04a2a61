import { makePieces, type Piece } from "./piece-tokenizer.ts";

/** A unigram vocabulary as SentencePiece has it, and as fairseq numbers it. */
export interface Unigrams {
  readonly pieces: readonly Piece[];
  /** In fairseq's order, with its own tokens first and its fillers last. */
  readonly tokens: readonly (readonly [text: string, score: number])[];
}

/** XGLM's kind of vocabulary. */
export function fairseqUnigrams(): Unigrams {
  const pieces: readonly Piece[] = [
    { text: "<unk>", score: 0, type: 2 },
    { text: "<s>", score: 0, type: 3 },
    { text: "</s>", score: 0, type: 3 },
    ...makePieces()
      .slice(259)
      .map(({ text, type }, index) => ({ text, type, score: -2 - index / 8 })),
  ];
  const marks = ["<s>", "<pad>", "</s>", "<unk>"];
  const fillers = Array.from({ length: 7 }, (_, index) => `<madeupword${index}>`);
  return {
    pieces,
    tokens: [
      ...marks.map((text) => [text, 0] as const),
      ...pieces.slice(3).map(({ text, score }) => [text, score] as const),
      ...fillers.map((text) => [text, 0] as const),
    ],
  };
}

/** tokenizer.json of XGLM's kind. */
export function unigramJson(tokens: Unigrams["tokens"]): object {
  const special = tokens.flatMap(([content], id) =>
    /^<.+>$/.test(content) ? [{ id, content, special: true }] : [],
  );
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: special.map((token) => ({
      ...token,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
    })),
    normalizer: null,
    pre_tokenizer: { type: "Metaspace", replacement: "▁", prepend_scheme: "always", split: true },
    post_processor: {
      type: "TemplateProcessing",
      single: [{ SpecialToken: { id: "</s>", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
      pair: [{ Sequence: { id: "A", type_id: 0 } }, { Sequence: { id: "B", type_id: 1 } }],
      special_tokens: { "</s>": { id: "</s>", ids: [2], tokens: ["</s>"] } },
    },
    decoder: null,
    model: { type: "Unigram", unk_id: 3, vocab: tokens, byte_fallback: false },
  };
}
