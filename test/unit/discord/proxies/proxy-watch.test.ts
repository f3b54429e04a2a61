import { expect, test } from "vitest";
import type { HeardMessage } from "../../../../src/conversation/ports.ts";
import { holdMs, ProxyWatch } from "../../../../src/discord/proxies/proxy-watch.ts";
import { createManualClock } from "../../../support/manual-clock.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";

const never = new AbortController().signal;

function aMessage(changes: Partial<HeardMessage> = {}): HeardMessage {
  return {
    messageId: "1",
    channelId: "tavern",
    guildId: "guild",
    authorId: "alice",
    authorName: "Alice",
    authorRoleIds: [],
    authorIsBot: false,
    text: "l: any stew?",
    attachmentNames: [],
    mentionsBot: false,
    repliesToMessageId: null,
    ...changes,
  };
}

const aCopy = (changes: Partial<HeardMessage> = {}) =>
  aMessage({
    messageId: "2",
    authorId: "webhook",
    authorName: "Luna",
    authorIsBot: true,
    text: "any stew?",
    webhookApplicationId: "pk",
    ...changes,
  });

function aWatch({
  present = true,
  author = null as string | null,
  isThere = true,
  silent = "",
} = {}) {
  const clock = createManualClock();
  const { held } = openMemoryStore();
  const credits: string[] = [];
  const watch = new ProxyWatch({
    held,
    isOptedOut: (userId) => userId === silent,
    credit: (originalId, { messageId, authorId, authorName }) => {
      credits.push(`${originalId} is ${messageId} of ${authorId} as ${authorName}`);
      return isThere;
    },
    proxyBots: new Set(["pk"]),
    isPresent: () => Promise.resolve(present),
    hasChat: () => true,
    authorOf: () => Promise.resolve(author),
    clock,
  });
  return { watch, clock, held, credits };
}

test("R15: a message waits for its copy and is then heard as that, by the person; the copy isn't heard again", async () => {
  const { watch, clock, held } = aWatch();
  const original = aMessage({ mentionsBot: true, repliesToMessageId: "9" });
  const settled = watch.settle(original, never);
  await clock.someoneSleeps();
  expect(held.inChannel("tavern")).toHaveLength(1);
  watch.notice(aCopy());
  expect(await settled).toMatchObject({
    messageId: "2",
    authorId: "alice",
    authorName: "Luna",
    authorIsBot: false,
    text: "any stew?",
    mentionsBot: true,
    repliesToMessageId: "9",
    proxied: true,
  });
  expect(await watch.settle(aCopy(), never)).toBeNull();
  expect(held.inChannel("tavern")).toEqual([]);
});

test("R15: a copy may be there before its original's turn in line comes", async () => {
  const { watch } = aWatch();
  watch.notice(aCopy());
  expect(await watch.settle(aMessage(), never)).toMatchObject({ messageId: "2" });
  expect(await watch.settle(aCopy(), never)).toBeNull();
});

test("R15: without a copy the message is heard after a moment, and a copy that comes late is credited to its name", async () => {
  const { watch, clock, credits } = aWatch();
  const original = aMessage();
  const settled = watch.settle(original, never);
  await clock.someoneSleeps();
  watch.notice(aCopy({ messageId: "7", text: "something else" }));
  clock.advance(holdMs);
  expect(await settled).toBe(original);
  watch.notice(aCopy());
  expect(await watch.settle(aCopy(), never)).toBeNull();
  expect(credits).toEqual(["1 is 2 of alice as Luna"]);
});

test("R15: a late copy of what was deleted in between is heard as said by the person", async () => {
  const { watch, clock } = aWatch({ isThere: false });
  const settled = watch.settle(aMessage(), never);
  await clock.someoneSleeps();
  clock.advance(holdMs);
  await settled;
  watch.notice(aCopy());
  expect(await watch.settle(aCopy(), never)).toMatchObject({
    messageId: "2",
    authorId: "alice",
    authorName: "Luna",
    proxied: true,
  });
});

test("R15: nobody waits where no proxy is, in direct messages, and for bots", async () => {
  const absent = aWatch({ present: false });
  expect(await absent.watch.settle(aMessage(), never)).toMatchObject({ messageId: "1" });
  const { watch } = aWatch();
  for (const changes of [{ guildId: null }, { authorIsBot: true }])
    expect(await watch.settle(aMessage(changes), never)).toMatchObject(changes);
});

