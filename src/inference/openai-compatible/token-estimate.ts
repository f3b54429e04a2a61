/** How far the guess may be corrected, either way: a server's counts are taken with caution. */
const leastFactor = 0.6;
const mostFactor = 4;

/**
 * Guesses how many tokens a text has, for servers that don't count before they generate. Leans towards too many, so
 * that prompts fit, and learns from what the server counts afterwards.
 */
export class TokenEstimate {
  #factor = 1;

  /** Tokens of a text, rounded up. */
  count(text: string): number {
    return Math.ceil(guess(text) * this.#factor);
  }

  /**
   * The server has counted: `counted` tokens where {@link count} said `estimated`. Too small a guess is put right at
   * once, since a prompt that is too long fails; too large a one step by step.
   */
  learn(estimated: number, counted: number): void {
    if (estimated < 1 || counted < 1) return;
    const exact = (this.#factor * counted) / estimated;
    const next = exact > this.#factor ? exact : this.#factor * 0.8 + exact * safety * 0.2;
    this.#factor = Math.min(Math.max(next, leastFactor), mostFactor);
  }
}

/** What is left between a guess that has learnt and the truth. */
const safety = 1.08;

/**
 * Tokens by kind of letter: English has three to four and a half letters to a token, the fewer the smaller the
 * vocabulary; the letters of other alphabets often make two of them, and those beyond the basic plane, such as emoji, up
 * to four.
 */
function guess(text: string): number {
  let tokens = 1;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x80) tokens += 1 / 3.2;
    else if (code < 0x800) tokens += 0.6;
    else tokens += code > 0xffff ? 3 : 1.2;
  }
  return tokens;
}
