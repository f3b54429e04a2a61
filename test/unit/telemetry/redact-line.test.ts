import { expect, test } from "vitest";
import { redactLine } from "../../../src/telemetry/redact-line.ts";

const token = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5";

test.each([
  [
    "a webhook's token",
    `PATCH https://discord.com/api/v10/webhooks/123/${token}/messages/456`,
    "PATCH https://discord.com/api/v10/webhooks/123/[redacted]/messages/456",
  ],
  [
    "an interaction's token",
    `POST /interactions/123/${token}/callback`,
    "POST /interactions/123/[redacted]/callback",
  ],
  [
    "the password of an address",
    "connect to redis://default:hunter2@db:6379/0",
    "connect to redis://default:[redacted]@db:6379/0",
  ],
  ["the password of an address without a user", "redis://:hunter2@db", "redis://:[redacted]@db"],
])("%s is taken out", (_what, line, expected) => {
  expect(redactLine(line, [])).toBe(expected);
});

test("a known secret is taken out wherever it stands", () => {
  expect(redactLine("a s3cret, and s3cret again", ["s3cret", ""])).toBe(
    "a [redacted], and [redacted] again",
  );
});

test("an ordinary line stays as it is", () => {
  const line = '{"level":"info","time":"2026-01-02T03:04:05.000Z","url":"http://127.0.0.1:8470/"}';
  expect(redactLine(line, ["s3cret"])).toBe(line);
});
