import { closeCodes } from "./close-codes.ts";
import { knownIntents, privilegedIntents } from "./intents.ts";

/** Why an IDENTIFY is refused: a close code, or null when it is fine. */
export function identifyProblem(
  data: Readonly<Record<string, unknown>>,
  expected: { readonly token: string; readonly grantedIntents: number },
): number | null {
  const { intents } = data;
  if (bareToken(data["token"]) !== expected.token) return closeCodes.authenticationFailed;
  if (typeof intents !== "number" || (intents & ~knownIntents) !== 0)
    return closeCodes.invalidIntents;
  if ((intents & privilegedIntents & ~expected.grantedIntents) !== 0)
    return closeCodes.disallowedIntents;
  const shard = Array.isArray(data["shard"]) ? data["shard"] : [0, 1];
  return Number(shard[0]) < Number(shard[1]) ? null : closeCodes.invalidShard;
}

/** Some libraries send the token as `Bot …`, as in REST; Discord takes both. */
export function bareToken(token: unknown): string {
  return String(token).replace(/^Bot /, "");
}
