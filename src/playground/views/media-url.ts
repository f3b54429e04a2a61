import { apiPrefix } from "../protocol/actions.ts";

/** Where the playground's server hands out what the simulator's CDN holds. */
export const mediaPrefix = `${apiPrefix}/media`;

/** A simulator's CDN, this run's or an earlier one's on another port: saved messages keep their addresses. */
const simulatedCdn = /^http:\/\/127\.0\.0\.1:\d{1,5}\/cdn(\/[^?#]*)/;

/** Turns the simulator's picture addresses into the playground's own; null for whatever lies elsewhere. */
export function mediaUrl(address: unknown): string | null {
  if (typeof address !== "string") return null;
  // A path below the CDN, but not "//host/…", which is an address of another machine.
  const path = /^\/(?!\/)/.test(address) ? address : simulatedCdn.exec(address)?.[1];
  return path === undefined ? null : mediaPrefix + path;
}
