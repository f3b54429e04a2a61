import { makeByteLevelTokenizer } from "./byte-level-tokenizer.ts";

/** A piece of a SentencePiece vocabulary; types are those of its file format. */
export interface Piece {
  readonly text: string;
  readonly score: number;
  readonly type: number;
}

const types = { normal: 1, unknown: 2, control: 3, byte: 6 } as const;

/** LLaMA's kind of vocabulary: three marks, the bytes, and pieces with scores that fall by one. */
export function makePieces(): readonly Piece[] {
  const { merges } = makeByteLevelTokenizer([], [], 60);
  const learnt = merges.map(([left, right]) => spaced(left + right));
  const letters = Array.from({ length: 94 }, (_, index) => String.fromCodePoint(33 + index));
  const texts = [...new Set([...learnt, "▁", ...letters])].filter((text) => !/[ĊĀ-Ğ]/.test(text));
  return [
    { text: "<unk>", score: 0, type: types.unknown },
    { text: "<s>", score: 0, type: types.control },
    { text: "</s>", score: 0, type: types.control },
    ...Array.from({ length: 256 }, (_, byte) => ({
      text: `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`,
      score: 0,
      type: types.byte,
    })),
    ...texts.map((text, index) => ({ text, score: -index, type: types.normal })),
  ];
}

function spaced(text: string): string {
  return text.replaceAll("Ġ", "▁");
}

/** The file that SentencePiece would write; `kind`: 1 for unigrams, 2 for BPE. */
export function pieceModelFile(pieces: readonly Piece[], kind: 1 | 2): Buffer {
  const records = pieces.map(({ text, score, type }) => {
    const number = Buffer.alloc(5);
    number[0] = (2 << 3) | 5;
    number.writeFloatLE(score, 1);
    return field(
      1,
      Buffer.concat([field(1, Buffer.from(text)), number, Buffer.from([3 << 3, type])]),
    );
  });
  const trainer = field(2, Buffer.from([3 << 3, kind]));
  const normalizer = field(3, Buffer.from([3 << 3, 1, 4 << 3, 0]));
  return Buffer.concat([...records, trainer, normalizer]);
}

function field(number: number, bytes: Buffer): Buffer {
  const length: number[] = [];
  for (let rest = bytes.length; ; rest >>>= 7) {
    length.push(rest < 128 ? rest : (rest & 127) | 128);
    if (rest < 128) break;
  }
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...length]), bytes]);
}

/** The same vocabulary as tokenizer.json has it: every way to make a piece of two others is a pair to merge. */
export function pieceTokenizerJson(pieces: readonly Piece[]): object {
  const ids = new Map(pieces.map(({ text }, id) => [text, id]));
  const merges = pieces
    .filter(({ type }) => type === types.normal)
    .toSorted((a, b) => b.score - a.score)
    .flatMap(({ text }) =>
      Array.from({ length: text.length - 1 }, (_, index) => [
        text.slice(0, index + 1),
        text.slice(index + 1),
      ]).filter((pair) => pair.every((half) => ids.has(half))),
    );
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: ["<unk>", "<s>", "</s>"].map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: {
      type: "Sequence",
      normalizers: [
        { type: "Prepend", prepend: "▁" },
        { type: "Replace", pattern: { String: " " }, content: "▁" },
      ],
    },
    pre_tokenizer: null,
    post_processor: {
      type: "TemplateProcessing",
      single: [{ SpecialToken: { id: "<s>", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
      pair: [{ Sequence: { id: "A", type_id: 0 } }, { Sequence: { id: "B", type_id: 1 } }],
      special_tokens: { "<s>": { id: "<s>", ids: [1], tokens: ["<s>"] } },
    },
    decoder: null,
    model: {
      type: "BPE",
      dropout: null,
      unk_token: "<unk>",
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: true,
      byte_fallback: true,
      vocab: Object.fromEntries(ids),
      merges: merges.map(([left, right]) => `${left} ${right}`),
    },
  };
}
