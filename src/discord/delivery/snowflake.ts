/** Discord's ids begin with the milliseconds since this moment. */
export const discordEpochMs = 1_420_070_400_000;
const timeShift = 22n;

/** When a message was sent, in milliseconds since the Unix epoch. */
export function sentAtMs(messageId: string): number {
  return Number(BigInt(messageId) >> timeShift) + discordEpochMs;
}
