const wordCharacter = /[\p{L}\p{M}\p{N}_]/u;

/**
 * Scripts that write no spaces between words, or, as Korean, hang particles on them. There a key stands by itself
 * wherever it stands.
 */
const unspacedScript =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}ー]/u;

/** Whether `text` from `start` to `end` is a word, or several, and no part of a longer one. */
export function isWholeWord(text: string, start: number, end: number): boolean {
  return (
    separates(characterBefore(text, start), characterAt(text, start)) &&
    separates(characterAt(text, end), characterBefore(text, end))
  );
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
