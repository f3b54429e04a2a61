import { describe, expect, test } from "vitest";
import type { ScriptedReplies } from "../../../../src/generation/scripted-reply.ts";
import { aBot, says } from "../../../support/chat-bot.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";

const never = new Promise<never>(() => {});

/** Says nothing to the first requests, and something to those after them. */
function silentAtFirst(requests: number): ScriptedReplies {
  return (_, call) => (call < requests ? { steps: [{ hold: never }] } : "Aye, love.");
}

/** Rosie, who answers everything, as people have her who have set nothing. */
async function aTable(replies: ScriptedReplies) {
  const bot = aBot(replies, openMemoryStore(), {}, { together: true });
  bot.speaker.waitsForText = true;
  await bot.start();
  const prompts = () =>
    bot.engine.started.map(({ prompt }) => prompt.sections.slice(1).map(({ text }) => text));
  const begun = (count: number) => expect.poll(() => bot.engine.started.length).toBe(count);
  /** What stands in the end; a reply that was taken away is nothing. */
  const standing = () => bot.speaker.finals("tavern").filter((text) => text !== "");
  return { ...bot, prompts, begun, standing };
}

describe("of messages in a row that one reply answers", () => {
  test("the last one may be deleted: the reply answers those before it", async () => {
    const { chat, standing, prompts, begun } = await aTable(silentAtFirst(2));
    await chat.hear(says("any stew?"));
    await begun(1);
    const slip = says("adn bread?");
    await chat.hear(slip);
    await begun(2);
    await chat.forget([slip.messageId]);
    await chat.replies.idle();
    expect(standing()).toEqual(["Aye, love."]);
    expect(prompts().at(-1)).toEqual(["Tom: any stew?"]);
  });

  test("all may be deleted, one after another: nobody answers", async () => {
    const { chat, standing, begun, store } = await aTable(silentAtFirst(9));
    const said = [says("any stew?"), says("and bread?")];
    for (const [index, message] of said.entries()) {
      await chat.hear(message);
      await begun(index + 1);
    }
    await chat.forget([said[1]?.messageId ?? ""]);
    await begun(3);
    await chat.forget([said[0]?.messageId ?? ""]);
    await chat.replies.idle();
    expect(standing()).toEqual([]);
    expect(store.conversations.owedTurns()).toEqual([]);
  });

  test("what called nobody before is not answered in the place of what did", async () => {
    const { chat, start, standing, begun, store } = await aTable(silentAtFirst(9));
    await start({ answer: "addressed" });
    await chat.hear(says("nice weather"));
    const called = says("Rosie?");
    await chat.hear(called);
    await begun(1);
    await chat.forget([called.messageId]);
    await chat.replies.idle();
    expect(standing()).toEqual([]);
    expect(store.conversations.owedTurns()).toEqual([]);
  });
});

describe("a message that is edited", () => {
  test("before anything of the reply is shown is answered as it is then", async () => {
    const { chat, standing, prompts, begun } = await aTable(silentAtFirst(1));
    const said = says("any stwe?");
    await chat.hear(said);
    await begun(1);
    await chat.reword({ ...said, text: "any stew?" });
    await chat.replies.idle();
    expect(prompts()).toEqual([["Tom: any stwe?"], ["Tom: any stew?"]]);
    expect(standing()).toEqual(["Aye, love."]);
  });

  test("so that all of it stands beside the story is as if it were deleted", async () => {
    const { chat, standing, prompts, begun } = await aTable(silentAtFirst(1));
    const said = says("any stew?");
    await chat.hear(said);
    await begun(1);
    await chat.reword({ ...said, text: "// wrong channel" });
    await chat.replies.idle();
    expect(standing()).toEqual([]);
    await chat.hear(says("good evening", { authorId: "mara", authorName: "Mara" }));
    await chat.replies.idle();
    expect(prompts().at(-1)).toEqual(["Mara: good evening"]);
  });
});
