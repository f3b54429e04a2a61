/** How many items at the beginning are the same in both. */
export function commonLength<T>(a: readonly T[], b: readonly T[]): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a[length] === b[length]) length++;
  return length;
}
