import { expect, test } from "vitest";
import { Router } from "../../../src/simulator/http/router.ts";
import { routes } from "../../../src/simulator/routes/routes.ts";

const router = new Router(routes);

test.each([
  ["GET", "/users/@me", "/users/@me"],
  ["GET", "/users/1100000000000000001", "/users/{user_id}"],
  [
    "PATCH",
    "/webhooks/1/abc/messages/@original",
    "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
  ],
  [
    "PATCH",
    "/webhooks/1/abc/messages/%40original",
    "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
  ],
  [
    "PATCH",
    "/webhooks/1/abc/messages/22",
    "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
  ],
  ["GET", "/channels/1/messages/pins", "/channels/{channel_id}/messages/pins"],
  ["POST", "/channels/1/messages/bulk-delete", "/channels/{channel_id}/messages/bulk-delete"],
])("%s %s is %s", (method, path, template) => {
  expect(router.match(method, path)?.route.template).toBe(template);
});

test("parameters come decoded", () => {
  const path = "/channels/1/messages/2/reactions/%F0%9F%94%A5/@me";
  expect(router.match("PUT", path)?.params.get("emoji_name")).toBe("🔥");
});

test.each([
  ["POST", "/users/@me"],
  ["GET", "/nothing/here"],
  ["GET", "/channels//messages"],
  ["GET", "/users/%E0%A4%A"],
])("%s %s leads nowhere unless a parameter takes it", (method, path) => {
  const match = router.match(method, path);
  expect(match === undefined || match.route.template === "/users/{user_id}").toBe(true);
});

test("no two routes have the same method and template", () => {
  const names = routes.map((route) => `${route.method} ${route.template}`);
  expect(new Set(names).size).toBe(names.length);
});
