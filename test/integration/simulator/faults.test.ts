import { DiscordAPIError, Events, GatewayIntentBits } from "discord.js";
import { expect, onTestFinished, test } from "vitest";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import { connect, createDiscordClient } from "../../support/discord-client.ts";
import { createManualClock } from "../../support/manual-clock.ts";
import { onInteraction, startSimulatedBot, startSimulator } from "../../support/simulated-bot.ts";

const send = { method: "POST", route: "/channels/{channel_id}/messages" } as const;

test("two answers of 502 are retried, and the message is sent once", async () => {
  const { simulator, tavern } = await startSimulatedBot();
  simulator.faults.request({
    ...send,
    times: 2,
    effect: { kind: "answer", status: 502, body: { message: "bad gateway", code: 0 } },
  });
  await tavern.send("hello");
  expect(simulator.world.messagesIn(tavern.id)).toHaveLength(1);
  expect(simulator.requests.slice(-3).map((request) => request.status)).toEqual([502, 502, 200]);
});

test("a 429 is waited for", async () => {
  const { simulator, tavern } = await startSimulatedBot();
  simulator.faults.request({
    ...send,
    effect: {
      kind: "answer",
      status: 429,
      headers: { "retry-after": "1", "x-ratelimit-scope": "user" },
      body: { message: "You are being rate limited.", retry_after: 0.05, global: false },
    },
  });
  await tavern.send("hello");
  expect(simulator.requests.slice(-2).map((request) => request.status)).toEqual([429, 200]);
});

test("an answer that comes after its work was done leaves the message there", async () => {
  const { simulator, tavern } = await startSimulatedBot();
  simulator.faults.request({ ...send, effect: { kind: "reset", afterWork: true } });
  await expect(tavern.send("hello")).rejects.toThrow(/socket|other side closed/i);
  expect(simulator.world.messagesIn(tavern.id)).toHaveLength(1);
});

test("the sixth message within five seconds waits for its bucket, without a 429", async () => {
  const clock = createManualClock(Date.now());
  const { simulator, tavern } = await startSimulatedBot({ clock });
  for (const text of ["1", "2", "3", "4", "5"]) await tavern.send(text);
  const last = simulator.requests.at(-1);
  expect(last?.bucket).toMatchObject({ limit: 5, remaining: 0 });
  expect(last?.status).toBe(200);
});

test("a killed connection is resumed, and what was missed is replayed", async () => {
  const { client, simulator } = await startSimulatedBot();
  const heard: string[] = [];
  client.on(Events.MessageCreate, (message) => heard.push(message.content));
  simulator.faults.gateway.drop();
  await simulator.waitFor(() => !simulator.botConnected);
  simulator.user("alice").in("#tavern").say("are you there?");
  await expect.poll(() => heard, { timeout: 5000 }).toEqual(["are you there?"]);
});

test("op 7 makes the bot come back and resume its session", async () => {
  const { simulator } = await startSimulatedBot();
  const connections = watchConnections(simulator);
  simulator.faults.gateway.requestReconnect();
  await simulator.waitFor(() => connections.length > 0, { what: "the resume" });
  expect(connections).toEqual(["resumed"]);
});

test("op 9 makes the bot begin a new session", async () => {
  const { client, simulator } = await startSimulatedBot();
  const connections = watchConnections(simulator);
  const readyAgain = new Promise((resolve) => client.once(Events.ShardReady, resolve));
  simulator.faults.gateway.invalidateSession(false);
  await readyAgain;
  expect(connections).toEqual(["new"]);
});

test("a doubled event is sent twice under one number", async () => {
  const { client, simulator } = await startSimulatedBot();
  const numbers: unknown[] = [];
  client.on(Events.Raw, (packet: { readonly t: string; readonly s: number }) => {
    if (packet.t === "MESSAGE_CREATE") numbers.push(packet.s);
  });
  simulator.faults.gateway.duplicateNext(1);
  simulator.user("alice").in("#tavern").say("once");
  await expect.poll(() => numbers).toHaveLength(2);
  expect(numbers[0]).toBe(numbers[1]);
});

test("a bot whose heartbeats aren't acknowledged takes its connection for dead", async () => {
  const simulator = await startSimulator({ heartbeatIntervalMs: 100 });
  const client = createDiscordClient(simulator);
  onTestFinished(() => client.destroy());
  await connect(client, simulator);
  const connections = watchConnections(simulator);
  simulator.faults.gateway.missAcks(2);
  await simulator.waitFor(() => connections.length > 0, { what: "the resume" });
  expect(connections[0]).toBe("resumed");
});

test("a wrong token is refused", async () => {
  const simulator = await startSimulator({ token: "the.right.token" });
  const client = createDiscordClient(simulator);
  onTestFinished(() => client.destroy());
  await expect(client.login("the.wrong.token")).rejects.toMatchObject({ code: "TokenInvalid" });
  expect(simulator.forgive("unauthorized")).toHaveLength(1);
});

