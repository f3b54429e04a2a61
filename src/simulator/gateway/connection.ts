import type { RawData, WebSocket } from "ws";
import type { Clock } from "../../lib/clock.ts";
import { isObject } from "../rules/text.ts";
import { closeCodes } from "./close-codes.ts";

/** How often a bot shall send a heartbeat; Discord's usual figure. */
const heartbeatIntervalMs = 41_250;
/** A longer payload from the bot is closed with 4002. */
const maxPayloadBytes = 4096;
/** More payloads in a minute are closed with 4008. */
const maxPayloadsPerMinute = 120;

/** Discord's opcodes. */
export const opcodes = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voiceState: 4,
  resume: 6,
  reconnect: 7,
  requestMembers: 8,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

type Data = Readonly<Record<string, unknown>>;

export interface ConnectionHandlers {
  identify(data: Data): void;
  resume(data: Data): void;
  requestMembers(data: Data): void;
  /** Whether the next heartbeat shall get no answer. */
  missesAck(): boolean;
  /** The bot broke the protocol and the connection is closed for it. */
  refused(code: number, detail: string): void;
}

/** Speaks the gateway's side of the protocol on one socket. */
export function serveConnection(
  socket: WebSocket,
  handlers: ConnectionHandlers,
  clock: Clock,
): void {
  let isAuthenticated = false;
  let windowStart = clock.now();
  let payloadsInWindow = 0;

  const refuse = (code: number, detail: string) => {
    handlers.refused(code, detail);
    socket.close(code, detail);
  };

  const isTooMany = () => {
    if (clock.now() - windowStart >= 60_000) {
      windowStart = clock.now();
      payloadsInWindow = 0;
    }
    payloadsInWindow += 1;
    return payloadsInWindow > maxPayloadsPerMinute;
  };

  const authenticate = (begin: (data: Data) => void, data: unknown) => {
    if (isAuthenticated) {
      refuse(closeCodes.alreadyAuthenticated, "Already authenticated.");
      return;
    }
    isAuthenticated = true;
    begin(isObject(data) ? data : {});
  };

  const receive = (raw: RawData) => {
    const text = textOf(raw);
    if (Buffer.byteLength(text) > maxPayloadBytes) {
      refuse(closeCodes.decodeError, "Payload is too long.");
      return;
    }
    if (isTooMany()) {
      refuse(closeCodes.rateLimited, "You are being rate limited.");
      return;
    }
    const payload = parse(text);
    switch (payload["op"]) {
      case opcodes.heartbeat:
        if (!handlers.missesAck()) sendPayload(socket, opcodes.heartbeatAck, null);
        return;
      case opcodes.identify:
        authenticate(handlers.identify, payload["d"]);
        return;
      case opcodes.resume:
        authenticate(handlers.resume, payload["d"]);
        // A session that is gone may be followed by an identify on the same connection.
        isAuthenticated = false;
        return;
      case opcodes.presence:
      case opcodes.voiceState:
      case opcodes.requestMembers:
        if (payload["op"] === opcodes.requestMembers && isObject(payload["d"]))
          handlers.requestMembers(payload["d"]);
        return;
      default:
        refuse(closeCodes.unknownOpcode, "Unknown opcode.");
    }
  };

  socket.on("message", receive);
  sendPayload(socket, opcodes.hello, { heartbeat_interval: heartbeatIntervalMs });
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
