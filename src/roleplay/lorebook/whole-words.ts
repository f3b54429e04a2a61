const wordCharacter = /[\p{L}\p{M}\p{N}_]/u;

/**
 * Scripts that write no spaces between words, or, as Korean, hang particles on them. There a key stands by itself
 * wherever it stands.
 */
const unspacedScript =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}ー]/u;

/** Whether a word may begin at `index`, or in the middle of what is unspaced. */
export function beginsWord(text: string, index: number): boolean {
  return separates(characterBefore(text, index), characterAt(text, index));
}

/** Whether a word may end at `index`. */
export function endsWord(text: string, index: number): boolean {
  return separates(characterAt(text, index), characterBefore(text, index));
}

/** Whether a word ends between these neighbours; `outside` is empty at the end of the text. */
function separates(outside: string, inside: string): boolean {
  if (outside === "" || !wordCharacter.test(outside)) return true;
  return unspacedScript.test(outside) || unspacedScript.test(inside);
}

function characterAt(text: string, index: number): string {
  const point = text.codePointAt(index);
  return point === undefined ? "" : String.fromCodePoint(point);
}

function characterBefore(text: string, index: number): string {
  const last = text[index - 1] ?? "";
  return /[\udc00-\udfff]/.test(last) ? (text[index - 2] ?? "") + last : last;
}
