import { z } from "zod";
import type { CheckpointFolder } from "../checkpoint-folder.ts";
import { checkpointProblem } from "../checkpoint-problem.ts";
import { parseConfig } from "../parse-config.ts";
import { byteLevelTokens, checkedVocabulary, mergesOf } from "./byte-level-bpe.ts";
import { fairseqVocabulary } from "./fairseq-vocabulary.ts";
import { fastVocabulary } from "./fast-vocabulary.ts";
import { pieceVocabulary } from "./piece-vocabulary.ts";
import { readSentencePieceModel } from "./sentencepiece-model.ts";
import { tokenizerJsonSchema } from "./tokenizer-json.ts";
import { specialTokens, type TokenizerSettings } from "./tokenizer-settings.ts";
import { type Vocabulary, withMarks, withoutGaps } from "./vocabulary.ts";

const mostBytes = 128 * 1024 ** 2;

/** What SentencePiece models are called. */
const pieceFiles = ["tokenizer.model", "sentencepiece.bpe.model", "spiece.model"];

/**
 * The vocabulary of a checkpoint, with `size` tokens: from a SentencePiece model, tokenizer.json, or vocab.json and
 * merges.txt, whichever of these there is first. Throws a `UserError` where there is none, or one that llama.cpp has no
 * like of.
 */
export async function readVocabulary(
  folder: CheckpointFolder,
  settings: TokenizerSettings,
  size: number,
): Promise<Vocabulary> {
  const vocabulary =
    (await fromPieces(folder, settings, size)) ??
    (await fromTokenizerJson(folder, settings, size)) ??
    (await fromTwoFiles(folder, settings, size));
  if (vocabulary !== undefined) return withMarks(vocabulary);
  throw checkpointProblem(
    folder.path,
    "checkpoint-incomplete",
    "has no tokenizer: download tokenizer.json, tokenizer.model, or vocab.json and merges.txt too",
  );
}

async function fromPieces(
  folder: CheckpointFolder,
  settings: TokenizerSettings,
  size: number,
): Promise<Vocabulary | undefined> {
  for (const name of pieceFiles) {
    const bytes = await folder.bytes(name, mostBytes);
    const model = bytes === undefined ? undefined : readSentencePieceModel(bytes);
    if (model === undefined) continue;
    return name === "sentencepiece.bpe.model"
      ? fairseqVocabulary(model, settings, size)
      : pieceVocabulary(model, settings, size);
  }
  return undefined;
}

async function fromTokenizerJson(
  folder: CheckpointFolder,
  settings: TokenizerSettings,
  size: number,
): Promise<Vocabulary | undefined> {
  const json = await folder.json("tokenizer.json", mostBytes);
  if (json === undefined) return undefined;
  const parsed = tokenizerJsonSchema.safeParse(json);
  if (parsed.success) return fastVocabulary(folder, parsed.data, settings, size);
  throw checkpointProblem(
    folder.path,
    "checkpoint-unsupported",
    "has a tokenizer.json that can't be used: it is damaged, or neither BPE nor unigrams",
  );
}

async function fromTwoFiles(
  folder: CheckpointFolder,
  settings: TokenizerSettings,
  size: number,
): Promise<Vocabulary | undefined> {
  const json = await folder.json("vocab.json", mostBytes);
  const merges = await folder.text("merges.txt", mostBytes);
  if (json === undefined || merges === undefined) return undefined;
  const texts = checkedVocabulary(
    folder,
    parseConfig(folder.path, json, z.record(z.string(), z.unknown())),
  );
  const tokens = byteLevelTokens(texts, settings.added);
  const idOf = (text: string) =>
    settings.added.find((token) => token.text === text)?.id ?? texts.get(text);
  const special = specialTokens(settings, idOf, undefined);
  return {
    model: "gpt2",
    pre: "gpt-2",
    tokens: withoutGaps(tokens, size),
    merges: mergesOf(merges),
    addsSpacePrefix: false,
    special: { ...special, prefix: settings.addsBos === true ? special.bos : undefined },
  };
}
