import { REST } from "discord.js";
import { expect, test } from "vitest";
import { spareLostWebhooks } from "../../../../src/discord/client/spare-lost-webhooks.ts";

const api = "http://127.0.0.1/api/v10";
const post = { method: "POST" } as const;
const unknownWebhook = { code: 10_015, message: "Unknown Webhook" };

/** A Discord that answers everything so, and the paths that it was asked for. */
function answering(status: number, body: object) {
  const seen: string[] = [];
  const makeRequest = async (url: string) => {
    seen.push(new URL(url).pathname.replace("/api/v10", ""));
    return Response.json(body, { status });
  };
  return { seen, makeRequest };
}

const ours = () => "1";

test.each([
  [404, unknownWebhook],
  [401, { code: 50_027, message: "Invalid Webhook Token" }],
])("a webhook that was answered with %i is asked for nothing more", async (status, body) => {
  const discord = answering(status, body);
  const request = spareLostWebhooks(discord.makeRequest, ours);
  const first = await request(`${api}/webhooks/7/t?wait=true`, post);
  expect([first.status, await first.json()]).toEqual([status, body]);
  const second = await request(`${api}/webhooks/7/t/messages/3`, { method: "PATCH" });
  expect([second.status, await second.json()]).toEqual([404, unknownWebhook]);
  expect(second.headers.get("content-type")).toContain("application/json");
  expect(discord.seen).toEqual(["/webhooks/7/t"]);
});

test.each([
  ["a message is gone", 404, { code: 10_008 }, "/webhooks/7/t", "/webhooks/7/t"],
  ["Discord stumbles", 500, {}, "/webhooks/7/t", "/webhooks/7/t"],
  ["it has another token now", 401, { code: 50_027 }, "/webhooks/7/t", "/webhooks/7/u"],
  ["it is another", 404, unknownWebhook, "/webhooks/7/t", "/webhooks/8/t"],
  ["it is no webhook", 404, unknownWebhook, "/channels/7/messages", "/channels/7/messages"],
  // What belongs to a command has nothing to go on with until the command is answered.
  ["it is a command's", 404, unknownWebhook, "/webhooks/1/t", "/webhooks/1/t"],
])("where %s, Discord is asked", async (_what, status, body, first, second) => {
  const discord = answering(status, body);
  const request = spareLostWebhooks(discord.makeRequest, ours);
  await request(`${api}${first}`, post);
  await request(`${api}${second}`, post);
  expect(discord.seen).toEqual([first, second]);
});

test("with discord.js, what stood behind the message that found the webhook gone isn't sent", async () => {
  const discord = answering(404, unknownWebhook);
  const rest = new REST({
    api: "http://127.0.0.1/api",
    retries: 0,
    makeRequest: spareLostWebhooks(discord.makeRequest, ours),
  });
  const send = () => rest.post("/webhooks/7/t", { auth: false, body: { content: "hm" } });
  const sent = await Promise.allSettled([send(), send(), send()]);
  rest.clearHandlerSweeper();
  rest.clearHashSweeper();
  expect(sent.map((each) => each.status === "rejected" && each.reason)).toEqual(
    Array(3).fill(expect.objectContaining({ code: 10_015, status: 404 })),
  );
  expect(discord.seen).toHaveLength(1);
});
