import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import type { Embedder } from "../../src/generation/embedder.ts";
import { GenerationError } from "../../src/generation/generation-error.ts";

const bodySchema = z.strictObject({
  model: z.string().min(1),
  input: z.array(z.string()).nonempty(),
});

export interface EmbeddingServer extends AsyncDisposable {
  readonly url: string;
}

/** A server on loopback that speaks OpenAI's `/v1/embeddings`, and refuses what breaks it. Closes its embedder, too. */
export async function openEmbeddingServer(
  embedder: Embedder,
  { apiKey }: { readonly apiKey: string },
): Promise<EmbeddingServer> {
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) =>
      send(response, 500, { error: { message: String(error) } }),
    );
  });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers.authorization !== `Bearer ${apiKey}`)
      return send(response, 401, { error: { message: "Invalid API Key" } });
    if (`${request.method} ${request.url}` !== "POST /v1/embeddings")
      return send(response, 404, { error: { message: "Not found" } });
    const { model, input } = bodySchema.parse(await bodyOf(request));
    try {
      const vectors = await embedder.embed(input, new AbortController().signal);
      const data = vectors.map((vector, index) => ({
        object: "embedding",
        index,
        // Not every server gives vectors of length 1.
        embedding: Array.from(vector, (value) => value * 3),
      }));
      // Their order is told by their index alone.
      return send(response, 200, { object: "list", model, data: data.toReversed() });
    } catch (error) {
      if (!(error instanceof GenerationError)) throw error;
      return send(response, 400, { error: { message: "input is too long for the context" } });
    }
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      await embedder[Symbol.asyncDispose]();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
