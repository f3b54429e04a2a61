import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { coerceError, UserError } from "../lib/errors.ts";
import type { Logger } from "../lib/logger.ts";
import { ActorError } from "../simulator/actors/actor.ts";
import type { Simulator } from "../simulator/simulator.ts";
import { furnishWorld } from "./furnish-world.ts";
import { type ActionResult, apiPrefix, uploadLimitBytes } from "./protocol/actions.ts";
import { actionSchemas, isActionName } from "./server/action-schemas.ts";
import { EventStream } from "./server/event-stream.ts";
import { readJson } from "./server/json-body.ts";
import { sendMedia } from "./server/media.ts";
import { sendPageFile } from "./server/page-files.ts";
import { performAction } from "./server/perform-action.ts";
import { refusal } from "./server/request-guard.ts";
import { mediaPrefix } from "./views/media-url.ts";
import { pageEventOf } from "./views/page-events.ts";
import { snapshotOf } from "./views/world-view.ts";

export interface PlaygroundServerOptions {
  /** Started already. The server doesn't stop it. */
  readonly simulator: Simulator;
  /** 0: any free one. It listens on 127.0.0.1 alone. */
  readonly port: number;
  /** Where the built page lies: `dist/playground-page`. */
  readonly pageDirectory: string;
  readonly logger: Logger;
}

export interface PlaygroundServer extends AsyncDisposable {
  /** For instance `http://127.0.0.1:3000/`. */
  readonly url: string;
  /** Ends every connection. Idempotent. */
  close(): Promise<void>;
}

/** Base64 makes three bytes four characters; the rest of the message comes on top. */
const uploadBodyBytes = Math.ceil((uploadLimitBytes * 4) / 3) + 64 * 1024;
const actionBodyBytes = 256 * 1024;

/** Everything comes from here, nothing runs inline, nothing is sent elsewhere, nobody may frame it. */
const securityHeaders = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * Serves the playground's page, tells it what happens in the simulator, and does in the simulator what the page asks.
 * Rejects with a `UserError` when the port is taken.
 */
export async function createPlaygroundServer(
  options: PlaygroundServerOptions,
): Promise<PlaygroundServer> {
  const { simulator, logger } = options;
  const stream = new EventStream(randomUUID(), () => snapshotOf(simulator));
  furnishWorld(simulator);

  const unsubscribe = simulator.on((event) => {
    const shown = pageEventOf(event, simulator);
    if (shown) stream.send(shown);
  });
  const server = createServer((request, response) => {
    handle(options, stream, request, response).catch((error: unknown) => {
      logger.error({ err: coerceError(error) }, "The playground could not answer a request");
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { ok: false, problem: "The playground failed. See its log." });
    });
  });

  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= new Promise((resolve) => {
      unsubscribe();
      stream.close();
      server.close(() => resolve());
      server.closeAllConnections();
    });
    return closing;
  };
  try {
    await listen(server, options.port);
  } catch (error) {
    unsubscribe();
    stream.close();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close, [Symbol.asyncDispose]: close };
}

async function listen(server: Server, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
  } catch (error) {
    const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (!taken) throw error;
    throw new UserError(
      "port-taken",
      `Port ${port} is used by another program. Choose another with --port, or 0 for any free one.`,
      { cause: error },
    );
  }
}

async function handle(
  options: PlaygroundServerOptions,
  stream: EventStream,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  const problem = refusal(request);
  if (problem !== undefined) {
    sendJson(response, 403, { ok: false, problem });
    return;
  }
  const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
  if (request.method === "POST") {
    await handleAction(options, pathname, request, response);
    return;
  }
  if (request.method !== "GET") {
    sendJson(response, 405, { ok: false, problem: "The playground knows GET and POST alone." });
    return;
  }
  if (pathname === `${apiPrefix}/events`) {
    stream.join(request, response);
    return;
  }
  const found = pathname.startsWith(`${mediaPrefix}/`)
    ? await sendMedia(response, options.simulator.cdnBase, pathname.slice(mediaPrefix.length))
    : await sendPageFile(response, options.pageDirectory, pathname);
  if (!found) sendJson(response, 404, { ok: false, problem: "There is nothing here." });
}

async function handleAction(
  { simulator, logger }: PlaygroundServerOptions,
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const name = pathname.startsWith(`${apiPrefix}/`) ? pathname.slice(apiPrefix.length + 1) : "";
  if (!isActionName(name)) {
    sendJson(response, 404, { ok: false, problem: "The playground can't do this." });
    return;
  }
  try {
    const body = await readJson(request, name === "say" ? uploadBodyBytes : actionBodyBytes);
    const parsed = actionSchemas[name].safeParse(body);
    if (!parsed.success) {
      sendJson(response, 400, { ok: false, problem: "The page asked for something odd." });
      return;
    }
    sendJson(response, 200, await performAction(simulator, name, parsed.data));
  } catch (error) {
    if (!(error instanceof UserError || error instanceof ActorError)) throw error;
    logger.debug({ action: name, problem: error.message }, "The playground refused an action");
    sendJson(response, 200, { ok: false, problem: error.message });
  }
}

function sendJson(response: ServerResponse, status: number, body: ActionResult): void {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify(body));
}
