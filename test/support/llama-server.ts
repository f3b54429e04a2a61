import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { demoModelFile } from "./demo-request.ts";
import { startProgram } from "./program-process.ts";

export interface LlamaServer extends AsyncDisposable {
  readonly url: string;
}

/** llama.cpp's own server with the demo model on loopback. Resolves when it takes requests. */
export async function startLlamaServer(
  command: string,
  options: { readonly slots: number; readonly contextSize: number },
): Promise<LlamaServer> {
  const port = await freePort();
  const program = startProgram({
    command,
    args: [
      "--model",
      demoModelFile,
      "--host",
      "127.0.0.1",
      "--port",
      String(port),
      "--parallel",
      String(options.slots),
      // The server's size is that of all slots together.
      "--ctx-size",
      String(options.slots * options.contextSize),
      "--threads",
      "1",
    ],
    environment: {},
  });
  await program.line(/listening on http|server is listening/);
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}

/** The server takes no 0 for "any". */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
