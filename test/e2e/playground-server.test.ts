import { mkdirSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { keepWorld } from "../../src/playground/keep-world.ts";
import {
  createPlaygroundServer,
  type PlaygroundServer,
} from "../../src/playground/playground-server.ts";
import type { ActionResult } from "../../src/playground/protocol/actions.ts";
import type { PageEvent, Snapshot } from "../../src/playground/protocol/page-events.ts";
import { loadWorld } from "../../src/playground/world-file.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { type TemporaryFolder, temporaryFolder } from "../support/temporary-folder.ts";

let folder: TemporaryFolder;
let simulator: Simulator;
let server: PlaygroundServer;

beforeEach(async () => {
  folder = temporaryFolder();
  mkdirSync(folder.file("page/assets"), { recursive: true });
  writeFileSync(folder.file("page/index.html"), "<!doctype html>the page");
  writeFileSync(folder.file("page/assets/page-abc.js"), "the script");
  writeFileSync(folder.file("secret.html"), "not of the page");
  simulator = await createSimulator().start();
  server = await serve(simulator);
});

afterEach(async () => {
  await server.close();
  await simulator.stop();
  folder[Symbol.dispose]();
});

function serve(on: Simulator, port = 0): Promise<PlaygroundServer> {
  return createPlaygroundServer({
    simulator: on,
    port,
    pageDirectory: folder.file("page"),
    logger: silentLogger,
  });
}

async function act(name: string, body: unknown): Promise<{ status: number; result: ActionResult }> {
  const response = await fetch(`${server.url}_playground/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, result: (await response.json()) as ActionResult };
}

/** A request with headers that `fetch` doesn't let one set. */
function statusOf(path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(new URL(path, server.url), { headers }, (response) => {
      response.destroy();
      resolve(response.statusCode);
    });
    request.on("error", reject).end();
  });
}

async function firstEvent(url: string): Promise<Snapshot> {
  const listening = new AbortController();
  const response = await fetch(`${url}_playground/events`, { signal: listening.signal });
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk as Uint8Array).toString("utf8");
    if (text.includes("\n\n")) break;
  }
  listening.abort();
  const event = JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? "") as PageEvent;
  if (event.type !== "snapshot") throw new Error(`The first event is ${event.type}.`);
  return event.snapshot;
}

function say(content: string, more: object = {}) {
  const [user] = simulator.world.users.filter((each) => !each.bot);
  const channelId = simulator.world.channel("tavern")?.id;
  return act("say", { userId: user?.id, channelId, content, replyTo: null, files: [], ...more });
}

describe("the page's files", () => {
  test("come with a policy that allows nothing from elsewhere", async () => {
    const response = await fetch(server.url);
    expect(await response.text()).toContain("the page");
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*|data:/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("whose names carry a hash may be kept by the browser", async () => {
    const response = await fetch(`${server.url}assets/page-abc.js`);
    expect(response.headers.get("cache-control")).toContain("immutable");
  });

  test.each([
    "/../secret.html",
    "/%2e%2e/secret.html",
    "/assets/..%2f..%2fsecret.html",
    "/nothing",
  ])("%s is none of them", async (path) => {
    expect(await statusOf(path, {})).toBe(404);
  });
});

describe("strangers", () => {
  test.each([
    ["a name rebound to this machine", { host: "evil.example" }],
    ["another page", { host: "127.0.0.1", origin: "https://evil.example" }],
  ])("with %s see nothing", async (_, headers) => {
    expect(await statusOf("/", headers)).toBe(403);
    expect(await statusOf("/_playground/events", headers)).toBe(403);
  });

  test("can't post a form", async () => {
    const response = await fetch(`${server.url}_playground/say`, { method: "POST", body: "x=1" });
    expect(response.status).toBe(403);
  });
});

describe("actions", () => {
  test("a person says something, with a file", async () => {
    const files = [
      { name: "a b.html", contentType: "text/html", base64: Buffer.from("<b>").toString("base64") },
    ];
    expect((await say("hello", { files })).result).toEqual({ ok: true });
    const message = (await firstEvent(server.url)).messages.find(
      (each) => each.content === "hello",
    );
    const file = await fetch(new URL(message?.attachments[0]?.url ?? "", server.url));
    expect(await file.text()).toBe("<b>");
    expect(file.headers.get("content-type")).toBe("application/octet-stream");
    expect(file.headers.get("content-disposition")).toBe("attachment");
  });

  test("a reaction is put below a message, and taken away again", async () => {
    await say("look at that");
    const { messages } = await firstEvent(server.url);
    const message = messages.find((each) => each.content === "look at that");
    const userId = simulator.world.user("mara")?.id;
    const react = () => act("react", { userId, messageId: message?.id, emoji: "🔁" });
    const reactions = () => simulator.world.message(message?.id ?? "")?.reactions;
    expect((await react()).result).toEqual({ ok: true });
    expect(reactions()).toEqual([{ emoji: "🔁", userIds: [userId] }]);
    await react();
    expect(reactions()).toEqual([]);
  });

  test("what Discord's own client refuses is told in words", async () => {
    const { status, result } = await say("x".repeat(2001));
    expect(status).toBe(200);
    expect(result).toMatchObject({ ok: false, problem: expect.stringContaining("2000") });
  });

  test("a command without a bot is told, not waited for", async () => {
    const { result } = await act("command", {
      userId: simulator.world.user("mara")?.id,
      channelId: simulator.world.channel("tavern")?.id,
      commandId: "1",
      name: "chat start",
      options: [],
    });
    expect(result).toMatchObject({
      ok: false,
      problem: expect.stringContaining("isn't connected"),
    });
  });

  test("a button of a message that is gone can't be pressed", async () => {
    const { result } = await act("click", { userId: "1", messageId: "2", customId: "x" });
    expect(result).toMatchObject({ ok: false, problem: expect.stringContaining("gone") });
  });

  test.each([
    ["unknown ones", "explode", {}, 404],
    ["odd bodies", "say", { userId: 3 }, 400],
  ])("%s are refused", async (_, name, body, status) => {
    expect((await act(name, body)).status).toBe(status);
  });

  test("a body that is too large is told so, however large", async () => {
    const body = { userId: "1", name: "x".repeat(4_000_000) };
    const { result } = await act("command", body);
    expect(result).toMatchObject({ ok: false, problem: expect.stringContaining("too large") });
  });
});

test("a taken port is told with what to do", async () => {
  const port = Number(new URL(server.url).port);
  await expect(serve(simulator, port)).rejects.toMatchObject({
    name: "UserError",
    message: expect.stringContaining("--port"),
  });
});

test("closing twice is closing once, and a listening page doesn't hold it up", async () => {
  const response = await fetch(`${server.url}_playground/events`);
  await Promise.all([server.close(), server.close()]);
  await response.text().catch(() => "");
  await expect(fetch(server.url)).rejects.toThrow("fetch failed");
});

test("a restart of the program keeps what was said", async () => {
  const file = folder.file("data/playground.json");
  const keeper = keepWorld({ simulator, file, clock: systemClock, logger: silentLogger });
  await say("Remember me");
  await keeper.stop();

  const snapshot = await loadWorld(file, silentLogger);
  if (snapshot === undefined) throw new Error("Nothing was saved.");
  await using next = await createSimulator({ snapshot }).start();
  await using nextServer = await serve(next);
  const { messages, channels } = await firstEvent(nextServer.url);
  expect(messages.map((message) => message.content)).toEqual(["Remember me"]);
  expect(channels.map((channel) => channel.name)).toContain("tavern");
});
