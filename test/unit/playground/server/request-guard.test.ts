import { describe, expect, test } from "vitest";
import { refusal } from "../../../../src/playground/server/request-guard.ts";

const json = { "content-type": "application/json" };

describe("a request is let in", () => {
  test.each([
    ["GET", { host: "127.0.0.1:3000" }],
    ["GET", { host: "localhost:8080" }],
    ["GET", { host: "[::1]:3000" }],
    [
      "GET",
      { host: "127.0.0.1:3000", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" },
    ],
    ["POST", { host: "127.0.0.1:3000", origin: "http://127.0.0.1:3000", ...json }],
    ["POST", { host: "127.0.0.1:3000", "content-type": "application/json; charset=utf-8" }],
  ])("%s %j", (method, headers) => {
    expect(refusal({ method, headers })).toBeUndefined();
  });
});

describe("a request is refused", () => {
  test.each([
    ["a name that was rebound to this machine", "GET", { host: "evil.example:3000" }],
    ["a name that only begins like ours", "GET", { host: "127.0.0.1.evil.example" }],
    ["no name at all", "GET", {}],
    ["another page", "POST", { host: "127.0.0.1:3000", origin: "https://evil.example", ...json }],
    [
      "another port's page",
      "POST",
      { host: "127.0.0.1:3000", origin: "http://127.0.0.1:4000", ...json },
    ],
    ["a page without origin", "POST", { host: "127.0.0.1:3000", origin: "null", ...json }],
    ["a form", "POST", { host: "127.0.0.1:3000", "content-type": "text/plain" }],
    [
      "a picture in another page",
      "GET",
      { host: "127.0.0.1:3000", "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
    ],
  ])("from %s", (_, method, headers) => {
    expect(refusal({ method, headers })).toBeTypeOf("string");
  });
});
