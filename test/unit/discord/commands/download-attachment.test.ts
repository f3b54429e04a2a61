import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createDownloader } from "../../../../src/discord/commands/download-attachment.ts";

/** A CDN below `/cdn` that answers so. Returns its base. */
async function aCdn(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/cdn`;
}

const file = (url: string, size = 3) => ({ name: "book.json", url, size });

test("a file on the CDN is fetched", async () => {
  const base = await aCdn((_, response) => response.end("abc"));
  const fetched = await createDownloader(base)(file(`${base}/attachments/1/2/book.json`), 3);
  expect(fetched.fileName).toBe("book.json");
  expect(Buffer.from(fetched.bytes).toString()).toBe("abc");
});

test.each([
  "http://127.0.0.1:1/cdn/attachments/1/2/book.json",
  "https://cdn.discordapp.com.example.com/cdn/x",
  "https://cdn.discordapp.com@example.com/cdn/x",
  "file:///cdn/x",
  "not an address",
])("nothing is fetched from %s", async (url) => {
  const download = createDownloader("https://cdn.discordapp.com/cdn");
  await expect(download(file(url), 1000)).rejects.toMatchObject({ code: "attachment-elsewhere" });
});

test("a path beside the CDN's is none of it", async () => {
  const base = await aCdn((_, response) => response.end("secret"));
  const beside = `${base}/../admin`;
  await expect(createDownloader(base)(file(beside), 1000)).rejects.toMatchObject({
    code: "attachment-elsewhere",
  });
});

test("a file is too large by what is announced or by what comes", async () => {
  const base = await aCdn((_, response) => response.end("x".repeat(100_000)));
  const download = createDownloader(base);
  await expect(download(file(`${base}/a`, 5000), 4000)).rejects.toThrow("book.json: the file is");
  await expect(download(file(`${base}/a`, 3), 4000)).rejects.toMatchObject({
    code: "attachment-too-large",
  });
});

test.each<{ what: string; answer: RequestListener }>([
  { what: "a redirect", answer: (_, res) => res.writeHead(302, { location: "/cdn/x" }).end() },
  { what: "a failure", answer: (_, res) => res.writeHead(404).end() },
  { what: "a broken line", answer: (request) => request.socket.destroy() },
])("$what is told as something to try again", async ({ answer }) => {
  const base = await aCdn(answer);
  await expect(createDownloader(base)(file(`${base}/a`), 10)).rejects.toMatchObject({
    code: "attachment-unavailable",
  });
});
