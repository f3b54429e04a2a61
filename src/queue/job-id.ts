/**
 * Refuses ids that can't name a job. BullMQ builds Redis keys from them and reads a whole number as one of its own.
 * Throws a `RangeError`: only a bug in the bot can cause it.
 */
export function assertJobId(id: string): void {
  if (/^[^\s:]{1,200}$/.test(id) && !/^-?\d+$/.test(id)) return;
  throw new RangeError(
    `a job id has 1 to 200 characters, no colon, no whitespace, and is no number: ${JSON.stringify(id)}`,
  );
}
