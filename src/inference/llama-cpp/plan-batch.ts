/** A chunk smaller than this costs a whole step for next to nothing; only the end of a prompt may be smaller. */
const smallestChunk = 32;

/** While replies are written, prompts get this share of a batch, so that nobody's text stands still for long. */
const prefillShareBesideReplies = 1 / 4;

/**
 * How many prompt tokens each waiting prompt may evaluate in the next step, in the order given. Every reply in
 * progress takes one place of the batch; prompts share what is left, the first one first.
 *
 * @param remaining tokens that each prompt still has to evaluate
 */
export function planBatch(input: {
  readonly replies: number;
  readonly remaining: readonly number[];
  readonly batchSize: number;
}): readonly number[] {
  const { replies, remaining, batchSize } = input;
  const cap =
    replies === 0
      ? batchSize
      : Math.max(smallestChunk, Math.floor(batchSize * prefillShareBesideReplies));
  let left = Math.max(0, Math.min(cap, batchSize - replies));
  return remaining.map((tokens) => {
    const chunk = Math.min(tokens, left);
    if (chunk < Math.min(tokens, smallestChunk, batchSize)) return 0;
    left -= chunk;
    return chunk;
  });
}
