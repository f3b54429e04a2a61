import { z } from "zod";

const timeoutMs = 2000;
const messageSchema = z.object({ sender: z.string().regex(/^\d{15,21}$/) });

/**
 * Asks PluralKit who wrote a message that it said again. Without an address nobody is asked. Null when it doesn't know, or
 * can't be reached. Never rejects.
 */
export function pluralKitAuthors(
  base: string | undefined,
): (copyId: string) => Promise<string | null> {
  if (base === undefined) return () => Promise.resolve(null);
  return async (copyId) => {
    try {
      const url = `${base.replace(/\/$/, "")}/v2/messages/${encodeURIComponent(copyId)}`;
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(url, { signal, redirect: "error" });
      return response.ok ? messageSchema.parse(await response.json()).sender : null;
    } catch {
      return null;
    }
  };
}
