import type { RESTOptions } from "discord.js";
import { RESTJSONErrorCodes } from "discord-api-types/v10";

type MakeRequest = RESTOptions["makeRequest"];

const tooManyRequests = 429;
const badRequest = 400;

/**
 * Discord refuses edits of old messages with the status by which it asks to wait, and discord.js would send them again
 * and again. Here they become the error that they are, with their code; whoever really has to wait still does.
 */
export function tellRefusals(makeRequest: MakeRequest): MakeRequest {
  return async (url, init) => {
    const response = await makeRequest(url, init);
    if (response.status !== tooManyRequests) return response;
    const body = await response.text();
    return new Response(body, {
      status: isRefusal(body) ? badRequest : tooManyRequests,
      headers: [...response.headers],
    });
  };
}

function isRefusal(body: string): boolean {
  try {
    const { code } = JSON.parse(body) as { readonly code?: unknown };
    return code === RESTJSONErrorCodes.MaximumNumberOfEditsToMessagesOlderThanOneHourReached;
  } catch {
    // Cloudflare says it in HTML.
    return false;
  }
}
