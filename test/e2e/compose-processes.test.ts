import { afterAll, beforeAll, expect, test } from "vitest";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import {
  type ServiceProcess,
  type Surroundings,
  startService,
} from "../support/compose/compose-services.ts";
import { freePort } from "../support/private-redis.ts";
import { type TemporaryFolder, temporaryFolder } from "../support/temporary-folder.ts";

/**
 * The services of docker-compose.yml as plain processes: their commands, their environment; only host names, folders
 * and ports are those of this machine.
 */
let discord: Simulator;
let folder: TemporaryFolder;
let surroundings: Surroundings;
const services = new Map<string, ServiceProcess>();

beforeAll(async () => {
  folder = temporaryFolder();
  discord = await createSimulator({ waitTimeoutMs: 30_000 }).start();
  const redisPort = String(await freePort());
  surroundings = {
    environmentFile: { DISCORD_TOKEN: discord.token },
    replace: [
      ["redis://redis:6379", `redis://127.0.0.1:${redisPort}`],
      ["/app/data", folder.path],
      ["/app/", ""],
    ],
  };
  const redis = await startService("redis", {
    ...surroundings,
    extraArguments: ["--port", redisPort, "--bind", "127.0.0.1", "--dir", folder.path],
  });
  services.set("redis", redis);
  await redis.line(/Ready to accept connections/);
  for (const worker of ["worker-1", "worker-2"])
    services.set(worker, await startService("worker", surroundings));
  const addresses = { DISCORD_API_BASE: discord.apiBase, DISCORD_CDN_BASE: discord.cdnBase };
  services.set("bot", await startService("bot", { ...surroundings, extra: addresses }));
  await Promise.all([
    service("worker-1").line(/takes jobs/),
    service("worker-2").line(/takes jobs/),
    discord.botReady(),
    discord.waitFor(() => discord.world.commandsFor(null).length > 0, { what: "the commands" }),
  ]);
});

afterAll(async () => {
  for (const started of [...services.values()].toReversed()) await started[Symbol.asyncDispose]();
  await discord?.stop();
  folder?.[Symbol.dispose]();
});

function service(name: string): ServiceProcess {
  const found = services.get(name);
  if (found === undefined) throw new Error(`${name} was not started`);
  return found;
}

test("the image's own health check finds bot and workers healthy", async () => {
  for (const name of ["bot", "worker-1", "worker-2"])
    expect([name, await service(name).isHealthy()]).toEqual([name, true]);
});

test("a person chats with a character through bot, Redis and a worker", async () => {
  const tavern = discord.user("alice").in("#tavern");
  await tavern.slash("chat start", { character: "rosie-oakhart", answer: "always" }).reply();
  const greeting = await discord.expectMessage({ channel: "#tavern", author: "Rosie Oakhart" });
  tavern.say("hello");
  const reply = await discord.expectMessage(
    { channel: "#tavern", author: "Rosie Oakhart", content: /\p{L}{2}/u, after: greeting },
    { what: "Rosie's reply" },
  );
  expect(reply.author.webhookId).not.toBeNull();
});

test("a second bot with other files on the same Redis says why it can't be, and the first one answers on", async () => {
  using elsewhere = temporaryFolder();
  await using second = await startService("bot", {
    ...surroundings,
    replace: [["/app/data", elsewhere.path], ...surroundings.replace],
    extra: { DISCORD_API_BASE: discord.apiBase, DISCORD_CDN_BASE: discord.cdnBase },
  });
  await second.line(/Another bot uses this Redis/);
  expect(await second.ended).toBe(2);
  expect(second.output).toContain('with the prefix "hearthside"');
  expect(await service("bot").isHealthy()).toBe(true);
});

test("when one worker is gone the other one answers, once", async () => {
  service("worker-1").signal("SIGTERM");
  expect(await service("worker-1").ended).toBe(0);

  const tavern = discord.user("alice").in("#tavern");
  const question = tavern.say("are you still there?");
  await discord.expectMessage(
    { channel: "#tavern", author: "Rosie Oakhart", content: /\p{L}{2}/u, after: question },
    { what: "Rosie's second reply" },
  );
});

test("SIGTERM ends bot and worker gracefully, and they say so", async () => {
  for (const name of ["bot", "worker-2"]) {
    service(name).signal("SIGTERM");
    expect(await service(name).ended).toBe(0);
    expect(service(name).output).toMatch(/SIGTERM: stopping/);
    expect(service(name).output).toContain("Stopped.");
  }
});

test("each message got exactly one reply", () => {
  const channel = discord.world.channel("#tavern");
  const speakers = discord.world.messagesIn(channel?.id ?? "").map(({ author }) => author.name);
  const said = speakers.filter((name) => name === "Alice" || name === "Rosie Oakhart");
  expect(said).toEqual(["Rosie Oakhart", "Alice", "Rosie Oakhart", "Alice", "Rosie Oakhart"]);
});

test("Discord had nothing to complain about", () => {
  expect(discord.violations).toEqual([]);
});
