import type { RequestView } from "../../protocol/page-events.ts";
import type { App } from "../app.ts";
import { element } from "../dom.ts";
import { durationText, timeOfDay } from "../view/time-text.ts";
import { shortRoute } from "./short-route.ts";

/** As many as are drawn. */
const most = 120;

/** What the bot asked of Discord, newest first. */
export function requestLog(app: App): HTMLElement {
  const list = element("ol", { class: "requests" });
  const none = element("p", {
    class: "hint",
    text: "Nothing yet. Whatever the bot asks of Discord shows up here.",
  });
  const rows = new Map<number, HTMLElement>();
  app.store.show((state, before) => {
    if (state.requests === before?.requests) return;
    const shown = state.requests.slice(-most);
    const ids = new Set(shown.map((request) => request.id));
    for (const [id, row] of rows) {
      if (ids.has(id)) continue;
      row.remove();
      rows.delete(id);
    }
    for (const request of shown) {
      if (rows.has(request.id)) continue;
      const row = requestRow(request);
      rows.set(request.id, row);
      list.prepend(row);
    }
    none.hidden = shown.length > 0;
  });
  return element("section", { class: "panel-page" }, none, list);
}

function requestRow(request: RequestView): HTMLElement {
  const mood = request.status < 300 ? "good" : request.status === 429 ? "warn" : "bad";
  return element(
    "li",
    { class: "request", attributes: { title: `${request.route} at ${timeOfDay(request.at)}` } },
    element("span", { class: `method ${request.method.toLowerCase()}`, text: request.method }),
    element("span", { class: "route", text: shortRoute(request.route) }),
    element("span", {
      class: `status ${mood}`,
      text: request.status === 0 ? "cut" : String(request.status),
    }),
    element("span", { class: "took", text: durationText(request.tookMs) }),
    bucket(request),
  );
}

/** How much of the rate-limit bucket is left, as a bar of as many parts as the bucket has. */
function bucket(request: RequestView): HTMLElement {
  const { bucketRemaining: remaining, bucketLimit: limit } = request;
  if (remaining === null || limit === null || limit <= 0)
    return element("span", { class: "bucket" });
  const label = `${remaining} of ${limit} left in the bucket`;
  const bar = element("span", {
    class: "bucket",
    attributes: { role: "img", "aria-label": label, title: label },
  });
  const parts = Math.min(limit, 10);
  const full = Math.round((remaining / limit) * parts);
  for (let part = 0; part < parts; part += 1)
    bar.append(element("i", { class: part < full ? "left" : "" }));
  return bar;
}
