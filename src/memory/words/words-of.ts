/** Scripts that are written without spaces between words. */
const unspaced =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const run = new RegExp(
  `[${unspaced}]+|(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])+(?:['’](?:(?![${unspaced}])[\\p{L}\\p{M}])+)*`,
  "gu",
);
const isUnspaced = new RegExp(`^[${unspaced}]`, "u");

/** `don't` is searched as `do`, `Tom's` as `tom`. */
const contraction = /(?:n['’]t|['’](?:s|m|re|ve|ll|d))$/;

/**
 * The words of a text, lower case, without accents, in order. A run of a script without spaces becomes its overlapping
 * pairs of characters, so that any word in it is found by the pairs that it has; a single character stays alone.
 */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  for (const [found] of text.normalize("NFKC").toLowerCase().matchAll(run))
    if (isUnspaced.test(found)) words.push(...pairsOf(found));
    else words.push(plainWord(found));
  return words.filter((word) => word !== "");
}

function plainWord(found: string): string {
  return found
    .replace(contraction, "")
    .replaceAll(/['’]/g, "")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "");
}

/** As plain letters and digits, since SQLite splits words at characters that it takes for marks or doesn't know. */
function pairsOf(text: string): readonly string[] {
  const spelled = Array.from(text, (character) => `u${character.codePointAt(0)?.toString(16)}`);
  if (spelled.length === 1) return spelled;
  return spelled.slice(1).map((character, index) => `${spelled[index]}${character}`);
}
