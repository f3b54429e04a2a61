import { byteLevelJson, makeByteLevelTokenizer } from "./byte-level-tokenizer.ts";
import {
  makeGpt2,
  makeGptJ,
  makeGptNeo,
  makeGptNeox,
  makeLlama,
  makeOpt,
  makeXglm,
} from "./made-models.ts";
import type { MadeModel } from "./named-tensor.ts";
import { makePieces, pieceModelFile } from "./piece-tokenizer.ts";
import {
  gpt2Logits,
  gptJLogits,
  gptNeoLogits,
  gptNeoxLogits,
  llamaLogits,
  optLogits,
  type Reference,
  xglmLogits,
} from "./reference-models.ts";
import type { OtherFiles } from "./write-checkpoint.ts";

const endOfText = "<|endoftext|>";
const byteLevel = makeByteLevelTokenizer([], [endOfText]);
const byteLevelFiles = { "tokenizer.json": byteLevelJson(byteLevel, [endOfText]) };
const vocabularySize = Object.keys(byteLevel.vocabulary).length;
export const pieces = makePieces();
export const pieceFiles = { "tokenizer.model": pieceModelFile(pieces, 2) };

/** A small random model, what it has beside its weights, and how its logits are worked out independently. */
export interface CheckpointSubject {
  readonly model: MadeModel;
  readonly reference: Reference;
  readonly files: OtherFiles;
}

/** One of each architecture that is imported. */
export const checkpointSubjects: Readonly<Record<string, CheckpointSubject>> = {
  LLaMA: {
    model: makeLlama({ vocabularySize: pieces.length }),
    reference: llamaLogits,
    files: pieceFiles,
  },
  "GPT-2": {
    model: makeGpt2({ vocabularySize }),
    reference: gpt2Logits,
    files: byteLevelFiles,
  },
  "GPT-NeoX": {
    model: makeGptNeox({ vocabularySize }),
    reference: gptNeoxLogits,
    files: byteLevelFiles,
  },
  "GPT-NeoX without parallel residual": {
    model: makeGptNeox({ vocabularySize }, { use_parallel_residual: false }),
    reference: gptNeoxLogits,
    files: byteLevelFiles,
  },
  "GPT-J": { model: makeGptJ({ vocabularySize }), reference: gptJLogits, files: byteLevelFiles },
  "GPT-Neo": {
    model: makeGptNeo({ vocabularySize }),
    reference: gptNeoLogits,
    files: byteLevelFiles,
  },
  OPT: { model: makeOpt({ vocabularySize }), reference: optLogits, files: byteLevelFiles },
  XGLM: { model: makeXglm({ vocabularySize }), reference: xglmLogits, files: byteLevelFiles },
};
