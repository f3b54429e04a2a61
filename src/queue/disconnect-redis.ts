import type { Redis } from "ioredis";
import type { Clock } from "../lib/clock.ts";
import { withinTime } from "./within-time.ts";

const patienceMs = 1000;

/** Lets what was sent be answered and hangs up; just hangs up when Redis is away. */
export async function disconnectRedis(client: Redis, clock: Clock): Promise<void> {
  if (client.status === "ready") await withinTime(client.quit(), patienceMs, clock);
  client.disconnect();
}
