import type { TestProject } from "vitest/node";
import { type PrivateRedis, startPrivateRedis } from "./private-redis.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A Redis that the tests of this run share: use a random key prefix. */
    redisUrl: string;
  }
}

let redis: PrivateRedis | undefined;

export async function setup(project: TestProject): Promise<void> {
  redis = await startPrivateRedis();
  project.provide("redisUrl", redis.url);
}

export async function teardown(): Promise<void> {
  await redis?.[Symbol.asyncDispose]();
}
