import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ModelServer extends AsyncDisposable {
  readonly url: string;
  /** Bytes of the file that were asked for, as ranges. */
  readonly ranges: string[];
  /** What it says the SHA-256 of its file is. */
  checksum: string;
}

/** A server of one model file, at any path that ends in `.gguf`, that also speaks the protocol of Hugging Face. */
export async function startModelServer(file: Buffer): Promise<ModelServer> {
  const ranges: string[] = [];
  const state = { checksum: createHash("sha256").update(file).digest("hex") };
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  function answer({ url = "", headers, method }: IncomingMessage, response: ServerResponse): void {
    if (url.startsWith("/v2/")) {
      const known = url.endsWith("/Q8_0");
      response.writeHead(known ? 200 : 404, { "content-type": "application/json" });
      response.end(known ? JSON.stringify({ ggufFile: { rfilename: "model.Q8_0.gguf" } }) : "{}");
      return;
    }
    if (!url.split("?")[0]?.endsWith(".gguf")) {
      response.writeHead(404).end();
      return;
    }
    const range = /bytes=(\d+)-(\d*)/.exec(headers.range ?? "");
    if (range !== null) ranges.push(range[0]);
    const start = Number(range?.[1] ?? 0);
    const end = Math.min(Number(range?.[2] || file.length - 1), file.length - 1);
    response.writeHead(range === null ? 200 : 206, {
      "content-length": end - start + 1,
      "accept-ranges": "bytes",
      "x-linked-etag": `"${state.checksum}"`,
      ...(range === null ? {} : { "content-range": `bytes ${start}-${end}/${file.length}` }),
    });
    const body = file.subarray(start, end + 1);
    if (method === "HEAD") response.end();
    else response.end(body);
  }

  return {
    url: `http://127.0.0.1:${port}`,
    ranges,
    get checksum() {
      return state.checksum;
    },
    set checksum(value) {
      state.checksum = value;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
