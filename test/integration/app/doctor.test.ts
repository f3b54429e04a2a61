import { expect, inject, test } from "vitest";
import type { CheckResult } from "../../../src/app/doctor/check-result.ts";
import { runDoctor } from "../../../src/app/doctor/run-doctor.ts";
import { createSimulator } from "../../../src/simulator/create-simulator.ts";
import { startPrivateRedis } from "../../support/private-redis.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** Looking into a model takes a process and a second; where it isn't the point it is left out. */
const noModel = { MODEL: "none.gguf" };

const problems = (results: readonly CheckResult[]) =>
  results.filter(({ status }) => status === "failed").map(({ name }) => name);

test("a good set-up has nothing to mend", async () => {
  await using discord = await createSimulator().start();
  const results = await runDoctor({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_BASE: discord.apiBase,
    REDIS_URL: inject("redisUrl"),
  });
  expect(problems(results)).toEqual([]);
  expect(results.map(({ name }) => name)).toEqual([
    "Node",
    "settings",
    "token",
    "intents",
    "invite link",
    "Redis",
    "model",
    "memory",
    "disk",
    "characters",
  ]);
  expect(results.find(({ name }) => name === "invite link")?.detail).toContain(
    discord.applicationId,
  );
  expect(discord.violations).toEqual([]);
});

test("everything that is wrong is found in one go", async () => {
  await using discord = await createSimulator().start();
  using folder = temporaryFolder();
  const results = await runDoctor({
    DISCORD_TOKEN: "not.the.token",
    DISCORD_API_BASE: discord.apiBase,
    REDIS_URL: "redis://127.0.0.1:1",
    MODELS_DIR: folder.path,
    CHARACTERS_DIR: folder.file("nothing-here"),
  });
  expect(problems(results)).toEqual(["token", "Redis", "model", "characters"]);
  discord.forgive("unauthorized");
});

test("the Message Content intent is asked for when it is off", async () => {
  await using discord = await createSimulator({ grantedIntents: [] }).start();
  const results = await runDoctor({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_BASE: discord.apiBase,
    ...noModel,
  });
  expect(problems(results)).toEqual(["intents", "model"]);
});

test("a Redis with a password is reached with it, and not without", async () => {
  await using redis = await startPrivateRedis({ password: "hunter2" });
  const withIt = await runDoctor({ REDIS_URL: redis.url, ...noModel });
  expect(problems(withIt)).toEqual(["model"]);
  const without = await runDoctor({ REDIS_URL: redis.url.replace(":hunter2@", ""), ...noModel });
  expect(problems(without)).toEqual(["Redis", "model"]);
});
