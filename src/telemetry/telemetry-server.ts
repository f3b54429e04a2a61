import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { OperationalError } from "../lib/errors.ts";
import type { Metrics } from "./metrics.ts";

export interface HealthReport {
  readonly healthy: boolean;
  /** One entry per part (`gateway`, `queue`, `model`), each with a few words on how it is. */
  readonly parts: Readonly<Record<string, string>>;
}

export interface TelemetryServerOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly health: () => HealthReport | Promise<HealthReport>;
  readonly metrics: Pick<Metrics, "text" | "contentType">;
}

export interface TelemetryServer extends AsyncDisposable {
  readonly port: number;
}

/**
 * Serves `/healthz` (200 when healthy, 503 when not, both with JSON that says why) and `/metrics`.
 * @throws OperationalError when the address can't be used.
 */
export async function createTelemetryServer(
  options: TelemetryServerOptions,
): Promise<TelemetryServer> {
  const server = createServer((request, response) => {
    answer(request.method, request.url, options).then(
      (reply) => send(response, reply),
      () =>
        send(response, { status: 500, type: "text/plain", body: "The figures can't be read.\n" }),
    );
  });
  server.listen(options.port, options.host);
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new OperationalError(
      "health-port-unusable",
      `HEALTH_PORT ${options.port} on ${options.host} can't be used; is another program listening there?`,
      { cause, retryable: false },
    );
  }
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      if (!server.listening) return;
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

async function answer(
  method: string | undefined,
  url: string | undefined,
  { health, metrics }: TelemetryServerOptions,
): Promise<Reply> {
  if (method !== "GET" && method !== "HEAD")
    return { status: 405, type: "text/plain", body: "Only GET.\n" };
  const path = url?.split("?")[0];
  if (path === "/metrics")
    return { status: 200, type: metrics.contentType, body: await metrics.text() };
  if (path !== "/healthz") return { status: 404, type: "text/plain", body: "Not here.\n" };
  const report = await health();
  const body = `${JSON.stringify(report)}\n`;
  return { status: report.healthy ? 200 : 503, type: "application/json", body };
}

function send(response: ServerResponse, { status, type, body }: Reply): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" });
  response.end(response.req.method === "HEAD" ? undefined : body);
}
