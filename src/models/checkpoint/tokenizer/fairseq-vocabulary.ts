import { type Token, tokenTypes } from "../../ggml/convert-vocabulary.ts";
import { pieceRules, withAdded } from "./piece-vocabulary.ts";
import type { SentencePieceModel } from "./sentencepiece-model.ts";
import type { TokenizerSettings } from "./tokenizer-settings.ts";
import { type Vocabulary, withoutGaps } from "./vocabulary.ts";

/** How fairseq numbers its first tokens, whatever the SentencePiece model says. */
const first: readonly Token[] = [
  { text: Buffer.from("<s>"), score: 0, type: tokenTypes.control },
  { text: Buffer.from("<pad>"), score: 0, type: tokenTypes.control },
  { text: Buffer.from("</s>"), score: 0, type: tokenTypes.control },
  { text: Buffer.from("<unk>"), score: 0, type: tokenTypes.unknown },
];

/** `<unk>`, `<s>` and `</s>` of the model, which are among {@link first}. */
const replaced = 3;

/** Fillers at the end, which make the number of tokens a round one. */
const fillers = 7;

/**
 * XGLM's vocabulary: that of its SentencePiece model, but each piece one number later, since fairseq has one more token
 * at the start. A text begins with `</s>`.
 */
export function fairseqVocabulary(
  model: SentencePieceModel,
  settings: TokenizerSettings,
  size: number,
): Vocabulary {
  const ends = Array.from({ length: fillers }, (_, index) => ({
    text: Buffer.from(`<madeupword${index}>`),
    score: 0,
    type: tokenTypes.control,
  }));
  const tokens = withAdded([...first, ...model.pieces.slice(replaced), ...ends], settings.added);
  const [bos, padding, eos, unknown] = [0, 1, 2, 3];
  return {
    ...pieceRules(model),
    pre: undefined,
    tokens: withoutGaps(tokens, size),
    merges: undefined,
    special: { prefix: eos, bos, eos, unknown, padding },
  };
}
