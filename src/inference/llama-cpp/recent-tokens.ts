import type { Token } from "node-llama-cpp";

/** The last tokens of prompt and reply, for the repetition penalty. */
export function recentTokens(
  prompt: readonly Token[],
  reply: readonly Token[],
  count: number,
): Token[] {
  const fromReply = reply.slice(-count);
  const missing = count - fromReply.length;
  return [...(missing > 0 ? prompt.slice(-missing) : []), ...fromReply];
}
