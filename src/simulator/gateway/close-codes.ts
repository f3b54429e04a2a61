/** Discord's codes for closing a gateway connection. */
export const closeCodes = {
  unknownOpcode: 4001,
  decodeError: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  rateLimited: 4008,
  sessionTimedOut: 4009,
  invalidShard: 4010,
  invalidIntents: 4013,
  disallowedIntents: 4014,
} as const;

/** What the owner has to repair first: resuming or identifying again doesn't help. */
export const fatalCloseCodes: readonly number[] = [4004, 4010, 4011, 4012, 4013, 4014];
