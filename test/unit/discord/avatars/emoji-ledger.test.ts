import { expect, test } from "vitest";
import { EmojiLedger } from "../../../../src/discord/avatars/emoji-ledger.ts";
import { SteppingClock } from "../../../support/stepping-clock.ts";

const dayMs = 24 * 60 * 60 * 1000;

test("what is used least is what was never used, then what was used longest ago", async () => {
  const clock = new SteppingClock();
  const ledger = new EmojiLedger(new Map(), clock);
  ledger.set("first", "1");
  await clock.advance(dayMs);
  ledger.set("second", "2");
  expect(ledger.leastUsed(["first", "second"])).toBe("first");
  await clock.advance(dayMs);
  ledger.touch("first");
  expect(ledger.leastUsed(["first", "second"])).toBe("second");
  expect(ledger.leastUsed(["first", "unknown", "second"])).toBe("unknown");
});

test("what was noted survives a restart, and a use is written down once a day", async () => {
  const clock = new SteppingClock();
  const state = new Map<string, string>();
  let writes = 0;
  const counted = {
    get: (key: string) => state.get(key),
    set: (key: string, value: string) => {
      writes += 1;
      state.set(key, value);
    },
    delete: (key: string) => void state.delete(key),
  };
  const ledger = new EmojiLedger(counted, clock);
  ledger.set("first", "1");
  for (let use = 0; use < 10; use++) ledger.touch("first");
  expect(writes).toBe(1);
  expect(new EmojiLedger(counted, clock).all()).toEqual(new Map([["first", "1"]]));
});

test.each(["not JSON", "{}", "[[1,2]]", '[["a",{"id":1}]]'])(
  "state that can't be read counts as empty: %s",
  (stored) => {
    const ledger = new EmojiLedger(new Map([["discord.avatars", stored]]), new SteppingClock());
    expect(ledger.all().size).toBe(0);
  },
);
