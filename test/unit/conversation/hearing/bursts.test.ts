import { expect, test } from "vitest";
import { Bursts } from "../../../../src/conversation/hearing/bursts.ts";
import { SteppingClock } from "../../../support/stepping-clock.ts";

const reply = {
  turnId: "t1",
  conversationId: "v1",
  authorId: "tom",
  characterId: "rosie",
  together: false,
};

function aBurst() {
  const clock = new SteppingClock();
  const bursts = new Bursts(clock);
  const closing = new AbortController();
  const begun: string[] = [];
  const begin = (turnId: string) =>
    void bursts.over(turnId, closing.signal).then(() => begun.push(turnId));
  return { clock, bursts, closing, begun, begin };
}

test("a reply begins when its person has been quiet for long enough", async () => {
  const { clock, bursts, begun, begin } = aBurst();
  bursts.wait(reply, 1000);
  begin("t1");
  await clock.advance(900);
  bursts.wait(reply, 1000);
  await clock.advance(900);
  expect(begun).toEqual([]);
  expect(bursts.open("v1")).toMatchObject(reply);
  await clock.advance(100);
  expect(begun).toEqual(["t1"]);
  expect(bursts.open("v1")).toBeUndefined();
});

test("whoever writes on and on is answered all the same", async () => {
  const { clock, bursts, begun, begin } = aBurst();
  bursts.wait(reply, 1000);
  begin("t1");
  for (let written = 0; written < 9; written++) {
    await clock.advance(500);
    bursts.wait(reply, 1000);
  }
  expect(begun).toEqual([]);
  await clock.advance(500);
  expect(begun).toEqual(["t1"]);
});

test("nothing joins a reply after somebody else has spoken, and yet it waits its time", async () => {
  const { clock, bursts, begun, begin } = aBurst();
  bursts.wait(reply, 1000);
  begin("t1");
  bursts.interrupt("v1");
  expect(bursts.open("v1")).toBeUndefined();
  await clock.advance(999);
  expect(begun).toEqual([]);
  await clock.advance(1);
  expect(begun).toEqual(["t1"]);
});

test("a reply that doesn't wait begins at once, and one of a bot that goes down as well", async () => {
  const { clock, bursts, closing, begun, begin } = aBurst();
  begin("unknown");
  bursts.wait(reply, 1000);
  begin("t1");
  await clock.advance(0);
  expect(begun).toEqual(["unknown"]);
  closing.abort();
  await clock.advance(0);
  expect(begun).toEqual(["unknown", "t1"]);
});

test("a reply that has begun is joined until it ends, where that is set, and begun again only so often", async () => {
  const { clock, bursts, begin } = aBurst();
  const together = { ...reply, together: true };
  bursts.wait(together, 0);
  for (let restart = 0; restart < 4; restart++) {
    begin("t1");
    await clock.advance(200);
    expect(bursts.open("v1")).toMatchObject({ turnId: "t1", writtenAt: clock.now() - 200 });
    bursts.wait(together, 0);
  }
  expect(bursts.open("v1")).toBeDefined();
  begin("t1");
  await clock.advance(0);
  expect(bursts.open("v1")).toBeUndefined();
});

test("a reply that ended is joined by nothing", () => {
  const { bursts } = aBurst();
  bursts.wait({ ...reply, together: true }, 0);
  bursts.end("t1");
  expect(bursts.open("v1")).toBeUndefined();
});
