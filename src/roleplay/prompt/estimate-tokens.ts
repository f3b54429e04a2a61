/** Characters of a token in English prose, on the low side: rather too many tokens than too few. */
const charactersPerToken = 3.5;

/** About how many tokens a text has, for when there is no tokenizer at hand. */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}
