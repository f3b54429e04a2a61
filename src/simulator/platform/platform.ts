import type { Clock } from "../../lib/clock.ts";
import type { SimulatorEvent } from "../events.ts";
import type { RuleName } from "../violations.ts";
import type { IdSource } from "../world/id-source.ts";
import type { SimUser, WireObject } from "../world/records.ts";
import type { World } from "../world/world.ts";

/** An event for the bot's gateway sessions. */
export interface GatewayDispatch {
  /** Discord's name, for instance `MESSAGE_CREATE`. */
  readonly event: string;
  /** Sent to sessions with any of these intents; 0: to all. */
  readonly intents: number;
  /** Built for each session, since message content depends on the session's intents. */
  readonly data: (session: { readonly intents: number }) => WireObject;
}

/** What the parts of the simulator share. */
export interface Platform {
  readonly world: World;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** The bot's own user; its id is also the application's. */
  readonly bot: SimUser;
  /** Whether the portal grants message content; REST answers depend on it. */
  readonly messageContentGranted: boolean;
  readonly ackDeadlineMs: number;
  readonly interactionTokenMs: number;
  /** Webhooks that a request was answered 404 for, and when it first was: asking again is a violation. */
  readonly missedWebhooks: Map<string, number>;
  /** A token that can't be guessed, of so many random bytes. */
  newSecret(sizeBytes: number): string;
  /** The address of a CDN path. */
  cdnUrl(path: string): string;
  /** The CDN path in an address, or null when it leads elsewhere. */
  cdnPath(url: string): string | null;
  /** What `GET /gateway/bot` says. */
  gatewayInfo(): { readonly url: string; readonly sessionStartsLeft: number };
  emit(event: SimulatorEvent): void;
  dispatch(dispatch: GatewayDispatch): void;
  violate(rule: RuleName, where: string, detail: string): void;
}
