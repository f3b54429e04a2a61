import { randomBytes } from "node:crypto";
import type { WebSocket } from "ws";
import type { GatewayFaults } from "../faults.ts";
import type { GatewayDispatch, Platform } from "../platform/platform.ts";
import { wireGatewayGuild } from "../wire/wire-guild.ts";
import { wireOwnUser } from "../wire/wire-user.ts";
import { closeCodes, fatalCloseCodes } from "./close-codes.ts";
import { Connection, sendPayload } from "./connection.ts";
import { bareToken, identifyProblem } from "./identify.ts";
import { membersChunk } from "./members-chunk.ts";
import { opcodes } from "./opcodes.ts";
import { Session } from "./session.ts";

type Data = Readonly<Record<string, unknown>>;

export interface GatewayOptions {
  readonly platform: Platform;
  readonly token: string;
  readonly grantedIntents: number;
  readonly heartbeatIntervalMs: number;
}

/** Discord's gateway: connections come and go, sessions stay until they are ended. */
export class Gateway implements GatewayFaults {
  readonly #platform: Platform;
  readonly #token: string;
  readonly #grantedIntents: number;
  readonly #heartbeatIntervalMs: number;
  readonly #sessions = new Map<string, Session>();
  readonly #sockets = new Set<WebSocket>();
  readonly #refusals: number[] = [];
  #acksToMiss = 0;
  #eventsToDouble = 0;
  #sessionStartsLeft = 1000;

  constructor({ platform, token, grantedIntents, heartbeatIntervalMs }: GatewayOptions) {
    this.#heartbeatIntervalMs = heartbeatIntervalMs;
    this.#platform = platform;
    this.#token = token;
    this.#grantedIntents = grantedIntents;
  }

  get sessionStartsLeft(): number {
    return this.#sessionStartsLeft;
  }

  /** Whether some bot has identified and is connected now. */
  get isConnected(): boolean {
    return [...this.#sessions.values()].some((session) => session.socket !== null);
  }

  accept(socket: WebSocket): void {
    this.#sockets.add(socket);
    socket.on("close", (code) => this.#closed(socket, code));
    // A broken connection also closes; there is nothing more to do about its error.
    socket.on("error", () => socket.terminate());
    const connection = new Connection(
      socket,
      {
        identify: (data) => this.#identify(socket, data),
        resume: (data) => this.#resume(socket, data),
        requestMembers: (data) => this.#sendMembers(socket, data),
        missesAck: () => this.#missesAck(),
        refused: (code, detail) =>
          this.#platform.violate(
            code === closeCodes.rateLimited ? "gateway-rate" : "gateway-protocol",
            "gateway",
            detail,
          ),
      },
      this.#platform.clock,
    );
    connection.open(this.#heartbeatIntervalMs);
  }

  /** Sends an event to every session whose intents ask for it. */
  broadcast(dispatch: GatewayDispatch): void {
    for (const session of this.#sessions.values()) {
      if (dispatch.intents !== 0 && (session.intents & dispatch.intents) === 0) continue;
      const copies = this.#eventsToDouble > 0 ? 2 : 1;
      this.#eventsToDouble = Math.max(this.#eventsToDouble - 1, 0);
      session.dispatch(dispatch.event, dispatch.data(session), copies);
    }
  }

  /** Ends every connection and session. */
  stop(): void {
    this.drop();
    this.#sessions.clear();
  }

  drop(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  close(code: number, reason = ""): void {
    for (const socket of this.#sockets) socket.close(code, reason);
  }

  requestReconnect(): void {
    for (const socket of this.#sockets) sendPayload(socket, opcodes.reconnect, null);
  }

  invalidateSession(resumable: boolean): void {
    for (const session of this.#sessions.values()) {
      const { socket } = session;
      if (!resumable) this.#sessions.delete(session.id);
      if (socket !== null) sendPayload(socket, opcodes.invalidSession, resumable);
    }
  }

  missAcks(count: number): void {
    this.#acksToMiss = count;
  }

  duplicateNext(count: number): void {
    this.#eventsToDouble = count;
  }

  refuseIdentify(code: number, count = 1): void {
    for (let index = 0; index < count; index += 1) this.#refusals.push(code);
  }

  setSessionStartsLeft(remaining: number): void {
    this.#sessionStartsLeft = remaining;
  }

  #identify(socket: WebSocket, data: Data): void {
    const code =
      this.#refusals.shift() ??
      identifyProblem(data, { token: this.#token, grantedIntents: this.#grantedIntents });
    if (code !== null) {
      socket.close(code);
      return;
    }
    this.#sessionStartsLeft -= 1;
    const session = new Session(randomBytes(16).toString("hex"), Number(data["intents"]), socket);
    this.#sessions.set(session.id, session);
    const { world, bot } = this.#platform;
    const guilds = world.guilds.filter((guild) => world.memberOf(guild.id, bot.id) !== undefined);
    session.dispatch("READY", {
      v: 10,
      user: wireOwnUser(bot),
      session_type: "normal",
      guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.#platform.gatewayInfo().url,
      shard: [0, 1],
      application: { id: bot.id, flags: 0 },
    });
    // Client libraries wait for each guild of READY before they call themselves ready.
    for (const guild of guilds)
      if (guild.available) session.dispatch("GUILD_CREATE", wireGatewayGuild(guild, world, bot));
    this.#platform.emit({ type: "bot-connected", sessionId: session.id, resumed: false });
  }

  #resume(socket: WebSocket, data: Data): void {
    if (bareToken(data["token"]) !== this.#token) {
      socket.close(closeCodes.authenticationFailed);
      return;
    }
    const session = this.#sessions.get(String(data["session_id"]));
    if (session?.resume(socket, Number(data["seq"])) !== true) {
      sendPayload(socket, opcodes.invalidSession, false);
      return;
    }
    this.#platform.emit({ type: "bot-connected", sessionId: session.id, resumed: true });
  }

  #sendMembers(socket: WebSocket, data: Data): void {
    const session = this.#sessionOf(socket);
    const chunk = membersChunk(data, this.#platform);
    if (session !== undefined && chunk !== null) session.dispatch("GUILD_MEMBERS_CHUNK", chunk);
  }

  #missesAck(): boolean {
    if (this.#acksToMiss === 0) return false;
    this.#acksToMiss -= 1;
    return true;
  }

  #closed(socket: WebSocket, code: number): void {
    this.#sockets.delete(socket);
    const session = this.#sessionOf(socket);
    if (session === undefined) return;
    session.detach();
    // A bot that closes with 1000 or 1001 gives its session up.
    if (code === 1000 || code === 1001 || fatalCloseCodes.includes(code))
      this.#sessions.delete(session.id);
    this.#platform.emit({ type: "bot-disconnected", sessionId: session.id });
  }

  #sessionOf(socket: WebSocket): Session | undefined {
    return [...this.#sessions.values()].find((session) => session.socket === socket);
  }
}
