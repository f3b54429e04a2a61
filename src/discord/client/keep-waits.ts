import type { RESTOptions } from "discord.js";
import type { Clock } from "../../lib/clock.ts";

type MakeRequest = RESTOptions["makeRequest"];

interface Wait {
  readonly until: number;
  readonly body: string;
  readonly headers: readonly (readonly [string, string])[];
}

const tooManyRequests = 429;

/**
 * Answers a request itself, with what is left of the wait, where Discord has just said to wait for the same route.
 *
 * discord.js learns which bucket a route belongs to from the first answer, and counts it apart from then on. When that
 * answer says to wait, for the sake of a process before this one, whoever asks next would be counted in the new bucket,
 * which knows of no wait.
 */
export function keepWaits(makeRequest: MakeRequest, clock: Pick<Clock, "now">): MakeRequest {
  const waits = new Map<string, Wait>();
  return async (url, init) => {
    const key = routeOf(url, init.method ?? "GET");
    const known = waits.get(key);
    const leftMs = known === undefined ? 0 : known.until - clock.now();
    if (known !== undefined && leftMs > 0) return stillToWait(known, leftMs);

    const response = await makeRequest(url, init);
    if (response.status !== tooManyRequests) return response;
    const now = clock.now();
    for (const [other, { until }] of waits) if (until <= now) waits.delete(other);
    const body = await response.text();
    const headers = [...response.headers];
    const seconds = Number(response.headers.get("retry-after"));
    // discord.js keeps a wait for everything by itself, whatever the bucket.
    if (seconds > 0 && !response.headers.has("x-ratelimit-global"))
      waits.set(key, { until: now + seconds * 1000, body, headers });
    return new Response(body, { status: tooManyRequests, headers });
  };
}

/** Messages of one place share their limits; what else an address holds makes limits separate. */
function routeOf(url: string, method: string): string {
  const path = new URL(url).pathname.replace(/\/messages\/\d+$/, "/messages/:id");
  return `${method.toUpperCase()} ${path}`;
}

function stillToWait({ body, headers }: Wait, leftMs: number): Response {
  const answer = new Response(body, { status: tooManyRequests, headers: [...headers] as never });
  const seconds = (leftMs / 1000).toFixed(3);
  answer.headers.set("retry-after", seconds);
  answer.headers.set("x-ratelimit-reset-after", seconds);
  return answer;
}
