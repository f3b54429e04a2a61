import type { IncomingMessage } from "node:http";

/** The names under which this machine calls itself. A port may follow: tunnels and containers change it. */
const ownHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/;

/**
 * Says why a request must be refused, or undefined. The playground has no passwords, so nothing but a page of its own
 * may talk to it: a foreign `Host` is a name that was rebound to this machine, a foreign `Origin` another web page.
 */
export function refusal(request: Pick<IncomingMessage, "headers" | "method">): string | undefined {
  const { host, origin, "sec-fetch-site": site } = request.headers;
  if (host === undefined || !ownHost.test(host)) return "This address is not the playground's.";
  if (origin !== undefined && origin !== `http://${host}`) return "Another page may not do this.";
  // A link or a typed address is a navigation ("none" or cross-site GET of the page itself); it does no harm.
  if (site === "cross-site" && request.headers["sec-fetch-mode"] !== "navigate")
    return "Another page may not do this.";
  if (request.method === "POST" && !isJson(request.headers["content-type"]))
    // Forms of other pages can send anything but JSON without asking first.
    return "Actions are sent as JSON.";
  return undefined;
}

function isJson(contentType: string | undefined): boolean {
  return contentType?.split(";")[0]?.trim().toLowerCase() === "application/json";
}
