import type { RawData, WebSocket } from "ws";
import type { Clock } from "../../lib/clock.ts";
import { isObject } from "../rules/text.ts";
import { closeCodes } from "./close-codes.ts";
import { opcodes } from "./opcodes.ts";

/** A longer payload from the bot is closed with 4002. */
const maxPayloadBytes = 4096;
/** More payloads in a minute are closed with 4008. */
const maxPayloadsPerMinute = 120;

type Data = Readonly<Record<string, unknown>>;

/** What the gateway does with what a connection receives. */
export interface ConnectionHandlers {
  readonly identify: (data: Data) => void;
  readonly resume: (data: Data) => void;
  readonly requestMembers: (data: Data) => void;
  /** Whether the next heartbeat shall get no answer. */
  readonly missesAck: () => boolean;
  /** The bot broke the protocol and the connection is closed for it. */
  readonly refused: (code: number, detail: string) => void;
}

/** Speaks the gateway's side of the protocol on one socket. */
export class Connection {
  readonly #socket: WebSocket;
  readonly #handlers: ConnectionHandlers;
  readonly #clock: Clock;
  #isIdentified = false;
  #minuteStart: number;
  #payloadsInMinute = 0;

  constructor(socket: WebSocket, handlers: ConnectionHandlers, clock: Clock) {
    this.#socket = socket;
    this.#handlers = handlers;
    this.#clock = clock;
    this.#minuteStart = clock.now();
  }

  /** Says hello: how often the bot shall send a heartbeat. */
  open(heartbeatIntervalMs: number): void {
    this.#socket.on("message", (raw: RawData) => this.#receive(textOf(raw)));
    sendPayload(this.#socket, opcodes.hello, { heartbeat_interval: heartbeatIntervalMs });
  }

  #receive(text: string): void {
    if (Buffer.byteLength(text) > maxPayloadBytes)
      this.#refuse(closeCodes.decodeError, "Payload is too long.");
    else if (this.#isTooMany()) this.#refuse(closeCodes.rateLimited, "You are being rate limited.");
    else this.#take(parse(text));
  }

  #take(payload: Data): void {
    const data = isObject(payload["d"]) ? payload["d"] : {};
    switch (payload["op"]) {
      case opcodes.heartbeat:
        if (!this.#handlers.missesAck()) sendPayload(this.#socket, opcodes.heartbeatAck, null);
        return;
      case opcodes.identify:
        if (this.#isIdentified)
          this.#refuse(closeCodes.alreadyAuthenticated, "Already authenticated.");
        else {
          this.#isIdentified = true;
          this.#handlers.identify(data);
        }
        return;
      case opcodes.resume:
        // A session that is gone may be followed by an identify on the same connection.
        this.#handlers.resume(data);
        return;
      case opcodes.requestMembers:
        this.#handlers.requestMembers(data);
        return;
      case opcodes.presence:
      case opcodes.voiceState:
        return;
      default:
        this.#refuse(closeCodes.unknownOpcode, "Unknown opcode.");
    }
  }

  #isTooMany(): boolean {
    if (this.#clock.now() - this.#minuteStart >= 60_000) {
      this.#minuteStart = this.#clock.now();
      this.#payloadsInMinute = 0;
    }
    this.#payloadsInMinute += 1;
    return this.#payloadsInMinute > maxPayloadsPerMinute;
  }

  #refuse(code: number, detail: string): void {
    this.#handlers.refused(code, detail);
    this.#socket.close(code, detail);
  }
}

/** Sends what is no event: no sequence number, no name. */
export function sendPayload(socket: WebSocket, op: number, d: unknown): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ op, d, s: null, t: null }));
}

function textOf(raw: RawData): string {
  if (Array.isArray(raw)) return Buffer.concat(raw).toString("utf8");
  return Buffer.from(raw instanceof ArrayBuffer ? new Uint8Array(raw) : raw).toString("utf8");
}

function parse(text: string): Data {
  try {
    const payload: unknown = JSON.parse(text);
    return isObject(payload) ? payload : {};
  } catch {
    // No opcode, and so answered as an unknown one.
    return {};
  }
}
