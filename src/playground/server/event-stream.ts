import type { IncomingMessage, ServerResponse } from "node:http";
import type { PageEvent, Snapshot } from "../protocol/page-events.ts";

/** How many events a page may have missed and still go on without a new snapshot. */
const eventsKept = 500;
/** A page that doesn't read is dropped when this much waits for it; the browser connects again by itself. */
const mostWaitingBytes = 16 * 1024 * 1024;
/** Browsers and proxies give up on a connection that is silent for long. */
const keepAliveMs = 20_000;

/**
 * Server-sent events to every open page. An event's id names the run of the program too, so that a page that knew an
 * earlier run gets a snapshot instead of a continuation that doesn't fit.
 */
export class EventStream {
  readonly #run: string;
  readonly #snapshot: () => Snapshot;
  readonly #clients = new Set<ServerResponse>();
  readonly #keepAlive: NodeJS.Timeout;
  #recent: { readonly number: number; readonly event: PageEvent }[] = [];
  #last = 0;

  /** `run`: a word that no other run of the program has. */
  constructor(run: string, snapshot: () => Snapshot) {
    this.#run = run;
    this.#snapshot = snapshot;
    this.#keepAlive = setInterval(() => this.#write(": still here\n\n"), keepAliveMs);
    this.#keepAlive.unref();
  }

  send(event: PageEvent): void {
    this.#last += 1;
    this.#recent.push({ number: this.#last, event });
    if (this.#recent.length > eventsKept) this.#recent = this.#recent.slice(-eventsKept);
    if (this.#clients.size > 0) this.#write(this.#line(this.#last, event));
  }

  /** Answers with what the page has missed, or with everything, and goes on from there. */
  join(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
    });
    const missed = this.#missedSince(request.headers["last-event-id"]);
    if (missed === undefined)
      response.write(this.#line(this.#last, { type: "snapshot", snapshot: this.#snapshot() }));
    else for (const { number, event } of missed) response.write(this.#line(number, event));
    this.#clients.add(response);
    response.on("close", () => this.#clients.delete(response));
  }

  close(): void {
    clearInterval(this.#keepAlive);
    for (const client of this.#clients) client.end();
    this.#clients.clear();
  }

  /** Undefined when that is unknown and only a snapshot helps. */
  #missedSince(lastEventId: string | string[] | undefined) {
    const match = /^(.+)-(\d+)$/.exec(String(lastEventId ?? ""));
    if (!match || match[1] !== this.#run) return undefined;
    const seen = Number(match[2]);
    const oldest = this.#recent[0]?.number ?? this.#last + 1;
    if (seen > this.#last || seen + 1 < oldest) return undefined;
    return this.#recent.filter(({ number }) => number > seen);
  }

  #line(number: number, event: PageEvent): string {
    // JSON has no line breaks of its own, so one data line is enough.
    return `id: ${this.#run}-${number}\ndata: ${JSON.stringify(event)}\n\n`;
  }

  #write(text: string): void {
    for (const client of this.#clients) {
      client.write(text);
      if (client.writableLength > mostWaitingBytes) client.destroy();
    }
  }
}
