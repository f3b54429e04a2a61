import { describe, expect, test } from "vitest";
import type { Simulator, SimulatorOptions } from "../../../src/simulator/simulator.ts";
import type { SimChannel } from "../../../src/simulator/world/records.ts";
import { createManualClock } from "../../support/manual-clock.ts";
import { startSimulator } from "../../support/simulated-bot.ts";

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

interface Stage {
  readonly simulator: Simulator;
  readonly tavern: SimChannel;
  /** A request as the bot sends it, without a client library in between. */
  readonly call: (method: string, path: string, body?: object) => Promise<Answer>;
}

async function startStage(options: SimulatorOptions = {}): Promise<Stage> {
  const simulator = await startSimulator(options);
  return {
    simulator,
    tavern: channel(simulator, "tavern"),
    call: async (method, path, body) => {
      const response = await fetch(`${simulator.apiBase}/v10${path}`, {
        method,
        headers: { authorization: `Bot ${simulator.token}`, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        body: text === "" ? null : JSON.parse(text),
        headers: response.headers,
      };
    },
  };
}

function channel(simulator: Simulator, name: string): SimChannel {
  const found = simulator.world.channel(name);
  if (found === undefined) throw new Error(`no #${name}`);
  return found;
}

function idOf(answer: Answer): string {
  expect(answer.body).toHaveProperty("id");
  return (answer.body as { readonly id: string }).id;
}

test("what a bot asks about itself and its surroundings is answered", async () => {
  const { simulator, tavern, call } = await startStage();
  const guild = tavern.guildId ?? "";
  const alice = simulator.user("alice").user.id;
  for (const path of [
    "/gateway",
    "/gateway/bot",
    "/users/@me",
    `/users/${alice}`,
    "/applications/@me",
    `/applications/${simulator.applicationId}/commands`,
    `/applications/${simulator.applicationId}/guilds/${guild}/commands`,
    `/applications/${simulator.applicationId}/emojis`,
    `/channels/${tavern.id}`,
    `/channels/${tavern.id}/messages`,
    `/channels/${tavern.id}/webhooks`,
    `/channels/${tavern.id}/messages/pins`,
    `/channels/${tavern.id}/threads/archived/public`,
    `/guilds/${guild}`,
    `/guilds/${guild}/channels`,
    `/guilds/${guild}/roles`,
    `/guilds/${guild}/members/${alice}`,
    `/guilds/${guild}/threads/active`,
    `/guilds/${guild}/webhooks`,
  ])
    expect({ path, status: (await call("GET", path)).status }).toEqual({ path, status: 200 });
});

test("an empty answer has no content type, which client libraries would take for JSON", async () => {
  const { tavern, call } = await startStage();
  const answer = await call("POST", `/channels/${tavern.id}/typing`);
  expect(answer.status).toBe(204);
  expect(answer.headers.get("content-type")).toBeNull();
});

test("a route that Discord doesn't have is a violation", async () => {
  const { simulator, call } = await startStage();
  expect((await call("GET", "/no/such/route")).status).toBe(404);
  expect(simulator.forgive("unknown-route")).toHaveLength(1);
});

test("a body that is no JSON is refused", async () => {
  const { simulator, tavern } = await startStage();
  const response = await fetch(`${simulator.apiBase}/v10/channels/${tavern.id}/messages`, {
    method: "POST",
    headers: { authorization: `Bot ${simulator.token}`, "content-type": "application/json" },
    body: "{",
  });
  expect(await response.json()).toMatchObject({ code: 50_109 });
  expect(simulator.forgive("invalid-body")).toHaveLength(1);
});

test("the sixth message within five seconds is answered with 429, and so is whoever doesn't wait", async () => {
  const clock = createManualClock(Date.UTC(2026, 0, 1));
  const { simulator, tavern, call } = await startStage({ clock });
  const say = () => call("POST", `/channels/${tavern.id}/messages`, { content: "hello" });
  for (let index = 0; index < 5; index += 1) expect((await say()).status).toBe(200);
  clock.advance(1000);
  const refused = await say();
  expect(refused).toMatchObject({ status: 429, body: { retry_after: 4, global: false } });
  expect(refused.headers.get("x-ratelimit-scope")).toBe("user");
  expect(refused.headers.get("retry-after")).toBe("4");
  expect(simulator.violations).toEqual([]);
  expect((await say()).status).toBe(429);
  expect(simulator.forgive("ignored-retry-after")).toHaveLength(1);
  clock.advance(4000);
  expect((await say()).status).toBe(200);
});

test("a direct message is opened once, and refused by those who want none", async () => {
  const { simulator, call } = await startStage();
  const open = (name: string) =>
    call("POST", "/users/@me/channels", { recipient_id: simulator.user(name).user.id });
  const first = idOf(await open("alice"));
  expect(idOf(await open("alice"))).toBe(first);
  const closed = simulator.build.createUser({ username: "carol", acceptsDirectMessages: false });
  const refused = await call("POST", `/channels/${idOf(await open(closed.username))}/messages`, {
    content: "hello",
  });
  expect(refused).toMatchObject({ status: 403, body: { code: 50_007 } });
});

test("messages are deleted one by one and in bulk, with the permission to", async () => {
  const { simulator, tavern, call } = await startStage();
  const alice = simulator.user("alice").in("#tavern");
  const said = ["one", "two", "three"].map((text) => alice.say(text).id);
  const bulk = () =>
    call("POST", `/channels/${tavern.id}/messages/bulk-delete`, { messages: said.slice(1) });
  expect(await bulk()).toMatchObject({ status: 403, body: { code: 50_013 } });
  expect(simulator.forgive("missing-permission")).toHaveLength(1);
  simulator.build.setPermissions({ channel: tavern, of: "bot", allow: ["MANAGE_MESSAGES"] });
  expect((await bulk()).status).toBe(204);
  expect((await call("DELETE", `/channels/${tavern.id}/messages/${said[0]}`)).status).toBe(204);
  expect(simulator.world.messagesIn(tavern.id)).toEqual([]);
});

test("a message of someone else's can't be edited", async () => {
  const { simulator, tavern, call } = await startStage();
  const said = simulator.user("alice").in("#tavern").say("mine");
  const path = `/channels/${tavern.id}/messages/${said.id}`;
  expect(await call("PATCH", path, { content: "yours" })).toMatchObject({
    status: 403,
    body: { code: 50_005 },
  });
  expect(simulator.forgive("edit-of-another-author")).toHaveLength(1);
});

test("a message older than an hour can be edited only now and then", async () => {
  const clock = createManualClock(Date.UTC(2026, 0, 1));
  const { simulator, tavern, call } = await startStage({ clock, rateLimits: "off" });
  const sent = idOf(await call("POST", `/channels/${tavern.id}/messages`, { content: "old" }));
  const edit = () => call("PATCH", `/channels/${tavern.id}/messages/${sent}`, { content: "new" });
  for (let index = 0; index < 10; index += 1) expect((await edit()).status).toBe(200);
  clock.advance(61 * 60_000);
  for (let index = 0; index < 5; index += 1) expect((await edit()).status).toBe(200);
  expect(await edit()).toMatchObject({ status: 429, body: { code: 30_046 } });
  expect(simulator.forgive("old-message-edits")).toHaveLength(1);
});

test("one nonce is one message, however often it is sent", async () => {
  const { simulator, tavern, call } = await startStage();
  const body = { content: "once", nonce: "n1", enforce_nonce: true };
  const path = `/channels/${tavern.id}/messages`;
  expect(idOf(await call("POST", path, body))).toBe(idOf(await call("POST", path, body)));
  expect(simulator.world.messagesIn(tavern.id)).toHaveLength(1);
});

describe("threads", () => {
  test("are started from messages or by themselves, and closed ones refuse edits", async () => {
    const { simulator, tavern, call } = await startStage();
    const said = simulator.user("alice").in("#tavern").say("let's talk");
    const path = `/channels/${tavern.id}/messages/${said.id}/threads`;
    const fromMessage = await call("POST", path, { name: "a talk" });
    expect(fromMessage).toMatchObject({ status: 201, body: { id: said.id } });
    const alone = await call("POST", `/channels/${tavern.id}/threads`, {
      name: "another",
      type: 11,
    });
    const thread = idOf(alone);
    const sent = idOf(await call("POST", `/channels/${thread}/messages`, { content: "hello" }));
    expect((await call("PATCH", `/channels/${thread}`, { archived: true })).status).toBe(200);
    const edit = await call("PATCH", `/channels/${thread}/messages/${sent}`, { content: "hm" });
    expect(edit).toMatchObject({ status: 400, body: { code: 50_083 } });
    expect(simulator.forgive("archived-thread")).toHaveLength(1);
    // Sending opens it again.
    expect((await call("POST", `/channels/${thread}/messages`, { content: "back" })).status).toBe(
      200,
    );
    expect(simulator.world.channel(thread)?.thread?.archived).toBe(false);
    expect((await call("PUT", `/channels/${said.id}/thread-members/@me`)).status).toBe(204);
  });

  test("of a forum are where its webhook speaks, and only there", async () => {
    const { simulator, tavern, call } = await startStage();
    const [guild] = simulator.world.guilds;
    if (guild === undefined) throw new Error("no guild");
    const forum = simulator.build.createChannel({ guild, name: "stories", kind: "forum" });
    const made = await call("POST", `/channels/${forum.id}/webhooks`, { name: "Hearthside" });
    const { id, token } = made.body as { readonly id: string; readonly token: string };
    const hook = `/webhooks/${id}/${token}?wait=true`;
    expect(await call("POST", hook, { content: "once" })).toMatchObject({
      body: { code: 220_001 },
    });
    expect(simulator.forgive("webhook-rules")).toHaveLength(1);
    const posted = await call("POST", hook, { content: "once", thread_name: "A tale" });
    const thread = simulator.world.channel("A tale");
    expect(posted).toMatchObject({ status: 200, body: { channel_id: thread?.id } });
    const elsewhere = `${hook}&thread_id=${tavern.id}`;
    expect((await call("POST", elsewhere, { content: "x" })).status).toBe(404);
    // A message in a thread is only found through the thread.
    const edit = `/webhooks/${id}/${token}/messages/${idOf(posted)}`;
    expect((await call("PATCH", edit, { content: "twice" })).status).toBe(404);
    const inThread = `${edit}?thread_id=${thread?.id ?? ""}`;
    expect((await call("PATCH", inThread, { content: "twice" })).status).toBe(200);
  });
});

describe("webhooks", () => {
  test("are at most fifteen in a channel", async () => {
    const { simulator, tavern, call } = await startStage();
    const create = () => call("POST", `/channels/${tavern.id}/webhooks`, { name: "Hearthside" });
    for (let index = 0; index < 15; index += 1) expect((await create()).status).toBe(200);
    expect(await create()).toMatchObject({ status: 400, body: { code: 30_007 } });
    expect(simulator.forgive("webhook-rules")).toHaveLength(1);
  });

  test("are renamed, read and deleted", async () => {
    const { simulator, tavern, call } = await startStage();
    const id = idOf(await call("POST", `/channels/${tavern.id}/webhooks`, { name: "Hearthside" }));
    expect(await call("PATCH", `/webhooks/${id}`, { name: "Tavern" })).toMatchObject({
      status: 200,
      body: { name: "Tavern" },
    });
    expect((await call("GET", `/webhooks/${id}`)).status).toBe(200);
    expect((await call("DELETE", `/webhooks/${id}`)).status).toBe(204);
    expect(simulator.world.webhooksIn(tavern.id)).toEqual([]);
  });

  test("a picture address that leads nowhere is noticed", async () => {
    const { simulator, tavern, call } = await startStage();
    const made = await call("POST", `/channels/${tavern.id}/webhooks`, { name: "Hearthside" });
    const { id, token } = made.body as { readonly id: string; readonly token: string };
    await call("POST", `/webhooks/${id}/${token}`, {
      content: "hello",
      avatar_url: `${simulator.cdnBase}/emojis/1100000000000000099.png`,
    });
    expect(simulator.forgive("unreachable-avatar")).toHaveLength(1);
  });
});

test("a channel is changed and deleted with the permission to, and its threads go with it", async () => {
  const { simulator, tavern, call } = await startStage();
  simulator.build.setPermissions({
    channel: tavern,
    of: "bot",
    allow: ["MANAGE_CHANNELS", "PIN_MESSAGES"],
  });
  const owner = simulator.user("alice").user;
  const thread = simulator.build.createThread({ parent: tavern, name: "corner", owner });
  const said = simulator.user("alice").in("#tavern").say("keep this");
  const pin = `/channels/${tavern.id}/messages/pins/${said.id}`;
  expect((await call("PUT", pin)).status).toBe(204);
  expect(await call("GET", `/channels/${tavern.id}/messages/pins`)).toMatchObject({
    body: { items: [{ message: { id: said.id, pinned: true } }] },
  });
  expect((await call("DELETE", pin)).status).toBe(204);
  const changed = await call("PATCH", `/channels/${tavern.id}`, { topic: "closed" });
  expect(changed).toMatchObject({ status: 200, body: { topic: "closed" } });
  expect((await call("DELETE", `/channels/${tavern.id}`)).status).toBe(200);
  expect(simulator.world.channel(thread.id)).toBeUndefined();
  expect((await call("GET", `/channels/${tavern.id}`)).status).toBe(404);
});

test("a guild that the bot was removed from is unknown to it, and one with an outage is unavailable", async () => {
  const { simulator, call } = await startStage();
  const [guild] = simulator.world.guilds;
  if (guild === undefined) throw new Error("no guild");
  simulator.build.setAvailable(guild, false);
  expect((await call("GET", `/guilds/${guild.id}`)).status).toBe(503);
  simulator.build.setAvailable(guild, true);
  simulator.build.kickBot(guild);
  expect((await call("GET", `/guilds/${guild.id}`)).status).toBe(404);
});

test("an application that a person installed for themselves is used where it is no member, by its interactions alone", async () => {
  const { simulator, call } = await startStage({ rateLimits: "off" });
  const { build, world } = simulator;
  const [alice, bob] = ["alice", "bob"].map((name) => simulator.user(name).user);
  if (alice === undefined || bob === undefined) throw new Error("unreachable");
  const guild = build.createGuild({ name: "Elsewhere", owner: bob, withBot: false });
  build.addMember(guild, alice);
  const elsewhere = build.createChannel({ guild, name: "elsewhere" });
  const group = build.createGroup("friends", [alice, bob]);
  const id = simulator.applicationId;
  const commands = [
    { name: "everywhere", description: "x", integration_types: [0, 1], contexts: [0, 1, 2] },
    { name: "home", description: "x", integration_types: [0], contexts: [0, 1] },
  ];
  await call("PUT", `/applications/${id}/commands`, commands);
  const use = (name: string, who = "alice", where = elsewhere) =>
    simulator.user(who).in(where).slash(name);
  expect(() => use("everywhere")).toThrow("nobody installed");
  build.installApp(alice);
  expect(() => use("everywhere", "bob")).toThrow("nobody installed");
  expect(() => use("home")).toThrow("nobody installed");
  expect(() => use("home", "alice", group)).toThrow("this kind of channel");
  expect(use("everywhere", "alice", group).record.installedFor).toEqual({
    place: false,
    user: true,
  });

  const { record } = use("everywhere");
  await call("POST", `/interactions/${record.id}/${record.token}/callback`, {
    type: 4,
    data: { content: "first" },
  });
  const followUp = (n: number) =>
    call("POST", `/webhooks/${id}/${record.token}`, { content: `follow-up ${n}` });
  for (let n = 0; n < 5; n++) expect((await followUp(n)).status).toBe(200);
  expect(await followUp(5)).toMatchObject({ status: 400, body: { code: 40094 } });
  expect(simulator.forgive("follow-up-limit")).toHaveLength(1);
  expect(world.messagesIn(elsewhere.id)).toHaveLength(6);

  const refused = [
    await call("POST", `/channels/${elsewhere.id}/messages`, { content: "hello?" }),
    await call("GET", `/channels/${group.id}/messages`),
  ];
  expect(refused.map(({ status }) => status)).toEqual([403, 403]);
  simulator.forgive("missing-permission");
});
