import { expect, test } from "vitest";
import { hearthside } from "../../support/hearthside.ts";

test("--version prints the version alone", async () => {
  const { code, out, error } = await hearthside(["--version"]);
  expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect({ code, error }).toEqual({ code: 0, error: "" });
});

test("--help explains commands, examples, stopping and exit codes on standard output", async () => {
  const { code, out, error } = await hearthside(["--help"]);
  for (const word of ["playground", "worker", "doctor", "Examples:", "Stopping:", "Exit codes:"])
    expect(out).toContain(word);
  expect({ code, error }).toEqual({ code: 0, error: "" });
});

test("each command has help of its own", async () => {
  for (const command of [
    "start",
    "playground",
    "bot",
    "worker",
    "doctor",
    "card",
    "lore",
    "prompt",
    "models",
  ]) {
    const { code, out } = await hearthside([command, "--help"]);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: hearthside ${command}`);
  }
});

test("help says which options have to be given", async () => {
  const { out } = await hearthside(["prompt", "show", "--help"]);
  expect(out).toMatch(/--card <file>.*\(required\)\n/);
  expect(out).toMatch(/--chat <file>.*\(required\)\n/);
  expect(out.match(/\(required\)/g)).toHaveLength(2);
});

test("a name in .env that is no setting and looks like one is told, and ends nothing", async () => {
  const { code, error } = await hearthside(["--version"], {}, ["MODELL", "MODEL", "HF_TOKEN"]);
  expect(error).toBe(".env: there is no setting MODELL. If MODEL is meant, write it so.\n");
  expect(code).toBe(0);
});

test.each([
  ["an unknown command", ["wroker"], /unknown command 'wroker'.*worker/],
  ["an unknown option", ["start", "--prot", "0"], /unknown option '--prot'.*--port/s],
  ["an option without its value", ["playground", "--port"], /argument missing/],
  ["an argument too many", ["worker", "two"], /too many arguments/],
  ["a card command that there isn't", ["card", "inspekt"], /unknown command 'inspekt'/],
  [
    "a format that can't be written",
    ["card", "convert", "a", "--to", "gif", "--out", "b"],
    /Allowed choices are v2, v3, png, charx/,
  ],
  ["a conversion to nowhere", ["card", "convert", "a", "--to", "png"], /required option '--out/],
  ["a port that is none", ["playground", "--port", "http"], /PORT: /],
])("%s is wrong use: exit code 2, and a message that says so", async (_what, args, message) => {
  const { code, out, error } = await hearthside(args);
  expect(code).toBe(2);
  expect(error).toMatch(message);
  expect(out).toBe("");
});

test("the bot asks for all settings that it lacks at once", async () => {
  const { code, error } = await hearthside(["bot"]);
  expect(code).toBe(2);
  expect(error).toContain("DISCORD_TOKEN:");
  expect(error).toContain("REDIS_URL:");
});

test("a worker asks for Redis", async () => {
  const { code, error } = await hearthside(["worker"], { DISCORD_TOKEN: "t" });
  expect(code).toBe(2);
  expect(error).toContain("REDIS_URL:");
  expect(error).not.toContain("DISCORD_TOKEN:");
});

test("bad settings are named, and secrets among them are not repeated", async () => {
  const { code, error } = await hearthside(["worker"], {
    REDIS_URL: "http://:hunter2@db",
    SLOTS: "many",
  });
  expect(code).toBe(2);
  expect(error).toContain("REDIS_URL: ");
  expect(error).toContain("SLOTS: ");
  expect(error).not.toContain("hunter2");
});
