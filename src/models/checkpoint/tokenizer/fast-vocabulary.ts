import { type Token, tokenTypes } from "../../ggml/convert-vocabulary.ts";
import type { CheckpointFolder } from "../checkpoint-folder.ts";
import { checkpointProblem } from "../checkpoint-problem.ts";
import { byteLevelTokens, checkedVocabulary } from "./byte-level-bpe.ts";
import { mergedPieces } from "./merged-pieces.ts";
import { withAdded } from "./piece-vocabulary.ts";
import { preTokenizerName } from "./pre-tokenizer.ts";
import { leadingToken, type TokenizerJson } from "./tokenizer-json.ts";
import { type AddedToken, specialTokens, type TokenizerSettings } from "./tokenizer-settings.ts";
import { type SpecialTokens, type Vocabulary, withoutGaps } from "./vocabulary.ts";

/** The vocabulary of a tokenizer.json. Throws a `UserError` where llama.cpp has no like of it. */
export function fastVocabulary(
  folder: CheckpointFolder,
  json: TokenizerJson,
  settings: TokenizerSettings,
  size: number,
): Vocabulary {
  const added = json.added_tokens.map(({ id, content, special }) => ({
    id,
    text: content,
    special,
  }));
  const { model } = json;
  if (model.type === "Unigram") return unigrams(json, model, { added, settings, size });

  const texts = checkedVocabulary(folder, model.vocab);
  const idOf = (text: string) => added.find((token) => token.text === text)?.id ?? texts.get(text);
  const special = withPrefix(json, settings, idOf);
  const marksSpaces = [...json.normalizer, ...json.pre_tokenizer].some(
    ({ type, content, prepend }) => type === "Metaspace" || content === "▁" || prepend === "▁",
  );
  if (marksSpaces && model.byte_fallback)
    return {
      model: "llama",
      pre: undefined,
      tokens: withoutGaps(withAdded(mergedPieces(texts, model.merges), added), size),
      merges: undefined,
      addsSpacePrefix: addsSpacePrefix(json),
      special,
    };
  const pre = preTokenizerName(json.pre_tokenizer);
  if (pre === undefined)
    throw checkpointProblem(
      folder.path,
      "checkpoint-unsupported",
      "has a tokenizer.json whose rules aren't known here: get the model as GGUF",
    );
  return {
    model: "gpt2",
    pre,
    tokens: withoutGaps(byteLevelTokens(texts, added), size),
    merges: model.merges,
    addsSpacePrefix: false,
    special,
  };
}

function withPrefix(
  json: TokenizerJson,
  settings: TokenizerSettings,
  idOf: (text: string) => number | undefined,
): SpecialTokens {
  const special = specialTokens(settings, idOf, undefined);
  const leading = leadingToken(json.post_processor);
  const byTemplate = leading === undefined ? undefined : idOf(leading);
  return {
    ...special,
    prefix: byTemplate ?? (settings.addsBos === true ? special.bos : undefined),
  };
}

/** Whether a space is put before a text, so that its first word is like every other. */
function addsSpacePrefix({ normalizer, pre_tokenizer }: TokenizerJson): boolean {
  return [...normalizer, ...pre_tokenizer].some(
    ({ type, prepend, add_prefix_space, prepend_scheme }) =>
      prepend === "▁" ||
      (type === "Metaspace" && (add_prefix_space ?? (prepend_scheme ?? "always") !== "never")),
  );
}

/** Whether several spaces are read as one. */
function removesExtraSpaces({ normalizer, pre_tokenizer }: TokenizerJson): boolean {
  return (
    pre_tokenizer.some(({ type }) => type === "WhitespaceSplit") ||
    normalizer.some(({ type, pattern }) => type === "Replace" && pattern?.Regex === " {2,}")
  );
}

function unigrams(
  json: TokenizerJson,
  model: Extract<TokenizerJson["model"], { type: "Unigram" }>,
  {
    added,
    settings,
    size,
  }: {
    readonly added: readonly AddedToken[];
    readonly settings: TokenizerSettings;
    readonly size: number;
  },
): Vocabulary {
  const ids = new Map(model.vocab.map(([text], id) => [text, id]));
  const idOf = (text: string) => added.find((token) => token.text === text)?.id ?? ids.get(text);
  const pieces = model.vocab.map(
    ([text, score], id): Token => ({
      text: Buffer.from(text),
      score,
      type: id === model.unk_id ? tokenTypes.unknown : tokenTypes.normal,
    }),
  );
  const map = json.normalizer.find(({ type }) => type === "Precompiled")?.precompiled_charsmap;
  return {
    model: "t5",
    pre: undefined,
    tokens: withoutGaps(withAdded(pieces, added), size),
    merges: undefined,
    addsSpacePrefix: addsSpacePrefix(json),
    removesExtraSpaces: removesExtraSpaces(json),
    characterMap: map ? Buffer.from(map, "base64") : undefined,
    special: withPrefix(json, settings, idOf),
  };
}
