import { expect, test } from "vitest";
import { checkCharacters } from "../../../../src/app/doctor/check-characters.ts";
import { checkIntents, checkToken, showInvite } from "../../../../src/app/doctor/check-discord.ts";
import { checkModel } from "../../../../src/app/doctor/check-model.ts";
import { checkNode } from "../../../../src/app/doctor/check-node.ts";
import { checkRedis } from "../../../../src/app/doctor/check-redis.ts";
import { checkDisk, checkMemory } from "../../../../src/app/doctor/check-resources.ts";
import type { CheckResult } from "../../../../src/app/doctor/check-result.ts";
import { checkServer } from "../../../../src/app/doctor/check-server.ts";
import { inviteLink } from "../../../../src/discord/invite-link.ts";
import type { ModelFit } from "../../../../src/generation/model-control.ts";

const gib = 1024 ** 3;
const tooLarge: ModelFit = {
  ...fit(5),
  verdict: "too-large",
  suggestion: { kind: "slots", slots: 2 },
};
const unreachable = { kind: "unreachable", problem: "getaddrinfo ENOTFOUND" } as const;

const cases: readonly (readonly [string, CheckResult, CheckResult["status"], RegExp])[] = [
  ["Node at the floor", checkNode("20.20.0"), "ok", /20\.20\.0/],
  ["Node above it", checkNode("24.1.0"), "ok", /24/],
  ["Node just below it", checkNode("20.19.5"), "failed", /too old/],
  ["an old Node", checkNode("18.99.0"), "failed", /20\.20 or newer/],
  [
    "a token that logs in",
    checkToken({ kind: "answered", body: { id: "7", username: "Ember" } }),
    "ok",
    /Ember/,
  ],
  ["a wrong token", checkToken({ kind: "refused", status: 401 }), "failed", /Reset the token/],
  ["Discord in trouble", checkToken({ kind: "refused", status: 503 }), "failed", /503/],
  ["no network", checkToken(unreachable), "failed", /ENOTFOUND/],
  [
    "the intent switched on for a small bot",
    checkIntents({ kind: "answered", body: { id: "7", flags: 1 << 19 } }),
    "ok",
    /on/,
  ],
  [
    "the intent granted to a large bot",
    checkIntents({ kind: "answered", body: { id: "7", flags: 1 << 18 } }),
    "ok",
    /on/,
  ],
  [
    "the intent switched off",
    checkIntents({ kind: "answered", body: { id: "7", flags: 1 << 15 } }),
    "failed",
    /applications\/7\/bot/,
  ],
  ["intents that can't be read", checkIntents(unreachable), "unused", /can't be read/],
  ["an invite that can't be made", showInvite(unreachable), "unused", /can't be read/],
  ["Redis as it should be", redis("noeviction"), "ok", /7\.0\.15/],
  ["Redis that throws jobs away", redis("allkeys-lru"), "failed", /noeviction/],
  ["Redis that keeps its settings to itself", redis(null), "ok", /has to be noeviction/],
  [
    "Redis that is down",
    checkRedis({ reached: false, problem: "connect ECONNREFUSED" }),
    "failed",
    /ECONNREFUSED/,
  ],
  [
    "a good model",
    checkModel({
      usable: true,
      file: "a.gguf",
      architecture: "llama",
      quantisation: "Q8_0",
      contextLength: 4096,
      sizeBytes: 8 * 1024 ** 2,
      fit: fit(0.1),
    }),
    "ok",
    /a\.gguf: llama Q8_0, 8 MiB, trained for 4096 tokens/,
  ],
  [
    "no model",
    checkModel({ usable: false, problem: "models/a.gguf isn't there" }),
    "failed",
    /isn't there/,
  ],
  [
    "characters",
    checkCharacters("cards", { names: ["Rosie", "Silas"], problems: [] }),
    "ok",
    /Rosie, Silas/,
  ],
  ["no characters", checkCharacters("cards", { names: [], problems: [] }), "failed", /no cards/],
  [
    "a broken card",
    checkCharacters("cards", {
      names: ["Rosie"],
      problems: [
        { file: "x.json", what: { code: "said", values: {}, english: "data.name is missing" } },
      ],
    }),
    "failed",
    /1 of 2 .*x\.json: data\.name is missing/s,
  ],
  ["a model's server", checkServer(server(8192), 8192), "ok", /vLLM with rosie-7b, 8192 tokens/],
  ["a server that doesn't tell its context", checkServer(server(null), 8192), "ok", /\(8192\)/],
  ["a server with too small a context", checkServer(server(2048), 8192), "failed", /lower CONTEXT/],
  [
    "a server that isn't there",
    checkServer({ usable: false, problem: "it can't be reached" }, 8192),
    "failed",
    /engines\.md/,
  ],
  ["a roomy disk", checkDisk("data", 20 * gib), "ok", /20\.0 GiB/],
  ["a full disk", checkDisk("data", gib / 10), "failed", /DATABASE_FILE/],
  ["memory for the model", memory(16, fit(5)), "ok", /about 5\.0 GiB$/],
  ["memory for a tiny model", memory(16, fit(79 / 1024)), "ok", /about 79 MiB$/],
  ["too little of it", memory(4, tooLarge), "failed", /about 5\.0 GiB .*smaller model.*SLOTS=2/],
  ["memory without a model to put there", memory(4, null), "ok", /4\.0 GiB/],
  [
    "a GPU that holds the model",
    memory(2, { ...fit(5), onGpu: true, freeBytes: 8 * gib }),
    "ok",
    /about 5\.0 GiB of 8\.0 GiB free on the GPU$/,
  ],
  [
    "a GPU that holds a part of it",
    memory(8, { ...fit(5), onGpu: true, freeBytes: 3 * gib, verdict: "slow" }),
    "ok",
    /5\.0 GiB of 3\.0 GiB free on the GPU: .*slow/,
  ],
];

test.each(cases)("%s", (_what, result, status, words) => {
  expect(result.status).toBe(status);
  expect(result.status === "failed" ? `${result.detail} ${result.remedy}` : result.detail).toMatch(
    words,
  );
});

test("the invite link asks for what the bot needs and not for Administrator", () => {
  const link = new URL(inviteLink("7"));
  const permissions = BigInt(link.searchParams.get("permissions") ?? "");
  expect(link.searchParams.get("client_id")).toBe("7");
  expect(link.searchParams.get("scope")).toBe("bot applications.commands");
  expect(permissions).toBe(378494372928n);
  expect(permissions & 8n).toBe(0n);
});

function redis(maxmemoryPolicy: string | null): CheckResult {
  return checkRedis({ reached: true, version: "7.0.15", maxmemoryPolicy });
}

function server(contextSize: number | null) {
  return { usable: true, program: "vLLM", model: "rosie-7b", contextSize } as const;
}

function memory(availableGib: number, found: ModelFit | null): CheckResult {
  return checkMemory({ availableBytes: availableGib * gib, totalBytes: 32 * gib, fit: found });
}

/** Of a model that takes so much memory, and has it. */
function fit(neededGib: number): ModelFit {
  return {
    verdict: "fits",
    weightBytes: neededGib * gib,
    cacheBytes: 0,
    workBytes: 0,
    neededBytes: neededGib * gib,
    freeBytes: 32 * gib,
    onGpu: false,
    contextSize: 8192,
    slots: 4,
    layers: 32,
    gpuLayers: null,
    suggestion: null,
  };
}
