import fc from "fast-check";
import { expect, test } from "vitest";
import { loadSettings } from "../../../src/config/load-settings.ts";
import { secretSettings, settingsSchema } from "../../../src/config/settings.ts";
import { UserError } from "../../../src/lib/errors.ts";

test("nothing has to be set", () => {
  const settings = loadSettings({});
  expect(settings).toMatchObject({
    DATABASE_FILE: "data/hearthside.db",
    PORT: 8470,
    CATCH_UP: true,
  });
  expect(settings.DISCORD_TOKEN).toBeUndefined();
});

test("empty and blank values count as absent, as compose files write them", () => {
  expect(loadSettings({ DISCORD_TOKEN: "", REDIS_URL: "  ", PORT: "" })).toEqual(loadSettings({}));
});

test("space around a value is dropped", () => {
  expect(loadSettings({ DISCORD_TOKEN: " abc\n" }).DISCORD_TOKEN).toBe("abc");
});

test.each([
  ["PORT", "0", 0],
  ["THREADS", "3", 3],
  ["TEMPERATURE", "0.25", 0.25],
  ["CATCH_UP", "no", false],
  ["CATCH_UP", "yes", true],
  ["GPU", "off", "off"],
  ["REDIS_URL", "rediss://host:6380/2", "rediss://host:6380/2"],
])("%s=%s is read as %j", (name, value, expected) => {
  expect(loadSettings({ [name]: value })).toMatchObject({ [name]: expected });
});

test.each([
  ["PORT", "65536"],
  ["PORT", "12.5"],
  ["CONTEXT_SIZE", "lots"],
  ["SLOTS", "0"],
  ["REDIS_URL", "localhost:6379"],
  ["REDIS_URL", "http://localhost:6379"],
  ["DISCORD_API_BASE", "ftp://example.test"],
  ["QUEUE_PREFIX", "a b"],
  ["CATCH_UP", "maybe"],
  ["LOG_LEVEL", "verbose"],
])("%s=%s is refused by name", (name, value) => {
  expect(() => loadSettings({ [name]: value })).toThrow(name);
});

test("everything that is wrong is named at once", () => {
  const problem = problemOf({ PORT: "x", GPU: "fast", REDIS_URL: "nope", CATCH_UP: "perhaps" });
  expect(problem).toBeInstanceOf(UserError);
  for (const name of ["PORT", "GPU", "REDIS_URL", "CATCH_UP"])
    expect(problem.message).toContain(name);
});

test.each([
  ["PORT", "65536", "PORT: a whole number from 0 to 65535 is needed"],
  ["CONTEXT_SIZE", "lots", "CONTEXT_SIZE: a whole number from 1 is needed"],
  ["GPU", "amd", "GPU: one of `auto`, `cuda`, `vulkan`, `metal`, `off` is needed"],
  ["TIME_ZONE", "Mars/Base", "TIME_ZONE: not a time zone, like Europe/Vienna"],
  ["QUEUE_PREFIX", "a b", "QUEUE_PREFIX: only letters, digits, `_` and `-` can stand in it"],
  ["REDIS_URL", "localhost:6379", "REDIS_URL: an address of the right kind is needed, as http"],
])("%s=%s is answered by what it takes, in words for people", (name, value, said) => {
  expect(problemOf({ [name]: value }).message).toContain(said);
});

test("a secret is never repeated in a complaint", () => {
  const secret = fc.stringMatching(/^[\w!$]{12,40}$/);
  fc.assert(
    fc.property(secret, fc.constantFrom(...secretSettings), (value, name) => {
      // The other setting is wrong, so that there is a complaint also where any text is a good secret.
      const { message } = problemOf({ [name]: value, PORT: "x" });
      expect(message).not.toContain(value);
    }),
  );
});

test("every setting says what it means", () => {
  const silent = Object.entries(settingsSchema.shape)
    .filter(([, schema]) => !schema.description?.endsWith("."))
    .map(([name]) => name);
  expect(silent).toEqual([]);
});

function problemOf(environment: Record<string, string>): Error {
  try {
    loadSettings(environment);
  } catch (thrown) {
    if (thrown instanceof Error) return thrown;
  }
  throw new Error("the settings were taken");
}
