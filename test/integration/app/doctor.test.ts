import { expect, inject, test } from "vitest";
import type { CheckResult } from "../../../src/app/doctor/check-result.ts";
import { runDoctor } from "../../../src/app/doctor/run-doctor.ts";
import { createSimulator } from "../../../src/simulator/create-simulator.ts";
import { startCompletionServer } from "../../support/completion-server.ts";
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

test("settings are read to the end, also what stands in one as JSON", async () => {
  const [, settings] = await runDoctor({ PLACE_DEFAULTS: '{"chanc": 5}', ...noModel });
  expect(settings).toMatchObject({ name: "settings", status: "failed" });
  expect(settings?.detail).toContain('There is no setting "chanc"');
});

test("with another engine its server is looked at in place of a model file", async () => {
  await using server = await startCompletionServer({ kind: "vllm", contextSize: 8192 });
  const set = { ENGINE: "openai", ENGINE_URL: server.url };
  const results = await runDoctor(set);
  expect(results.find(({ name }) => name === "model's server")).toMatchObject({
    status: "ok",
    detail: "vLLM with tavern/rosie-7b, 8192 tokens of context",
  });
  expect(results.map(({ name }) => name)).not.toContain("model");
  expect(server.asked).toEqual([]);

  const wrong = await runDoctor({ ...set, ENGINE_MODEL: "luna" });
  expect(problems(wrong)).toEqual(["model's server"]);
  expect(problems(await runDoctor({ ENGINE: "openai" }))).toEqual(["model's server"]);
});
