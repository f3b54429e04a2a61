/** What the pairs of the made tokenizers are learnt from. */
const corpus =
  'The rain falls on the old roof of the inn. Rosie keeps the fire lit, and the soup is hot. "Come in," she says; ' +
  "it's late, and we've walked 12 miles. The innkeeper's daughter sings of the river and the rain.\n\nThe end.";

/** GPT-2's way of writing bytes as characters that can be seen: those that can stand for themselves. */
const byteCharacters: readonly string[] = (() => {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const isSeen = (byte > 32 && byte < 127) || (byte > 160 && byte < 256 && byte !== 173);
    return String.fromCodePoint(isSeen ? byte : next++);
  });
})();

export interface ByteLevelTokenizer {
  readonly vocabulary: Readonly<Record<string, number>>;
  readonly merges: readonly (readonly [string, string])[];
}

/** A byte-level BPE with some pairs learnt from a text; `first` are tokens before the bytes, `last` after the pairs. */
export function makeByteLevelTokenizer(
  first: readonly string[],
  last: readonly string[],
  pairs = 60,
): ByteLevelTokenizer {
  let words = (corpus.match(/ ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+/gu) ?? []).map((word) =>
    Array.from(Buffer.from(word), (byte) => byteCharacters[byte] ?? ""),
  );
  const merges: (readonly [string, string])[] = [];
  for (let count = 0; count < pairs; count++) {
    const pair = mostFrequentPair(words);
    if (pair === undefined) break;
    merges.push(pair);
    words = words.map((word) => merged(word, pair));
  }
  const tokens = [...first, ...byteCharacters, ...merges.map(([a, b]) => a + b), ...last];
  return { merges, vocabulary: Object.fromEntries(tokens.map((token, id) => [token, id])) };
}

function mostFrequentPair(
  words: readonly (readonly string[])[],
): readonly [string, string] | undefined {
  const counts = new Map<string, number>();
  for (const word of words)
    for (let index = 1; index < word.length; index++) {
      const key = `${word[index - 1]} ${word[index]}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  const [best] = [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const [left, right] = best?.[0].split(" ") ?? [];
  return left === undefined || right === undefined ? undefined : [left, right];
}

function merged(word: readonly string[], [left, right]: readonly [string, string]): string[] {
  const result: string[] = [];
  for (const piece of word)
    if (piece === right && result.at(-1) === left) result[result.length - 1] = left + right;
    else result.push(piece);
  return result;
}

/** tokenizer.json of GPT-2's kind. */
export function byteLevelJson(
  { vocabulary, merges }: ByteLevelTokenizer,
  special: readonly string[],
  more: object = {},
): object {
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: special.map((content) => ({
      id: vocabulary[content],
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: null,
    pre_tokenizer: {
      type: "ByteLevel",
      add_prefix_space: false,
      trim_offsets: true,
      use_regex: true,
    },
    post_processor: null,
    decoder: { type: "ByteLevel" },
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: "",
      end_of_word_suffix: "",
      fuse_unk: false,
      byte_fallback: false,
      vocab: vocabulary,
      merges: merges.map(([left, right]) => `${left} ${right}`),
    },
    ...more,
  };
}
