/** The same pieces; while one is used, the next is being made. Never more than these two. */
export async function* readAhead<Piece>(pieces: AsyncIterable<Piece>): AsyncGenerator<Piece> {
  const iterator = pieces[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done === true) return;
      next = iterator.next();
      // Seen to when its turn comes, or not at all when nobody asks any more.
      next.catch(() => {});
      yield value;
    }
  } finally {
    await Promise.allSettled([next]);
    await iterator.return?.();
  }
}
