import type { IncomingMessage } from "node:http";
import { UserError } from "../../lib/errors.ts";

/** Reads a JSON body of at most `limitBytes`. Throws a `UserError` when it is larger or not JSON. */
export async function readJson(request: IncomingMessage, limitBytes: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    // The rest is read and let go: a browser that is cut off in mid-sentence never hears why.
    if (sizeBytes <= limitBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (sizeBytes > limitBytes)
    throw new UserError("too-large", "That is too large for the playground.");
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (error) {
    throw new UserError("not-json", "The page sent something that is not JSON.", { cause: error });
  }
}
