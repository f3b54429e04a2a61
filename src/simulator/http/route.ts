import type { Platform } from "../platform/platform.ts";
import type { BucketRule } from "./rate-limits.ts";

/** A file of a multipart request. */
export interface UploadedPart {
  /** The field's name, for instance `files[0]`. */
  readonly field: string;
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface RouteRequest {
  readonly platform: Platform;
  /** `METHOD /template`, for violations. */
  readonly where: string;
  readonly query: URLSearchParams;
  /** The JSON body, or a multipart request's `payload_json`; undefined when there is none. */
  readonly body: unknown;
  readonly files: readonly UploadedPart[];
  /** A path parameter, decoded. */
  param(name: string): string;
}

export interface RouteAnswer {
  readonly status: number;
  /** Left out for 204. */
  readonly body?: unknown;
}

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** As Discord's documents write it, for instance `/channels/{channel_id}/messages`. */
  readonly template: string;
  /** `bot`: needs the bot's token. `open`: the path carries its own token, or nothing is secret. */
  readonly auth: "bot" | "open";
  /** Left out: no bucket is known for the route. */
  readonly bucket?: BucketRule;
  /** Interaction endpoints don't count for the global limit. */
  readonly globalLimit?: false;
  /** A second, hidden limit that the request counts against: the key of its window, or null. */
  readonly hiddenLimit?: (request: RouteRequest) => string | null;
  /** Throws an `ApiError` for every answer that isn't a success. */
  handle(request: RouteRequest): RouteAnswer;
}

export function ok(body: unknown): RouteAnswer {
  return { status: 200, body };
}

export const noContent: RouteAnswer = { status: 204 };
