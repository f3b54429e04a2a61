import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { pluralKitAuthors } from "../../../../src/discord/proxies/pluralkit-api.ts";

/** PluralKit as it answers, at an address of its own. */
async function aServer(answer: RequestListener) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { base: `http://127.0.0.1:${port}/`, asked };
}

const sender = "123456789012345678";

test("R15: PluralKit is asked by the copy's id who wrote it", async () => {
  const { base, asked } = await aServer((_, response) =>
    response.end(JSON.stringify({ id: "7", original: "6", sender, member: null })),
  );
  expect(await pluralKitAuthors(base)("7")).toBe(sender);
  expect(asked).toEqual(["GET /v2/messages/7"]);
});

test.each<[string, RequestListener]>([
  ["it doesn't know the message", (_, response) => response.writeHead(404).end()],
  ["it is overrun", (_, response) => response.writeHead(429).end("{}")],
  ["what it says is no answer", (_, response) => response.end("<html>")],
  ["it names nobody", (_, response) => response.end(JSON.stringify({ sender: "everyone" }))],
  [
    "it leads elsewhere",
    (_, response) => response.writeHead(302, { location: "http://127.0.0.1:9/" }).end(),
  ],
  ["the line breaks", (request) => request.socket.destroy()],
])("R15: nobody is credited where %s", async (_, answer) => {
  const { base } = await aServer(answer);
  expect(await pluralKitAuthors(base)("7")).toBeNull();
});

test("R15: nobody is asked where no address is set", async () => {
  expect(await pluralKitAuthors(undefined)("7")).toBeNull();
});
