import { randomBytes } from "node:crypto";
import type { Clock } from "../../lib/clock.ts";
import type { EventStream } from "../event-stream.ts";
import type { SimulatorEvent } from "../events.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { ViolationLog } from "../violation-log.ts";
import type { RuleName } from "../violations.ts";
import type { IdSource } from "../world/id-source.ts";
import type { SimUser } from "../world/records.ts";
import type { World } from "../world/world.ts";
import type { GatewayDispatch, Platform } from "./platform.ts";

export interface LocalPlatformOptions {
  readonly world: World;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly bot: SimUser;
  readonly messageContentGranted: boolean;
  readonly ackDeadlineMs: number;
  readonly interactionTokenMs: number;
  readonly events: EventStream;
  readonly violations: ViolationLog;
}

/** The platform of one running simulator. The gateway joins it once it exists, the address once it listens. */
export class LocalPlatform implements Platform {
  readonly world: World;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly bot: SimUser;
  readonly messageContentGranted: boolean;
  readonly ackDeadlineMs: number;
  readonly interactionTokenMs: number;
  readonly missedWebhooks = new Map<string, number>();
  readonly #events: EventStream;
  readonly #violations: ViolationLog;
  #gateway: Gateway | null = null;
  #port: number | null = null;

  constructor(options: LocalPlatformOptions) {
    this.world = options.world;
    this.clock = options.clock;
    this.ids = options.ids;
    this.bot = options.bot;
    this.messageContentGranted = options.messageContentGranted;
    this.ackDeadlineMs = options.ackDeadlineMs;
    this.interactionTokenMs = options.interactionTokenMs;
    this.#events = options.events;
    this.#violations = options.violations;
  }

  joinGateway(gateway: Gateway): void {
    this.#gateway = gateway;
  }

  listensAt(port: number): void {
    this.#port = port;
  }

  /** `127.0.0.1:PORT`. Throws before the start. */
  get address(): string {
    if (this.#port === null) throw new Error("The simulator has no address before it is started.");
    return `127.0.0.1:${this.#port}`;
  }

  get cdnBase(): string {
    return `http://${this.address}/cdn`;
  }

  newSecret(sizeBytes: number): string {
    return randomBytes(sizeBytes).toString("base64url");
  }

  cdnUrl(path: string): string {
    return `${this.cdnBase}${path}`;
  }

  cdnPath(url: string): string | null {
    return url.startsWith(`${this.cdnBase}/`) ? new URL(url).pathname.slice("/cdn".length) : null;
  }

  gatewayInfo(): { readonly url: string; readonly sessionStartsLeft: number } {
    return {
      url: `ws://${this.address}`,
      sessionStartsLeft: this.#gateway?.sessionStartsLeft ?? 0,
    };
  }

  emit(event: SimulatorEvent): void {
    this.#events.emit(event);
  }

  dispatch(dispatch: GatewayDispatch): void {
    this.#gateway?.broadcast(dispatch);
  }

  violate(rule: RuleName, where: string, detail: string): void {
    const violation = { at: this.clock.now(), rule, where, detail };
    this.#violations.add(violation);
    this.#events.emit({ type: "violation", violation });
  }
}
