import { PreTrainedTokenizer } from "@huggingface/transformers";
import { getLlama, LlamaLogLevel } from "node-llama-cpp";
import { describe, expect, test } from "vitest";
import {
  byteLevelJson,
  makeByteLevelTokenizer,
} from "../../support/checkpoints/byte-level-tokenizer.ts";
import { makeGpt2, makeLlama, makeOpt, makeXglm } from "../../support/checkpoints/made-models.ts";
import type { MadeModel } from "../../support/checkpoints/named-tensor.ts";
import {
  makePieces,
  pieceModelFile,
  pieceTokenizerJson,
} from "../../support/checkpoints/piece-tokenizer.ts";
import { fairseqUnigrams, unigramJson } from "../../support/checkpoints/unigram-tokenizer.ts";
import { type OtherFiles, writeCheckpoint } from "../../support/checkpoints/write-checkpoint.ts";
import { importAny } from "../../support/import-any.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const texts = [
  "The rain falls on the old roof of the inn.",
  "Rosie's soup   is hot; we've walked 12 miles!",
  "a\n\nb\tc  d",
  "Über den Dächern: naïve café, 東京, 🦊.",
  "innkeeper's daughter",
];

const endOfText = "<|endoftext|>";
const gpt2 = makeByteLevelTokenizer([], [endOfText]);
const optMarks = ["<s>", "<pad>", "</s>", "<unk>"];
const opt = makeByteLevelTokenizer(optMarks, []);
const pieces = makePieces();
const fairseq = fairseqUnigrams();

interface Subject {
  readonly model: (size: { readonly vocabularySize: number }) => MadeModel;
  readonly vocabularySize: number;
  readonly files: OtherFiles;
  /** What the texts' tokens are worked out from by another program. */
  readonly reference: object;
  readonly prefix: readonly number[];
  /** Whether bytes stand for characters that have no token. */
  readonly hasBytes?: boolean;
}

const mergesText = `#version: 0.2\n${gpt2.merges.map((pair) => pair.join(" ")).join("\n")}\n`;
const optJson = byteLevelJson(opt, optMarks, {
  post_processor: {
    type: "TemplateProcessing",
    single: [{ SpecialToken: { id: "</s>", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }],
    pair: [{ Sequence: { id: "A", type_id: 0 } }, { Sequence: { id: "B", type_id: 1 } }],
    special_tokens: { "</s>": { id: "</s>", ids: [2], tokens: ["</s>"] } },
  },
});

const subjects: Readonly<Record<string, Subject>> = {
  "GPT-2's tokenizer.json": {
    model: makeGpt2,
    vocabularySize: Object.keys(gpt2.vocabulary).length,
    files: { "tokenizer.json": byteLevelJson(gpt2, [endOfText]) },
    reference: byteLevelJson(gpt2, [endOfText]),
    prefix: [],
  },
  "vocab.json and merges.txt, with embeddings to spare": {
    model: makeGpt2,
    vocabularySize: Object.keys(gpt2.vocabulary).length + 19,
    files: {
      "vocab.json": gpt2.vocabulary,
      "merges.txt": mergesText,
      "special_tokens_map.json": { bos_token: endOfText, eos_token: endOfText },
    },
    reference: byteLevelJson(gpt2, [endOfText]),
    prefix: [],
  },
  "OPT's, whose texts begin with </s>": {
    model: makeOpt,
    vocabularySize: Object.keys(opt.vocabulary).length,
    files: {
      "vocab.json": opt.vocabulary,
      "merges.txt": opt.merges.map((pair) => pair.join(" ")).join("\n"),
      "tokenizer_config.json": { bos_token: "</s>", eos_token: "</s>", add_bos_token: true },
    },
    reference: optJson,
    prefix: [2],
  },
  "SentencePiece's model of LLaMA": {
    model: makeLlama,
    vocabularySize: pieces.length,
    files: { "tokenizer.model": pieceModelFile(pieces, 2) },
    reference: pieceTokenizerJson(pieces),
    prefix: [1],
  },
  "LLaMA's tokenizer.json": {
    model: makeLlama,
    vocabularySize: pieces.length,
    files: { "tokenizer.json": pieceTokenizerJson(pieces) },
    reference: pieceTokenizerJson(pieces),
    prefix: [1],
  },
  "XGLM's SentencePiece model": {
    model: makeXglm,
    vocabularySize: fairseq.tokens.length,
    files: { "sentencepiece.bpe.model": pieceModelFile(fairseq.pieces, 1) },
    reference: unigramJson(fairseq.tokens),
    prefix: [2],
    hasBytes: false,
  },
  "XGLM's tokenizer.json": {
    model: makeXglm,
    vocabularySize: fairseq.tokens.length,
    files: { "tokenizer.json": unigramJson(fairseq.tokens) },
    reference: unigramJson(fairseq.tokens),
    prefix: [2],
    hasBytes: false,
  },
};

describe("texts have the tokens that Hugging Face's own tokenizer gives them", () => {
  test.each(Object.entries(subjects))("%s", async (_name, subject) => {
    const { model, vocabularySize, files, reference, prefix, hasBytes = true } = subject;
    using folder = temporaryFolder();
    writeCheckpoint(folder.file("made"), model({ vocabularySize }), { files });
    const { file } = await importAny({ source: folder.file("made"), modelsDir: folder.path });
    const llama = await getLlama({ gpu: false, build: "never", logLevel: LlamaLogLevel.disabled });
    await using imported = await llama.loadModel({ modelPath: file, vocabOnly: true });
    const tokenizer = new PreTrainedTokenizer(reference, {});
    for (const text of texts.filter((each) => hasBytes || /^[ -~]+$/.test(each))) {
      const own: readonly number[] = imported.tokenize(text, false);
      const expected = tokenizer.encode(text, { add_special_tokens: false });
      expect({ text, tokens: own }).toEqual({ text, tokens: expected });
      expect(imported.detokenize([...own] as never).trim()).toBe(text.trim());
    }
    const { bos, shouldPrependBosToken } = imported.tokens;
    expect(shouldPrependBosToken ? [bos] : []).toEqual(prefix);
  });
});

test("marks in a text become marks only where they may", async () => {
  const { model, vocabularySize, files } = subjects["GPT-2's tokenizer.json"] as Subject;
  using folder = temporaryFolder();
  writeCheckpoint(folder.file("made"), model({ vocabularySize }), { files });
  const { file } = await importAny({ source: folder.file("made"), modelsDir: folder.path });
  const llama = await getLlama({ gpu: false, build: "never", logLevel: LlamaLogLevel.disabled });
  await using imported = await llama.loadModel({ modelPath: file, vocabOnly: true });
  const id = gpt2.vocabulary[endOfText] ?? 0;
  expect(imported.tokenize(`the${endOfText}`, true)).toContain(id);
  expect(imported.tokenize(`the${endOfText}`, false)).not.toContain(id);
  expect(imported.tokens.eos).toBe(id);
});
