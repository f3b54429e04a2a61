import { describe, expect, test } from "vitest";
import type { ScriptedReplies } from "../../../../src/generation/scripted-reply.ts";
import { deferred } from "../../../../src/lib/deferred.ts";
import { aBot, rosie, says } from "../../../support/chat-bot.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";

const never = new Promise<never>(() => {});

/** Rosie, who answers everything, as people have her who have set nothing. */
async function aTable(replies: ScriptedReplies, store = openMemoryStore()) {
  const bot = aBot(replies, store, {}, { together: true });
  bot.speaker.waitsForText = true;
  await bot.start();
  const prompts = () =>
    bot.engine.started.map(({ prompt }) => prompt.sections.slice(1).map(({ text }) => text));
  const begun = (count: number) => expect.poll(() => bot.engine.started.length).toBe(count);
  return { ...bot, prompts, begun };
}

/** Says nothing to the first requests, and something to those after them. */
function silentAtFirst(requests: number): ScriptedReplies {
  return (_, call) => (call < requests ? { steps: [{ hold: never }] } : "Both, love.");
}

describe("a message that comes before anything of the reply to the last one is shown", () => {
  test("joins that reply, which is begun again and answers both", async () => {
    const { chat, speaker, prompts, begun, store } = await aTable(silentAtFirst(1));
    await chat.hear(says("any stew?"));
    await begun(1);
    expect(await chat.hear(says("and bread?"))).toEqual({ answered: true, because: "burst" });
    await chat.replies.idle();
    expect(speaker.finals("tavern")).toEqual(["Both, love."]);
    expect(prompts()).toEqual([["Tom: any stew?"], ["Tom: any stew?", "Tom: and bread?"]]);
    expect(store.conversations.owedTurns()).toEqual([]);
  });

  test("isn't waited for: a single message is asked for at once", async () => {
    const { chat, clock, begun } = await aTable("Aye.");
    const before = clock.now();
    await chat.hear(says("any stew?"));
    await begun(1);
    expect(clock.now()).toBe(before);
    await chat.replies.idle();
  });

  test("joins a reply that waits for that to somebody else", async () => {
    const gate = deferred();
    const { chat, speaker, prompts, begun } = await aTable((_, call) =>
      call === 0 ? { steps: [{ hold: gate.promise }, { text: "Hello, Mara." }] } : "Both.",
    );
    await chat.hear(says("hello", { authorId: "mara", authorName: "Mara" }));
    await begun(1);
    await chat.hear(says("any stew?"));
    await chat.hear(says("and bread?"));
    gate.resolve();
    await chat.replies.idle();
    expect(speaker.finals("tavern")).toEqual(["Hello, Mara.", "Both."]);
    expect(prompts()[1]).toEqual([
      "Mara: hello",
      "Rosie Oakhart: Hello, Mara.",
      "Tom: any stew?",
      "Tom: and bread?",
    ]);
  });

  test("gets a reply of its own once there is text, once others have spoken, and from the fifth on", async () => {
    const gate = deferred();
    const shown = await aTable((_, call) =>
      call === 0 ? { steps: [{ text: "Well " }, { hold: gate.promise }] } : "Later.",
    );
    await shown.chat.hear(says("any stew?"));
    await expect.poll(() => shown.speaker.deliveries[0]?.shown.length).toBeGreaterThan(0);
    await shown.chat.hear(says("and bread?"));
    gate.resolve();
    await shown.chat.replies.idle();
    expect(shown.speaker.finals("tavern")).toEqual(["Well", "Later."]);

    const others = await aTable((_, call) =>
      call === 0 ? { steps: [{ hold: gate.promise }, { text: "One." }] } : `Reply ${call}.`,
    );
    await others.chat.hear(says("any stew?"));
    await others.begun(1);
    await others.chat.hear(says("me too", { authorId: "mara", authorName: "Mara" }));
    await others.chat.hear(says("and bread?"));
    await others.chat.replies.idle();
    expect(others.speaker.finals("tavern")).toEqual(["One.", "Reply 1.", "Reply 2."]);

    const chatty = await aTable(silentAtFirst(4));
    for (let written = 1; written <= 5; written++) {
      await chatty.chat.hear(says(`word ${written}`));
      await chatty.begun(written);
    }
    await chatty.chat.replies.idle();
    expect(chatty.speaker.finals("tavern")).toEqual(["Both, love."]);
    expect(chatty.prompts().at(-1)).toHaveLength(5);
  });

  test("is answered together with it after a restart as well, and the job of before is not taken for the reply", async () => {
    const before = await aTable({ steps: [{ hold: never }] });
    await before.chat.hear(says("any stew?"));
    await before.begun(1);
    await before.chat.hear(says("and bread?"));
    await before.begun(2);
    await before.close();

    const after = aBot("Both.", before.store);
    after.chat.replies.resume();
    await after.chat.replies.idle();
    expect(after.speaker.finals("tavern")).toEqual(["Both."]);
    const [first, second] = before.engine.started.map(({ id }) => id);
    expect(after.engine.started.map(({ id }) => id)).toEqual([second]);
    expect(first).not.toBe(second);
    expect(after.engine.started[0]?.prompt.replyPrefix).toBe(`${rosie.name}:`);
  });

  test("gets nothing of what was written for the first one alone, however close they come", async () => {
    const bot = await aTable((_, call) => `reply ${call}`);
    let joined: Promise<unknown> | undefined;
    // The second message comes at the very moment at which the first reply would be shown.
    bot.speaker.onStep = () => {
      joined ??= bot.chat.hear(says("and bread?"));
    };
    await bot.chat.hear(says("any stew?"));
    await expect.poll(() => joined).toBeDefined();
    await joined;
    await bot.chat.replies.idle();
    const finals = bot.speaker.finals("tavern");
    expect(finals.every((text, index) => text === `reply ${index}`)).toBe(true);
    expect(bot.store.conversations.owedTurns()).toEqual([]);
  });
});
