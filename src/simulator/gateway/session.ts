import type { WebSocket } from "ws";

/** Discord keeps a limited past for resuming. */
const maxReplay = 1000;

interface Dispatched {
  readonly sequence: number;
  readonly text: string;
}

/** A bot's session: it outlives its connection, collects what happens meanwhile, and replays it. */
export class Session {
  readonly id: string;
  readonly intents: number;
  #socket: WebSocket | null;
  #sequence = 0;
  readonly #past: Dispatched[] = [];

  constructor(id: string, intents: number, socket: WebSocket) {
    this.id = id;
    this.intents = intents;
    this.#socket = socket;
  }

  get socket(): WebSocket | null {
    return this.#socket;
  }

  /** `copies`: how often it is sent; more than one is a fault. */
  dispatch(event: string, data: unknown, copies = 1): void {
    this.#sequence += 1;
    // Kept as text: what the data refers to may have changed by the time of a replay.
    const text = JSON.stringify({ op: 0, d: data, s: this.#sequence, t: event });
    this.#past.push({ sequence: this.#sequence, text });
    if (this.#past.length > maxReplay) this.#past.shift();
    for (let copy = 0; copy < copies; copy += 1) this.#send(text);
  }

  detach(): void {
    this.#socket = null;
  }

  /** Takes over a new connection and replays. Returns false when the past doesn't reach back far enough. */
  resume(socket: WebSocket, lastSeen: number): boolean {
    const oldest = this.#past[0]?.sequence ?? this.#sequence + 1;
    if (!(lastSeen <= this.#sequence && lastSeen + 1 >= oldest)) return false;
    this.#socket = socket;
    for (const { sequence, text } of this.#past) if (sequence > lastSeen) this.#send(text);
    this.dispatch("RESUMED", {});
    return true;
  }

  #send(text: string): void {
    if (this.#socket?.readyState === this.#socket?.OPEN) this.#socket?.send(text);
  }
}
