import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { coerceError } from "../../lib/errors.ts";
import type { Logger } from "../../lib/logger.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { World } from "../world/world.ts";
import { serveFile } from "./cdn.ts";
import type { RestApi } from "./rest-api.ts";

const host = "127.0.0.1";

export interface SimulatorServerOptions {
  readonly rest: RestApi;
  readonly gateway: Gateway;
  readonly world: World;
  readonly logger: Logger;
}

/** The one port for REST (`/api`), CDN (`/cdn`) and gateway (any WebSocket). */
export class SimulatorServer {
  readonly #options: SimulatorServerOptions;
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });

  constructor(options: SimulatorServerOptions) {
    this.#options = options;
    this.#http = createServer((message, response) => this.#serve(message, response));
    this.#http.on("upgrade", (message, socket, head) => {
      if (isFromBrowser(message)) {
        socket.destroy();
        return;
      }
      this.#sockets.handleUpgrade(message, socket, head, (webSocket) =>
        options.gateway.accept(webSocket),
      );
    });
  }

  /** Resolves with the port. */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#http.once("error", reject);
      this.#http.listen(port, host, () => {
        this.#http.off("error", reject);
        resolve();
      });
    });
    const address = this.#http.address() as AddressInfo;
    return address.port;
  }

  /** Also fine when it never listened. */
  async close(): Promise<void> {
    this.#options.gateway.stop();
    const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()));
    this.#http.closeAllConnections();
    await closed;
  }

  #serve(message: IncomingMessage, response: ServerResponse): void {
    const { rest, world, logger } = this.#options;
    const url = parseUrl(message.url);
    if (url?.pathname.startsWith("/cdn/")) {
      serveFile(world, url.pathname.slice("/cdn".length), response);
      return;
    }
    if (!url?.pathname.startsWith("/api/") || isFromBrowser(message)) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found");
      return;
    }
    url.pathname = url.pathname.slice("/api".length);
    rest.handle(message, response, url).catch((thrown: unknown) => {
      // The bot hung up in mid-request, or our own mistake: either way only this connection is lost.
      logger.warn({ error: coerceError(thrown) }, "a request to the simulator broke off");
      response.destroy();
    });
  }
}

/** A web page names where it is from, a bot doesn't: no page that happens to be open may play the bot. */
function isFromBrowser(message: IncomingMessage): boolean {
  return message.headers.origin !== undefined;
}

function parseUrl(target: string | undefined): URL | null {
  return URL.canParse(target ?? "/", `http://${host}`)
    ? new URL(target ?? "/", `http://${host}`)
    : null;
}
