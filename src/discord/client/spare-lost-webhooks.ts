import type { RESTOptions } from "discord.js";
import { RESTJSONErrorCodes } from "discord-api-types/v10";

type MakeRequest = RESTOptions["makeRequest"];

const notFound = 404;
const unauthorized = 401;

/**
 * Answers a request itself where Discord has said that the webhook is no more: discord.js lets messages of one webhook
 * stand in line, and would send all that stood behind the one that found it gone.
 *
 * Commands are answered below the same addresses, with the application in the webhook's place; those are let through.
 */
export function spareLostWebhooks(
  makeRequest: MakeRequest,
  /** Undefined until it is known. */
  applicationId: () => string | undefined,
): MakeRequest {
  const lost = new Set<string>();
  return async (url, init) => {
    const { key, id } = webhookOf(url);
    if (key === undefined || id === applicationId()) return makeRequest(url, init);
    if (lost.has(key)) return unknownWebhook();

    const response = await makeRequest(url, init);
    const { status } = response;
    if (status !== notFound && status !== unauthorized) return response;
    const body = await response.text();
    if (isLoss(body)) lost.add(key);
    return new Response(body, { status, headers: [...response.headers] });
  };
}

/** A webhook's token may change, and it is there again. */
function webhookOf(url: string): { readonly key?: string; readonly id?: string } {
  const [key, id] = /\/webhooks\/(\d+)\/[^/]+/.exec(new URL(url).pathname) ?? [];
  return key === undefined || id === undefined ? {} : { key, id };
}

function isLoss(body: string): boolean {
  try {
    const { code } = JSON.parse(body) as { readonly code?: unknown };
    return (
      code === RESTJSONErrorCodes.UnknownWebhook || code === RESTJSONErrorCodes.InvalidWebhookToken
    );
  } catch {
    // Cloudflare says it in HTML.
    return false;
  }
}

function unknownWebhook(): Response {
  return Response.json(
    { code: RESTJSONErrorCodes.UnknownWebhook, message: "Unknown Webhook" },
    { status: notFound },
  );
}
