import { expect, test } from "vitest";
import { type Ask, AskLimits } from "../../../../src/conversation/limits/ask-limits.ts";
import { createManualClock } from "../../../support/manual-clock.ts";
import { placeSettingsDesk } from "../../../support/place-settings.ts";

function limitsOf(limits: Parameters<typeof placeSettingsDesk>[0]) {
  const clock = createManualClock();
  const places = placeSettingsDesk({ userLimit: 0, ...limits });
  const asks = new AskLimits(places, { of: () => [] }, clock);
  const by = (userId: string, changes: Partial<Ask> = {}) =>
    asks.tryTake({ userId, channelId: "tavern", guildId: "guild", ...changes });
  return { clock, asks, by };
}

test("R18: one person's limit is theirs alone, in all channels together", () => {
  const { by } = limitsOf({ userLimit: 2 });
  expect([by("alice"), by("alice", { channelId: "library" }), by("alice")]).toEqual([
    true,
    true,
    false,
  ]);
  expect(by("bob")).toBe(true);
});

test("R18: a channel's limit is for everybody there, and for no other channel", () => {
  const { by } = limitsOf({ channelLimit: 2 });
  expect([by("alice"), by("bob"), by("carol")]).toEqual([true, true, false]);
  expect(by("carol", { channelId: "library" })).toBe(true);
});

test("R18: a server's limit is for all of its channels, and not for direct messages", () => {
  const { by } = limitsOf({ serverLimit: 2 });
  expect([by("alice"), by("bob", { channelId: "library" }), by("carol")]).toEqual([
    true,
    true,
    false,
  ]);
  expect(by("carol", { guildId: "another" })).toBe(true);
  expect(by("carol", { guildId: null })).toBe(true);
});

test("R18: what one limit refuses counts for none of the others", () => {
  const { by } = limitsOf({ userLimit: 1, channelLimit: 2 });
  expect([by("alice"), by("alice"), by("alice"), by("bob")]).toEqual([true, false, false, true]);
});

test("R18: whoever waits for as long as they are told may ask again", () => {
  const { asks, clock, by } = limitsOf({ userLimit: 6 });
  for (let count = 0; count < 6; count++) expect(by("alice")).toBe(true);
  const ask = { userId: "alice", channelId: "tavern", guildId: "guild" };
  expect(() => asks.take(ask)).toThrow("Please try again in 10 s.");
  clock.advance(9_000);
  expect(asks.refusalOf(ask)?.message).toContain("in 1 s");
  clock.advance(1_000);
  // Asking when is not asking for a reply.
  for (let count = 0; count < 3; count++) expect(asks.refusalOf(ask)).toBeNull();
  expect([by("alice"), by("alice")]).toEqual([true, false]);
});
