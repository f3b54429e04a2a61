import type { Token } from "node-llama-cpp";

/**
 * Makes text of tokens, and asks for that of a single one only once: a token's text is needed again with every token
 * that follows it, and again wherever else it comes.
 */
export function rememberTokenTexts(
  detokenize: (tokens: readonly Token[]) => string,
): (tokens: readonly Token[]) => string {
  const texts = new Map<Token, string>();
  return (tokens) => {
    const [token] = tokens;
    if (token === undefined || tokens.length > 1) return detokenize(tokens);
    const text = texts.get(token) ?? detokenize(tokens);
    texts.set(token, text);
    return text;
  };
}
