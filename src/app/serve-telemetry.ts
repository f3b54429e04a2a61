import type { Settings } from "../config/settings.ts";
import type { GenerationQueue } from "../generation/generation-queue.ts";
import { slotUse } from "../generation/slot-use.ts";
import type { Closer } from "../lib/closer.ts";
import type { Logger } from "../lib/logger.ts";
import { createMetrics, type Metrics } from "../telemetry/metrics.ts";
import { createTelemetryServer, type HealthReport } from "../telemetry/telemetry-server.ts";

/** Serves health and figures where the settings ask for it. */
export async function serveTelemetry(
  settings: Settings,
  input: {
    readonly health: () => HealthReport | Promise<HealthReport>;
    readonly queue?: Pick<GenerationQueue, "status">;
    readonly logger: Logger;
    readonly closer: Closer;
  },
): Promise<Metrics> {
  const metrics = createMetrics();
  const { queue, closer, health } = input;
  if (queue !== undefined)
    metrics.observeQueue(async () => {
      const status = await queue.status();
      return { ...status, ...slotUse(status.workers), workers: status.workers.length };
    });
  if (settings.HEALTH_PORT !== undefined) {
    const server = await createTelemetryServer({
      host: settings.HEALTH_HOST,
      port: settings.HEALTH_PORT,
      health,
      metrics,
    });
    closer.defer(() => server[Symbol.asyncDispose]());
    input.logger.info({ port: server.port }, "serving /healthz and /metrics");
  }
  return metrics;
}
