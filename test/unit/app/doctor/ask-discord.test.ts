import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { askDiscord } from "../../../../src/app/doctor/ask-discord.ts";

interface Seen {
  readonly url: string | undefined;
  readonly authorization: string | undefined;
}

/** Something at Discord's address that gives one answer to everything. */
async function discordThatSays(status: number, body: unknown) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url, authorization: request.headers.authorization });
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    apiBase: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    seen,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

test("it asks who the token is and what its application may do", async () => {
  await using discord = await discordThatSays(200, { id: "7", username: "Ember", flags: 524288 });
  const { user, application } = await askDiscord({ token: "t0ken", apiBase: discord.apiBase });
  expect(user).toEqual({ kind: "answered", body: { id: "7", username: "Ember" } });
  expect(application).toEqual({ kind: "answered", body: { id: "7", flags: 524288 } });
  expect(new Set(discord.seen.map(({ url }) => url))).toEqual(
    new Set(["/api/v10/users/@me", "/api/v10/applications/@me"]),
  );
  expect(new Set(discord.seen.map(({ authorization }) => authorization))).toEqual(
    new Set(["Bot t0ken"]),
  );
});

test("a refusal keeps its status", async () => {
  await using discord = await discordThatSays(401, { message: "401: Unauthorized", code: 0 });
  const { user } = await askDiscord({ token: "t", apiBase: discord.apiBase });
  expect(user).toEqual({ kind: "refused", status: 401 });
});

test("an answer that isn't Discord's counts as no answer", async () => {
  await using discord = await discordThatSays(200, { hello: "router" });
  const { user } = await askDiscord({ token: "t", apiBase: discord.apiBase });
  expect(user).toEqual({ kind: "unreachable", problem: "the answer isn't Discord's" });
});

test("where nothing listens the reason is told", async () => {
  const { user } = await askDiscord({ token: "t", apiBase: "http://127.0.0.1:1/api" });
  expect(user).toEqual({
    kind: "unreachable",
    problem: expect.stringMatching(/ECONNREFUSED|bad port/),
  });
});
