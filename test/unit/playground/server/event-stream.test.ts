import type { IncomingMessage, ServerResponse } from "node:http";
import { PassThrough } from "node:stream";
import { afterEach, describe, expect, test } from "vitest";
import type { PageEvent, Snapshot } from "../../../../src/playground/protocol/page-events.ts";
import { EventStream } from "../../../../src/playground/server/event-stream.ts";

const snapshot: Snapshot = {
  guildName: "The Crooked Lantern",
  users: [],
  bot: { id: "9", name: "Hearthside", avatarUrl: null, online: true },
  channels: [],
  messages: [],
  commands: [],
  requests: [],
  violations: [],
};

function gone(messageId: string): PageEvent {
  return { type: "message-gone", channelId: "1", messageId };
}

/** A browser that listens; `lastEventId` as it would send it after a lost connection. */
function listener(stream: EventStream, lastEventId?: string) {
  const response = Object.assign(new PassThrough(), { writeHead: () => response });
  const headers = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
  stream.join({ headers } as IncomingMessage, response as unknown as ServerResponse);
  const messages = () =>
    String(response.read() ?? "")
      .split("\n\n")
      .filter((text) => text !== "")
      .map((text) => {
        const [, id = "", data = ""] = /^id: (.*)\ndata: (.*)$/.exec(text) ?? [];
        return { id, event: JSON.parse(data) as PageEvent };
      });
  return { messages, response };
}

describe("the stream of events", () => {
  const streams: EventStream[] = [];
  const open = (run: string) => {
    const stream = new EventStream(run, () => snapshot);
    streams.push(stream);
    return stream;
  };
  afterEach(() => {
    for (const stream of streams.splice(0)) stream.close();
  });

  test("begins with everything, and goes on with what happens", () => {
    const stream = open("run");
    stream.send(gone("1"));
    const page = listener(stream);
    stream.send(gone("2"));
    expect(page.messages()).toEqual([
      { id: "run-1", event: { type: "snapshot", snapshot } },
      { id: "run-2", event: gone("2") },
    ]);
  });

  test("gives a page that lost the connection just what it missed", () => {
    const stream = open("run");
    for (const id of ["1", "2", "3"]) stream.send(gone(id));
    expect(
      listener(stream, "run-1")
        .messages()
        .map(({ event }) => event),
    ).toEqual([gone("2"), gone("3")]);
    expect(listener(stream, "run-3").messages()).toEqual([]);
  });

  test.each([
    ["knows another run of the program", "earlier-1"],
    ["claims to know the future", "run-900"],
    ["says nonsense", "x"],
    ["was away for too long", "run-2"],
  ])("gives everything to a page that %s", (_, lastEventId) => {
    const stream = open("run");
    for (let index = 0; index < 600; index += 1) stream.send(gone(String(index)));
    expect(
      listener(stream, lastEventId)
        .messages()
        .map(({ event }) => event.type),
    ).toEqual(["snapshot"]);
  });

  test("writes a line break in a text so that it doesn't end the event", () => {
    const stream = open("run");
    const page = listener(stream);
    page.messages();
    const violation = { at: 1, text: "one\n\nid: forged" };
    stream.send({ type: "violation", violation });
    expect(page.messages()).toEqual([{ id: "run-1", event: { type: "violation", violation } }]);
  });

  test("forgets a page that has gone", () => {
    const stream = open("run");
    const page = listener(stream);
    page.messages();
    page.response.emit("close");
    stream.send(gone("1"));
    expect(page.messages()).toEqual([]);
  });
});
