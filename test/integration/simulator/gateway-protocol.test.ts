import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import { startSimulator } from "../../support/simulated-bot.ts";

const guildsAndMessages = (1 << 0) | (1 << 9);

/** A bare connection to the gateway, after its hello. */
async function open(simulator: Simulator): Promise<WebSocket> {
  const socket = new WebSocket(
    `${simulator.apiBase.replace("http", "ws").replace("/api", "")}/?v=10&encoding=json`,
  );
  onTestFinished(() => socket.terminate());
  const [hello] = await once(socket, "message");
  expect(JSON.parse(String(hello))).toMatchObject({ op: 10 });
  return socket;
}

interface Payload {
  readonly t: string;
  readonly d: { readonly channel_id: string };
}

function onPayload(socket: WebSocket, take: (payload: Payload) => void): void {
  socket.on("message", (raw: Buffer) => take(JSON.parse(raw.toString("utf8"))));
}

async function closeCode(socket: WebSocket): Promise<unknown> {
  const [code] = await once(socket, "close");
  return code;
}

function identify(simulator: Simulator, changes: object = {}): string {
  const d = { token: simulator.token, intents: guildsAndMessages, properties: {}, ...changes };
  return JSON.stringify({ op: 2, d });
}

test.each([
  ["a wrong token", { token: "wrong" }, 4004],
  ["intents that don't exist", { intents: 1 << 30 }, 4013],
  ["an intent that isn't granted", { intents: 1 << 1 }, 4014],
  ["a shard that doesn't exist", { shard: [2, 2] }, 4010],
])("identifying with %s is closed", async (_, changes, code) => {
  const simulator = await startSimulator();
  const socket = await open(simulator);
  socket.send(identify(simulator, changes));
  expect(await closeCode(socket)).toBe(code);
});

test.each([
  ["no JSON", "{", 4001],
  ["an unknown opcode", JSON.stringify({ op: 99 }), 4001],
  ["more than 4096 bytes", JSON.stringify({ op: 1, d: "x".repeat(4096) }), 4002],
])("%s is closed and recorded", async (_, payload, code) => {
  const simulator = await startSimulator();
  const socket = await open(simulator);
  socket.send(payload);
  expect(await closeCode(socket)).toBe(code);
  expect(simulator.forgive("gateway-protocol")).toHaveLength(1);
});

test("identifying twice is closed and recorded", async () => {
  const simulator = await startSimulator();
  const socket = await open(simulator);
  socket.send(identify(simulator));
  socket.send(identify(simulator));
  expect(await closeCode(socket)).toBe(4005);
  expect(simulator.forgive("gateway-protocol")).toHaveLength(1);
});

test("more than 120 payloads a minute are closed and recorded", async () => {
  const simulator = await startSimulator();
  const socket = await open(simulator);
  for (let index = 0; index < 121; index += 1) socket.send(JSON.stringify({ op: 1, d: null }));
  expect(await closeCode(socket)).toBe(4008);
  expect(simulator.forgive("gateway-rate")).toHaveLength(1);
});

test("resuming a session that never was asks for a new one", async () => {
  const simulator = await startSimulator();
  const socket = await open(simulator);
  const d = { token: simulator.token, session_id: "unknown", seq: 1 };
  socket.send(JSON.stringify({ op: 6, d }));
  const [answer] = await once(socket, "message");
  expect(JSON.parse(String(answer))).toMatchObject({ op: 9, d: false });
});

test("events reach only those sessions whose intents ask for them", async () => {
  const simulator = await startSimulator();
  const socket = await open(simulator);
  const events: string[] = [];
  onPayload(socket, (payload) => events.push(payload.t));
  socket.send(identify(simulator));
  await simulator.botReady();
  const alice = simulator.user("alice").in("#tavern");
  alice.type();
  alice.react(alice.say("hello"), "🔥");
  simulator.user("alice").directMessage().say("psst");
  simulator.user("bob").in("#tavern").say("last");
  await expect
    .poll(() => events)
    .toEqual(["READY", "GUILD_CREATE", "MESSAGE_CREATE", "MESSAGE_CREATE"]);
});

test("a channel that the bot can't see is silent", async () => {
  const simulator = await startSimulator();
  const tavern = simulator.world.channel("tavern");
  if (tavern === undefined) throw new Error("no tavern");
  simulator.build.setPermissions({ channel: tavern, of: "bot", deny: ["VIEW_CHANNEL"] });
  const socket = await open(simulator);
  const texts: string[] = [];
  onPayload(socket, (payload) => {
    if (payload.t === "MESSAGE_CREATE") texts.push(payload.d.channel_id);
  });
  socket.send(identify(simulator));
  await simulator.botReady();
  simulator.user("alice").in("#tavern").say("hello");
  const { channel } = simulator.user("alice").in("#library");
  simulator.user("alice").in("#library").say("hello");
  await expect.poll(() => texts).toEqual([channel.id]);
});
