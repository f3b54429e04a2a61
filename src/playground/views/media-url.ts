import { apiPrefix } from "../protocol.ts";

/** Where the playground's server hands out what the simulator's CDN holds. */
export const mediaPrefix = `${apiPrefix}/media`;

/** Turns the simulator's picture addresses into the playground's own; null for whatever lies elsewhere. */
export type MediaUrl = (address: unknown) => string | null;

/** `cdnBase` is the simulator's, for instance `http://127.0.0.1:4000/cdn`. */
export function mediaUrlFor(cdnBase: string): MediaUrl {
  return (address) => {
    if (typeof address !== "string") return null;
    // A path below the CDN, but not "//host/…", which is an address of another machine.
    if (/^\/(?!\/)/.test(address)) return mediaPrefix + address;
    return address.startsWith(`${cdnBase}/`) ? mediaPrefix + address.slice(cdnBase.length) : null;
  };
}
