import { describe, expect, test } from "vitest";
import { cdnPath } from "../../../../src/playground/server/media.ts";
import { mediaUrl } from "../../../../src/playground/views/media-url.ts";

describe("a path on the simulator's CDN", () => {
  test.each([
    ["/avatars/1/a.png", "/avatars/1/a.png"],
    ["/attachments/1/2/a%20b.txt", "/attachments/1/2/a%20b.txt"],
    ["/attachments/1/2/kälte.txt", "/attachments/1/2/k%C3%A4lte.txt"],
    ["/../api/v10/gateway", undefined],
    ["/%2e%2e/api", undefined],
    ["/a/..%2fapi", undefined],
    ["/a//b", undefined],
    ["/a/%zz", undefined],
    ["/a/?x", "/a/%3Fx"],
  ])("%s is asked for as %s", (path, expected) => {
    expect(cdnPath(path)).toBe(expected);
  });
});

describe("a picture's address on the page", () => {
  test.each([
    ["/avatars/1/a.png", "/_playground/media/avatars/1/a.png"],
    ["http://127.0.0.1:4321/cdn/a.png?ex=1", "/_playground/media/a.png"],
    ["http://127.0.0.1:4321/api/v10/gateway", null],
    ["https://example.org/a.png", null],
    ["//example.org/a.png", null],
    ["data:image/png;base64,AA", null],
    [null, null],
    [undefined, null],
  ])("of %j is %j", (address, expected) => {
    expect(mediaUrl(address)).toBe(expected);
  });
});
