import { z } from "zod";
import { coerceError } from "../../lib/errors.ts";
import type { DiscordAnswer, DiscordApplication, DiscordUser } from "./check-discord.ts";

const timeoutMs = 10_000;

const userSchema = z.object({ id: z.string(), username: z.string() });
const applicationSchema = z.object({ id: z.string(), flags: z.number().optional() });

/** Asks Discord who a token belongs to, and what its application may do. */
export async function askDiscord(options: {
  readonly token: string;
  /** Without a version, as in `https://discord.com/api`. */
  readonly apiBase: string;
}): Promise<{
  readonly user: DiscordAnswer<DiscordUser>;
  readonly application: DiscordAnswer<DiscordApplication>;
}> {
  const ask = async <Body>(path: string, schema: z.ZodType<Body>): Promise<DiscordAnswer<Body>> => {
    try {
      const response = await fetch(`${options.apiBase.replace(/\/$/, "")}/v10${path}`, {
        headers: { authorization: `Bot ${options.token}` },
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (!response.ok) return { kind: "refused", status: response.status };
      return { kind: "answered", body: schema.parse(await response.json()) };
    } catch (thrown) {
      return { kind: "unreachable", problem: problemOf(thrown) };
    }
  };
  const [user, application] = await Promise.all([
    ask("/users/@me", userSchema),
    ask("/applications/@me", applicationSchema),
  ]);
  return { user, application };
}

/** `fetch` hides what went wrong in the cause. */
function problemOf(thrown: unknown): string {
  const error = coerceError(thrown);
  if (error instanceof z.ZodError) return "the answer isn't Discord's";
  return error.cause instanceof Error && error.cause.message !== ""
    ? error.cause.message
    : error.message;
}
