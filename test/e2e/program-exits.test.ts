import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import { freePort } from "../support/private-redis.ts";
import { type ProgramProcess, startProgram } from "../support/program-process.ts";
import { type TemporaryFolder, temporaryFolder } from "../support/temporary-folder.ts";

let folder: TemporaryFolder;
let opened: ProgramProcess[] = [];

beforeEach(() => {
  folder = temporaryFolder();
});

afterEach(async () => {
  for (const program of opened) await program[Symbol.asyncDispose]();
  opened = [];
  folder[Symbol.dispose]();
});

/** The built program, with settings of its own and its data in the test's folder. */
function hearthside(args: readonly string[], settings: Record<string, string> = {}) {
  const program = startProgram({
    command: process.execPath,
    args: ["--enable-source-maps", "dist/src/cli/main.js", ...args],
    environment: { DATABASE_FILE: folder.file("hearthside.db"), ...settings },
  });
  opened.push(program);
  return program;
}

test("a wrong token ends the bot with what to do in the portal", async () => {
  await using discord = await createSimulator().start();
  const bot = hearthside(["start"], {
    DISCORD_TOKEN: "not.the.token",
    DISCORD_API_BASE: discord.apiBase,
    DISCORD_CDN_BASE: discord.cdnBase,
  });
  expect(await bot.ended).toBe(2);
  expect(bot.output).toMatch(/DISCORD_TOKEN/);
  expect(bot.output).toMatch(/discord\.com\/developers/);
  expect(bot.output).not.toContain("not.the.token");
});

test("a missing intent ends the bot with the switch to set", async () => {
  await using discord = await createSimulator({ grantedIntents: [] }).start();
  const bot = hearthside(["start"], {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_BASE: discord.apiBase,
    DISCORD_CDN_BASE: discord.cdnBase,
  });
  expect(await bot.ended).toBe(2);
  expect(bot.output).toMatch(/Message Content Intent/i);
});

test.each([
  ["missing", "nothing-here.gguf"],
  ["no model at all", "characters/rosie-oakhart.json"],
])("a model file that is %s ends the program with its name", async (_what, model) => {
  const playground = hearthside(["playground", "--port", "0"], { MODELS_DIR: ".", MODEL: model });
  expect(await playground.ended).toBe(2);
  expect(playground.output).toContain(model.split("/").at(-1));
});

test("a model file that is cut off ends the program, not with a crash", async () => {
  const whole = readFileSync("models/hearthside-4m/hearthside-4m.Q8_0.gguf");
  writeFileSync(folder.file("half.gguf"), whole.subarray(0, whole.length / 2));
  const playground = hearthside(["playground", "--port", "0"], { MODEL: folder.file("half.gguf") });
  expect(await playground.ended).toBe(2);
  expect(playground.output).toContain("half.gguf");
});

test("a port that is taken ends the playground with its number", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" ? String(address?.port) : "";
  const playground = hearthside(["playground", "--port", port]);
  expect(await playground.ended).toBe(2);
  expect(playground.output).toContain(port);
  other.close();
  await once(other, "close");
});

test("a second bot on one database is refused, and told what to do", async () => {
  const first = hearthside(["--port", "0"]);
  await first.line(/^Open http/);
  const second = hearthside(["--port", "0"]);
  expect(await second.ended).toBe(2);
  expect(second.output).toMatch(
    /Another Hearthside bot is using \S+ \(process \d+\)\. Stop it first/,
  );
});

test("a program whose shell is ended stops as well, as under an npm whose signal gets no further", async () => {
  const shell = startProgram({
    command: "sh",
    args: [
      "-c",
      'HEARTHSIDE_PARENT=$$ "$0" dist/src/cli/main.js --port 0; exit 0',
      process.execPath,
    ],
    environment: { DATABASE_FILE: folder.file("hearthside.db") },
  });
  opened.push(shell);
  await shell.line(/^Open http/);
  shell.signal("SIGTERM");
  // It has ended when nobody holds its output any more, the program included.
  expect(await shell.ended).toBe("SIGTERM");
  expect(shell.output).toMatch(
    /What started this program has ended: stopping\..*\n(.*\n)*Stopped\./,
  );
});

test("without its Redis a worker ends and says where it looked", async () => {
  const port = await freePort();
  const worker = hearthside(["worker"], { REDIS_URL: `redis://127.0.0.1:${port}` });
  expect(await worker.ended).toBe(3);
  expect(worker.output).toMatch(/Redis/);
});

test("the playground prints its address alone on standard output, and SIGTERM ends it with 0", async () => {
  const playground = hearthside(["--port", "0"]);
  const line = await playground.line(/^Open http/);
  const address = /http:\S+/.exec(line)?.[0] ?? "";
  expect((await fetch(address)).status).toBe(200);
  expect(playground.stdout.trim()).toBe(line);
  playground.signal("SIGTERM");
  expect(await playground.ended).toBe(0);
  expect(playground.output).toMatch(/SIGTERM: stopping\..*\n(.*\n)*Stopped\./);
  expect(playground.output).not.toContain("reconnecting");
});
