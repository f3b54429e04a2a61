import { type Token, tokenTypes } from "../../ggml/convert-vocabulary.ts";
import type { GgufMetadata } from "../../gguf/encode-header.ts";

/** A checkpoint's vocabulary as llama.cpp knows it. */
export interface Vocabulary {
  /** `gpt2`: byte-level BPE; `llama`: SentencePiece's BPE; `t5`: SentencePiece's unigrams. */
  readonly model: "gpt2" | "llama" | "t5";
  /** llama.cpp's name of the rule that texts are cut by first; undefined where there is none. */
  readonly pre: string | undefined;
  readonly tokens: readonly Token[];
  /** Pairs that become one, the most urgent first; for byte-level BPE. */
  readonly merges: readonly string[] | undefined;
  readonly addsSpacePrefix: boolean;
  readonly special: SpecialTokens;
  /** SentencePiece's table of characters that are taken for others. */
  readonly characterMap?: Uint8Array | undefined;
  readonly removesExtraSpaces?: boolean | undefined;
}

/** Tokens with a task, by their numbers; undefined where there is no such. */
export interface SpecialTokens {
  /** What each text begins with. */
  readonly prefix: number | undefined;
  readonly bos: number | undefined;
  readonly eos: number | undefined;
  readonly unknown: number | undefined;
  readonly padding: number | undefined;
}

/**
 * As many tokens as the embeddings have rows: what is missing is filled with tokens that are never used. llama.cpp ends
 * the process over two tokens with the same text, so a repeated one gets another.
 */
export function withoutGaps(
  tokens: readonly (Token | undefined)[],
  size: number,
): readonly Token[] {
  const taken = new Set<string>();
  return Array.from({ length: size }, (_, id) => {
    const token = tokens[id];
    const key = token === undefined ? "" : Buffer.from(token.text).toString("latin1");
    if (token !== undefined && key !== "" && !taken.has(key)) {
      taken.add(key);
      return token;
    }
    return { text: Buffer.from(`[PAD${id}]`), score: 0, type: tokenTypes.unused };
  });
}

/** Tokens with a task are marks, whatever else their list says: as plain text they would neither end nor begin anything. */
export function withMarks(vocabulary: Vocabulary): Vocabulary {
  const { prefix, bos, eos, padding } = vocabulary.special;
  const marks = new Set([prefix, bos, eos, padding]);
  const tokens = vocabulary.tokens.map((token, id) =>
    marks.has(id) && token.type === tokenTypes.normal
      ? { ...token, type: tokenTypes.control }
      : token,
  );
  return { ...vocabulary, tokens };
}

/** The vocabulary as metadata of a GGUF file. */
export function vocabularyMetadata(vocabulary: Vocabulary): GgufMetadata {
  const { model, pre, tokens, merges, addsSpacePrefix, special } = vocabulary;
  const { characterMap, removesExtraSpaces } = vocabulary;
  const start = special.prefix ?? special.bos ?? special.eos;
  const id = (name: string, value: number | undefined): GgufMetadata =>
    value === undefined ? [] : [[`tokenizer.ggml.${name}_token_id`, { type: "u32", value }]];
  const flag = (name: string, value: boolean): GgufMetadata => [
    [`tokenizer.ggml.${name}`, { type: "bool", value }],
  ];
  const text = (name: string, value: string): GgufMetadata => [
    [`tokenizer.ggml.${name}`, { type: "string", value }],
  ];
  return [
    ...text("model", model),
    ...(pre === undefined ? [] : text("pre", pre)),
    ["tokenizer.ggml.tokens", { type: "strings", value: tokens.map((token) => token.text) }],
    ...(model === "gpt2"
      ? []
      : ([
          ["tokenizer.ggml.scores", { type: "f32s", value: tokens.map(({ score }) => score) }],
        ] as const)),
    ["tokenizer.ggml.token_type", { type: "i32s", value: tokens.map(({ type }) => type) }],
    ...(merges === undefined
      ? []
      : ([
          [
            "tokenizer.ggml.merges",
            { type: "strings", value: merges.map((merge) => Buffer.from(merge)) },
          ],
        ] as const)),
    ...id("bos", start),
    ...id("eos", special.eos),
    ...id("unknown", special.unknown),
    ...id("padding", special.padding),
    ...flag("add_bos_token", special.prefix !== undefined),
    ...flag("add_eos_token", false),
    ...flag("add_space_prefix", addsSpacePrefix),
    ...(removesExtraSpaces === undefined
      ? []
      : flag("remove_extra_whitespaces", removesExtraSpaces)),
    ...(characterMap === undefined
      ? []
      : ([["tokenizer.ggml.precompiled_charsmap", { type: "u8s", value: characterMap }]] as const)),
  ];
}
