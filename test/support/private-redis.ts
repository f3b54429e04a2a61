import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface PrivateRedis extends AsyncDisposable {
  readonly url: string;
  /** Ends the server at once, as a power cut would. What it wrote to disk stays. */
  kill(): Promise<void>;
  /** Starts it again on the same port, with what was on disk. */
  start(): Promise<void>;
}

/**
 * A Redis server of one's own on a free loopback port, in a temporary folder. `persistent`: every write is on disk
 * before it is answered, so that a restart loses nothing; otherwise a restart loses all.
 */
export async function startPrivateRedis(
  options: { readonly persistent?: boolean; readonly password?: string } = {},
): Promise<PrivateRedis> {
  const folder = await mkdtemp(join(tmpdir(), "hearthside-redis-"));
  const port = await freePort();
  const settings = `--port ${port} --bind 127.0.0.1 --maxmemory-policy noeviction`.split(" ");
  settings.push("--dir", folder, "--save", "");
  if (options.persistent) settings.push("--appendonly", "yes", "--appendfsync", "always");
  if (options.password) settings.push("--requirepass", options.password);
  let server: ChildProcess | undefined;
  const killWithTests = () => server?.kill("SIGKILL");
  process.once("exit", killWithTests);

  const kill = async () => {
    const running = server;
    server = undefined;
    if (running === undefined || running.exitCode !== null) return;
    running.kill("SIGKILL");
    await once(running, "exit");
  };
  const start = async () => {
    server = await launch(settings);
  };
  await start();
  return {
    url: `redis://${options.password ? `:${options.password}@` : ""}127.0.0.1:${port}`,
    kill,
    start,
    async [Symbol.asyncDispose]() {
      process.off("exit", killWithTests);
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function launch(settings: readonly string[]): Promise<ChildProcess> {
  const server = spawn("redis-server", settings, { stdio: ["ignore", "pipe", "inherit"] });
  const output: string[] = [];
  const ready = (async () => {
    for await (const line of createInterface({ input: server.stdout })) {
      output.push(line);
      if (line.includes("Ready to accept connections")) return;
    }
    throw new Error(`redis-server ended before it was ready:\n${output.join("\n")}`);
  })();
  const failed = once(server, "error").then(([error]: NodeJS.ErrnoException[]) => {
    throw error?.code === "ENOENT"
      ? new Error("These tests need Redis. Install it with: apt-get install redis-server")
      : error;
  });
  failed.catch(() => {});
  await Promise.race([ready, failed]);
  server.stdout.resume();
  return server;
}

/** A loopback port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}
