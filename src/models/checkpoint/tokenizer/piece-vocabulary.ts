import { type Token, tokenTypes } from "../../ggml/convert-vocabulary.ts";
import type { SentencePieceModel } from "./sentencepiece-model.ts";
import { type AddedToken, specialTokens, type TokenizerSettings } from "./tokenizer-settings.ts";
import { type Vocabulary, withoutGaps } from "./vocabulary.ts";

/** A SentencePiece vocabulary whose pieces have the numbers that the model has for them, as LLaMA's. */
export function pieceVocabulary(
  model: SentencePieceModel,
  settings: TokenizerSettings,
  size: number,
): Vocabulary {
  const tokens = withAdded(model.pieces, settings.added);
  const special = specialTokens(settings, idsByText(tokens), undefined);
  const bos = special.bos ?? idsByText(tokens)("<s>");
  const addsBos = settings.addsBos ?? true;
  return {
    ...pieceRules(model),
    pre: undefined,
    tokens: withoutGaps(tokens, size),
    merges: undefined,
    special: {
      ...special,
      bos,
      eos: special.eos ?? idsByText(tokens)("</s>"),
      unknown: special.unknown ?? idsByText(tokens)("<unk>"),
      prefix: addsBos ? bos : undefined,
    },
  };
}

/** What a SentencePiece model says of texts, beside the pieces. */
export function pieceRules(
  model: SentencePieceModel,
): Pick<Vocabulary, "model" | "addsSpacePrefix" | "characterMap" | "removesExtraSpaces"> {
  const { kind, addsSpacePrefix, removesExtraSpaces, characterMap } = model;
  if (kind === "bpe") return { model: "llama", addsSpacePrefix };
  return {
    model: "t5",
    addsSpacePrefix,
    removesExtraSpaces,
    characterMap: characterMap.length > 0 ? characterMap : undefined,
  };
}

/** The tokens with those that were added: in place of others, or after them. */
export function withAdded(
  pieces: readonly (Token | undefined)[],
  added: readonly AddedToken[],
): readonly (Token | undefined)[] {
  const tokens = [...pieces];
  for (const { id, text, special } of added) {
    const known = tokens[id];
    // The model's own word on its first pieces counts for more than a list that repeats them.
    if (known !== undefined && known.type !== tokenTypes.normal) continue;
    const type = special ? tokenTypes.control : tokenTypes.userDefined;
    tokens[id] = { text: Buffer.from(text), score: known?.score ?? 0, type };
  }
  return tokens;
}

export function idsByText(
  tokens: readonly (Token | undefined)[],
): (text: string) => number | undefined {
  return (text) => {
    const bytes = Buffer.from(text);
    const id = tokens.findIndex((token) => token !== undefined && bytes.equals(token.text));
    return id === -1 ? undefined : id;
  };
}
