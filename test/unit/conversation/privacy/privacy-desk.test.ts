import { describe, expect, test } from "vitest";
import { PrivacyDesk } from "../../../../src/conversation/privacy/privacy-desk.ts";
import type { ScriptedReplies } from "../../../../src/generation/scripted-reply.ts";
import { silentLogger } from "../../../../src/lib/logger.ts";
import { aBot, says } from "../../../support/chat-bot.ts";
import { say, startInput } from "../../../support/conversation-inputs.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";

const secret = "zibbelwitz of the marshes";
const mara = { authorId: "mara", authorName: "Mara" };

async function aTable(replies: ScriptedReplies) {
  const bot = aBot(replies);
  await bot.start();
  const summedUpAgain: string[] = [];
  const privacy = new PrivacyDesk({
    store: bot.store.privacyStore,
    queue: bot.queue,
    replies: bot.chat.replies,
    keeper: { beginAgain: async (conversationId) => void summedUpAgain.push(conversationId) },
    retentionDays: 0,
    logger: silentLogger,
  });
  const conversation = bot.store.conversations.ofChannel("tavern");
  if (conversation === undefined) throw new Error("unreachable");
  const promptsNow = () => JSON.stringify(bot.engine.started.at(-1)?.prompt);
  const stored = () =>
    bot.store.database.read((queries) => JSON.stringify(queries.all("select * from swipe_prompt")));
  return { ...bot, privacy, conversation, summedUpAgain, promptsNow, stored };
}

describe.each(["forget", "optOut"] as const)("%s", (wish) => {
  test("takes a person's words out of replies that are being written for others, and out of stored prompts", async () => {
    const table = await aTable((_, call) =>
      call === 1 ? { steps: [{ text: "Half" }, { hold: new Promise(() => {}) }] } : "Aye.",
    );
    await table.chat.hear(says(secret));
    await table.chat.replies.idle();
    await table.chat.hear(says("and for me?", mara));
    await expect.poll(() => table.engine.started.length).toBe(2);
    expect(table.promptsNow()).toContain(secret);
    expect(table.stored()).toContain(secret);

    await table.privacy[wish]("tom");
    await table.chat.replies.idle();
    expect(table.engine.started).toHaveLength(3);
    expect(table.promptsNow()).toContain("Mara: and for me?");
    expect(table.promptsNow()).not.toContain(secret);
    expect(table.promptsNow()).not.toContain("Aye.");
    expect(table.stored()).not.toContain(secret);
    expect(table.speaker.finals("tavern").at(-1)).toBe("Aye.");
    expect(table.summedUpAgain).toEqual([table.conversation.id]);
    expect(table.store.conversations.owedTurns()).toEqual([]);
    expect((await table.queue.status()).active).toBe(0);
  });
});

test("what was said and answered before somebody opted out is back in prompts when they opt in again", async () => {
  const table = await aTable("Aye.");
  await table.chat.hear(says(secret));
  await table.chat.replies.idle();
  expect(await table.privacy.optOut("tom")).toBe(true);
  expect(await table.privacy.optOut("tom")).toBe(false);
  expect(table.privacy.optIn("tom")).toBe(true);
  await table.chat.hear(says("hello", mara));
  await table.chat.replies.idle();
  expect(table.promptsNow()).toContain(secret);
  expect(table.promptsNow()).toContain("Rosie Oakhart: Aye.");
});

test("the memory of a person's conversations is made anew, and of no others", async () => {
  using store = openMemoryStore();
  const [inn, mill, market] = ["inn", "mill", "market"].map((channelId) =>
    store.conversations.start(startInput({ channelId })),
  );
  if (!inn || !mill || !market) throw new Error("unreachable");
  say(store.conversations, inn, { messageId: "1" });
  say(store.conversations, mill, { messageId: "2" });
  say(store.conversations, market, { messageId: "3", authorId: "bob" });
  const anew: string[] = [];
  const desk = new PrivacyDesk({
    store: store.privacyStore,
    queue: { discard: async () => {} },
    replies: { beginAgain: () => [], scheduleAll: () => {} },
    keeper: { beginAgain: async (conversationId) => void anew.push(conversationId) },
    retentionDays: 0,
    logger: silentLogger,
  });
  expect(await desk.optOut("ada")).toBe(true);
  expect(anew.toSorted()).toEqual([inn.id, mill.id].toSorted());
  anew.length = 0;
  await desk.forget("ada");
  expect(anew.toSorted()).toEqual([inn.id, mill.id].toSorted());
});