test("R25: nobody who has opted out is held, not even for a moment", async () => {
  const { watch, held } = aWatch({ silent: "alice" });
  const settled = watch.settle(aMessage(), never);
  expect(held.inChannel("tavern")).toEqual([]);
  expect(await settled).toMatchObject({ messageId: "1" });
});

test("R15: a copy without an original is nobody's, unless somebody can be asked", async () => {
  const { watch } = aWatch();
  watch.notice(aCopy());
  expect(await watch.settle(aCopy(), never)).toBeNull();
  const asked = aWatch({ author: "bob" });
  asked.watch.notice(aCopy());
  expect(await asked.watch.settle(aCopy(), never)).toMatchObject({ authorId: "bob" });
});

test("R15: a message that waits when the bot goes down is not heard, and stays noted", async () => {
  const { watch, clock, held } = aWatch();
  const stopping = new AbortController();
  const settled = watch.settle(aMessage(), stopping.signal);
  await clock.someoneSleeps();
  stopping.abort();
  await expect(settled).rejects.toThrow(/abort/);
  expect(held.inChannel("tavern")).toHaveLength(1);
});

const partly = (messageId: string, authorName: string, text: string) =>
  aCopy({ messageId, authorName, text });

test("R15: a message that a proxy says again in several names is heard in all of them, each part once", async () => {
  const { watch, clock } = aWatch();
  const said = { text: "l: any stew?\nk: and bread?", mentionsBot: true, repliesToMessageId: "0" };
  const settled = watch.settle(aMessage(said), never);
  await clock.someoneSleeps();
  const [luna, kai] = [partly("2", "Luna", "any stew?"), partly("3", "Kai", "and bread?")];
  watch.notice(luna);
  watch.notice(kai);
  expect(await settled).toMatchObject({
    messageId: "2",
    authorId: "alice",
    authorName: "Luna",
    mentionsBot: true,
    repliesToMessageId: "0",
  });
  expect(await watch.settle(luna, never)).toBeNull();
  // Whom the message called as a whole has been called once.
  expect(await watch.settle(kai, never)).toMatchObject({
    messageId: "3",
    authorId: "alice",
    authorName: "Kai",
    mentionsBot: false,
    repliesToMessageId: null,
    proxied: true,
  });
  // What has been said again already is nobody's the next time.
  const stray = partly("4", "Kai", "any stew?");
  watch.notice(stray);
  expect(await watch.settle(stray, never)).toBeNull();
});

test("R15: so is one whose copies all come late", async () => {
  const { watch, clock, credits } = aWatch();
  const settled = watch.settle(aMessage({ text: "l: any stew?\nk: and bread?" }), never);
  await clock.someoneSleeps();
  clock.advance(holdMs);
  await settled;
  const [luna, kai] = [partly("2", "Luna", "any stew?"), partly("3", "Kai", "and bread?")];
  for (const copy of [luna, kai]) watch.notice(copy);
  expect(await watch.settle(luna, never)).toBeNull();
  expect(credits).toEqual(["1 is 2 of alice as Luna"]);
  expect(await watch.settle(kai, never)).toMatchObject({ authorId: "alice", authorName: "Kai" });
});

test.each(["the copy", "the deletion"])(
  "R15: a copy in other words is known by its original being deleted, when %s comes first",
  async (first) => {
    const { watch, clock } = aWatch();
    const settled = watch.settle(aMessage({ text: "l: I roll {{d20}}." }), never);
    await clock.someoneSleeps();
    const copy = aCopy({ text: "I roll 17." });
    if (first === "the deletion") watch.noticeGone("tavern", ["1"]);
    watch.notice(copy);
    watch.noticeGone("tavern", ["1"]);
    expect(await settled).toMatchObject({ messageId: "2", authorId: "alice", text: "I roll 17." });
    expect(await watch.settle(copy, never)).toBeNull();
  },
);

test("R15: a copy in other words isn't taken from somebody whose words it has, nor by who deletes what is no original", async () => {
  const { watch, clock } = aWatch();
  const mine = aMessage({ text: "never mind" });
  const theirs = aMessage({ messageId: "2", authorId: "bob", text: "l: any stew?" });
  for (const message of [mine, theirs]) watch.notice(message);
  const settled = watch.settle(mine, never);
  await clock.someoneSleeps();
  const copy = aCopy({ messageId: "3" });
  watch.notice(copy);
  watch.noticeGone("tavern", ["1"]);
  clock.advance(holdMs);
  expect(await settled).toBe(mine);
  expect(await watch.settle(theirs, never)).toMatchObject({ messageId: "3", authorId: "bob" });
});
