import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { secretSettings, settingsSchema } from "../../src/config/settings.ts";
import { interpolate, readComposeFile } from "../support/compose/compose-file.ts";
import { lastOf, readDockerfile } from "../support/compose/dockerfile.ts";

const base = readComposeFile("docker-compose.yml");
const nvidia = readComposeFile("docker-compose.nvidia.yml");
const stages = readDockerfile("Dockerfile");

const services = Object.entries(base.services);
const ours = services.filter(([, { build }]) => build !== undefined);
const allOfOurs = [...ours, ...Object.entries(nvidia.services)];

test("there is a bot, a worker and a Redis", () => {
  expect(Object.keys(base.services).toSorted()).toEqual(["bot", "redis", "worker"]);
});

test("a service has an image or is built", () => {
  const neither = services.filter(([, { image, build }]) => (image ?? build) === undefined);
  expect(neither).toEqual([]);
});

test("what a service depends on exists, and has a health check where it is waited for", () => {
  const unmet = services
    .flatMap(([, { depends_on = {} }]) => Object.entries(depends_on))
    .filter(([needed, { condition }]) => {
      const service = base.services[needed];
      return service === undefined || (condition === "service_healthy" && !service.healthcheck);
    });
  expect(unmet).toEqual([]);
});

test("every volume with a name is declared and used; every folder of the host is in the repository", () => {
  const sources = services.flatMap(([, { volumes = [] }]) =>
    volumes.map((volume) => volume.split(":")[0] ?? ""),
  );
  const named = sources.filter((source) => !source.startsWith("."));
  expect(named.toSorted()).toEqual(Object.keys(base.volumes ?? {}).toSorted());
  const folders = sources.filter((source) => source.startsWith("."));
  expect(folders.filter((folder) => !existsSync(folder))).toEqual([]);
});

test("conversations, models and characters are kept outside the containers", () => {
  expect(base.services["bot"]?.volumes).toEqual(
    // Not read-only: `/character import` puts cards there.
    expect.arrayContaining(["data:/app/data", "./characters:/app/characters"]),
  );
  // `/model pull` puts models there.
  expect(base.services["worker"]?.volumes).toContain("./models:/app/models");
  expect(base.services["redis"]?.volumes).toContain("redis:/data");
});

test("Redis keeps jobs over a restart and throws none away", () => {
  const command = base.services["redis"]?.command?.join(" ");
  expect(command).toContain("--appendonly yes");
  expect(command).toContain("--maxmemory-policy noeviction");
});

test("workers can be multiplied: nothing about them is there only once", () => {
  // The strict schema has neither container_name nor ports; that is what this guards.
  expect(Object.keys(base.services["worker"] ?? {})).not.toContain("container_name");
  // They share the folder of models, where each file appears whole or not at all, and nothing else.
  expect(base.services["worker"]?.volumes).toHaveLength(1);
});

test("every setting can be made for the containers, but those that make no sense there", () => {
  const given = new Set(ours.flatMap(([, { environment }]) => Object.keys(environment ?? {})));
  const left = Object.keys(settingsSchema.shape).filter((name) => !given.has(name));
  // Discord itself is meant; the image sets the health port; nobody opens the playground there.
  expect(left).toEqual([
    "DISCORD_API_BASE",
    "DISCORD_CDN_BASE",
    "PORT",
    "HEALTH_PORT",
    "HEALTH_HOST",
  ]);
});

describe.each(allOfOurs)("the service %s", (_name, service) => {
  test("sets only settings that exist, with values that they take", () => {
    const refused = Object.entries(service.environment ?? {}).filter(([name, value]) => {
      const schema = settingsSchema.shape[name as keyof typeof settingsSchema.shape];
      const text = interpolate(value, { DISCORD_TOKEN: "a-token" });
      return !schema?.safeParse(text === "" ? undefined : text).success;
    });
    expect(refused).toEqual([]);
  });

  test("has no secret written into it", () => {
    expect(service.environment?.["DISCORD_TOKEN"] ?? "${").toMatch(/^\$\{/);
    for (const name of secretSettings)
      expect(service.environment?.[name] ?? "").not.toMatch(/:[^/@]+@/);
  });

  test("is built from a stage of the Dockerfile that runs without rights and tells its health", () => {
    const stage = stages.get(service.build?.target ?? "");
    if (stage === undefined) throw new Error(`no stage ${service.build?.target}`);
    expect(lastOf(stage, "USER")).toMatch(/^(?!root|0)\w+$/);
    expect(lastOf(stage, "HEALTHCHECK")).toContain("/healthz");
    expect(lastOf(stage, "ENTRYPOINT")).toContain("dist/src/cli/main.js");
  });
});

test.each(ours)(
  "the service %s gives up its rights and has time to hand jobs back",
  (_name, it) => {
    expect(it.cap_drop).toEqual(["ALL"]);
    expect(it.security_opt).toContain("no-new-privileges:true");
    const graceMs = Number.parseInt(it.stop_grace_period ?? "0", 10) * 1000;
    expect(graceMs).toBeGreaterThan(settingsSchema.shape.SHUTDOWN_TIMEOUT_MS.parse(undefined));
  },
);

test("without a token the compose file complains instead of starting", () => {
  const value = base.services["bot"]?.environment?.["DISCORD_TOKEN"] ?? "";
  expect(() => interpolate(value, {})).toThrow(/DISCORD_TOKEN/);
});

test("the NVIDIA override reserves a GPU for the workers and changes no other service", () => {
  expect(Object.keys(nvidia.services)).toEqual(["worker"]);
  const worker = nvidia.services["worker"];
  expect(worker?.environment?.["GPU"]).toBe("cuda");
  const [device] = worker?.deploy?.resources.reservations.devices ?? [];
  expect(device).toEqual({ driver: "nvidia", count: 1, capabilities: ["gpu"] });
  // Built from another stage, it must not take the name of the CPU image.
  expect(worker?.image).not.toBe(base.services["worker"]?.image);
});

test("the images start from a glibc that the engine's binaries can use", () => {
  expect([...stages.values()].map(({ from }) => from).join(" ")).not.toContain("alpine");
  expect(lastOf(stages.get("bot") ?? stages.get("runtime")!, "COPY")).toContain("bot-dependencies");
});