test("an intent that the portal doesn't grant is refused", async () => {
  const simulator = await startSimulator({ grantedIntents: [] });
  const client = createDiscordClient(simulator);
  onTestFinished(() => client.destroy());
  await expect(client.login(simulator.token)).rejects.toThrow("disallowed intents");
});

test("without the message content intent, a bot reads only what is meant for it", async () => {
  const simulator = await startSimulator({ grantedIntents: [] });
  const client = createDiscordClient(simulator, {
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
  });
  onTestFinished(() => client.destroy());
  const heard: string[] = [];
  client.on(Events.MessageCreate, (message) => heard.push(message.content));
  await connect(client, simulator);
  const alice = simulator.user("alice").in("#tavern");
  alice.say("a secret");
  alice.say("@Hearthside hello");
  await expect.poll(() => heard).toEqual(["", `<@${simulator.botUserId}> hello`]);
});

test("2001 characters are refused and recorded", async () => {
  const { simulator, tavern } = await startSimulatedBot();
  await expect(tavern.send("x".repeat(2001))).rejects.toMatchObject({ code: 50035 });
  expect(simulator.forgive("invalid-body")).toHaveLength(1);
});

test("a command that is acknowledged too late is dead, and the lateness is recorded", async () => {
  const clock = createManualClock(Date.now());
  const { client, simulator } = await startSimulatedBot({ clock });
  await client.application.commands.set([{ name: "ping", description: "Pings" }]);
  const failures: unknown[] = [];
  onInteraction(client, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    clock.advance(3050);
    await interaction.reply("late").catch((error: unknown) => failures.push(error));
  });
  const ping = simulator.user("alice").in("#tavern").slash("ping");
  await expect(ping.reply()).rejects.toThrow("in time");
  await expect.poll(() => failures).toHaveLength(1);
  expect(failures[0]).toBeInstanceOf(DiscordAPIError);
  expect(failures[0]).toMatchObject({ code: 10_062 });
  expect(simulator.forgive("ack-deadline")).toHaveLength(1);
});

test("an interaction's token dies after fifteen minutes", async () => {
  const clock = createManualClock(Date.now());
  const { client, simulator } = await startSimulatedBot({ clock });
  await client.application.commands.set([{ name: "ping", description: "Pings" }]);
  const failures: unknown[] = [];
  onInteraction(client, async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply("pong");
    clock.advance(15 * 60_000);
    await interaction.editReply("too late").catch((error: unknown) => failures.push(error));
  });
  simulator.user("alice").in("#tavern").slash("ping");
  await expect.poll(() => failures).toHaveLength(1);
  expect(failures[0]).toMatchObject({ code: 50_027, status: 401 });
  expect(simulator.forgive("token-expired")).toHaveLength(1);
});

test("without the permission to manage webhooks there is none to be had", async () => {
  const { simulator, tavern } = await startSimulatedBot();
  const channel = simulator.world.channel("tavern");
  if (channel === undefined) throw new Error("no tavern");
  simulator.build.setPermissions({ channel, of: "bot", deny: ["MANAGE_WEBHOOKS"] });
  await expect(tavern.createWebhook({ name: "Hearthside" })).rejects.toMatchObject({
    code: 50_013,
  });
  expect(simulator.forgive("missing-permission")).toHaveLength(1);
  await expect
    .poll(() => tavern.permissionsFor(simulator.botUserId)?.has("ManageWebhooks"))
    .toBe(false);
});

test("a deleted webhook is unknown, and asking again once that was heard is a violation", async () => {
  const clock = createManualClock(Date.now());
  const { simulator, tavern } = await startSimulatedBot({ clock });
  const webhook = await tavern.createWebhook({ name: "Hearthside" });
  simulator.build.deleteWebhook(webhook.id);
  await expect(webhook.send("anyone?")).rejects.toMatchObject({ code: 10_015 });
  // This one may have been on its way.
  await expect(webhook.send("anyone?")).rejects.toMatchObject({ code: 10_015 });
  expect(simulator.violations).toEqual([]);
  clock.advance(2000);
  await expect(webhook.send("anyone?")).rejects.toMatchObject({ code: 10_015 });
  expect(simulator.forgive("dead-webhook")).toHaveLength(1);
});

test("a webhook can't take a name that Discord reserves", async () => {
  const { simulator, tavern } = await startSimulatedBot();
  const webhook = await tavern.createWebhook({ name: "Hearthside" });
  await expect(webhook.send({ content: "hi", username: "Clyde" })).rejects.toMatchObject({
    code: 50_035,
  });
  expect(simulator.forgive("webhook-rules")).toHaveLength(1);
});

test("text that can ping everyone must not be allowed to", async () => {
  const { simulator, tavern } = await startSimulatedBot(
    {},
    { allowedMentions: { parse: ["everyone"] } },
  );
  await tavern.send("hello @everyone");
  expect(simulator.forgive("open-mentions")).toHaveLength(1);
});

function watchConnections(simulator: Simulator): ("resumed" | "new")[] {
  const connections: ("resumed" | "new")[] = [];
  simulator.on((event) => {
    if (event.type === "bot-connected") connections.push(event.resumed ? "resumed" : "new");
  });
  return connections;
}
