import type { RedisFinding } from "../../queue/probe-redis.ts";
import { type CheckResult, failed, ok } from "./check-result.ts";

const name = "Redis";

export function checkRedis(finding: RedisFinding): CheckResult {
  if (!finding.reached)
    return failed(
      name,
      `can't be reached: ${finding.problem}`,
      "Start it (`docker compose up -d redis`, or `redis-server`), or mend REDIS_URL. Without REDIS_URL everything runs in one process.",
    );
  const version = finding.version ?? "of unknown version";
  if (finding.maxmemoryPolicy === null)
    return ok(name, `${version}; it doesn't tell its maxmemory-policy, which has to be noeviction`);
  if (finding.maxmemoryPolicy === "noeviction") return ok(name, `${version}, noeviction`);
  return failed(
    name,
    `${version} with maxmemory-policy ${finding.maxmemoryPolicy}: it may throw jobs away`,
    "Set `maxmemory-policy noeviction` in its configuration.",
  );
}
