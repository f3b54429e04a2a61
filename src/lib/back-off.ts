/** Waits before the next try after `failures` failed ones: 1, 2, 4, … seconds, half a minute at most. */
export function backOffMs(failures: number): number {
  return Math.min(1000 * 2 ** (failures - 1), 30_000);
}
