import { describe, expect, test } from "vitest";
import { DeliveryError } from "../../../src/conversation/delivery.ts";
import { blankPersona } from "../../../src/conversation/personas/persona.ts";
import type { StoredValues } from "../../../src/conversation/settings/settings-store.ts";
import type { Deed } from "../../../src/conversation/swipes/turn-service.ts";
import { deferred } from "../../../src/lib/deferred.ts";
import { OperationalError } from "../../../src/lib/errors.ts";
import { aBot, rosie, says, silas } from "../../support/chat-bot.ts";
import { openMemoryStore } from "../../support/memory-store.ts";

describe("a chat", () => {
  test("greets, hears and answers", async () => {
    const bot = aBot();
    await bot.start({ greeting: 0 });
    expect(await bot.chat.hear(says("any stew?"))).toEqual({ answered: true, because: "always" });
    await bot.chat.replies.idle();
    expect(bot.speaker.finals("tavern")).toEqual(["Come in, Tom.", "Of course, love."]);
    expect(bot.engine.started[0]?.prompt.sections.map((section) => section.text)).toEqual([
      "Write Rosie Oakhart's next reply in a fictional chat between Rosie Oakhart and Tom.",
      "Rosie Oakhart: Come in, Tom.",
      "Tom: any stew?",
    ]);
  });

  test("posts the greeting that was chosen, and refuses one that isn't there", async () => {
    const bot = aBot();
    await expect(bot.start({ greeting: 2 })).rejects.toThrow("Rosie Oakhart has 2 greeting(s)");
    await bot.start({ greeting: 1 });
    await bot.chat.replies.idle();
    expect(bot.speaker.finals("tavern")).toEqual(["Eat first, Tom."]);
  });

  test("greets by the persona that who starts it uses there", async () => {
    const bot = aBot();
    const aurelia = bot.store.personas.add("tom", { ...blankPersona, name: "Aurelia" });
    const scope = { kind: "channel", channelId: "tavern" } as const;
    bot.store.personas.choose("tom", { scope, personaId: aurelia.id });
    await bot.start({ greeting: 0 });
    await bot.start({ greeting: 0, channelId: "kitchen" });
    await bot.start({ greeting: 0, channelId: "cellar", hostId: "ada", hostName: "Ada" });
    const entrance = { characterId: rosie.id, greeting: 1, starterId: "tom", hostName: "Tom" };
    bot.chat.cast.greet("tavern", entrance);
    await bot.chat.replies.idle();
    expect(bot.speaker.finals("tavern")).toEqual(["Come in, Aurelia.", "Eat first, Aurelia."]);
    expect(bot.speaker.finals("kitchen")).toEqual(["Come in, Tom."]);
    expect(bot.speaker.finals("cellar")).toEqual(["Come in, Ada."]);
  });

  test("doesn't greet again where it goes on", async () => {
    const bot = aBot();
    await bot.start({ greeting: 0 });
    await bot.chat.stop("tavern");
    const again = await bot.start({ greeting: 0 });
    await bot.chat.replies.idle();
    expect(again.fresh).toBe(false);
    expect(bot.speaker.finals("tavern")).toEqual(["Come in, Tom."]);
  });

  test("a reply with nothing to add stays as it is, which only who asked is told", async () => {
    const bot = aBot((_, call) => ["Of course, love.", "", "", " With bread."][call] ?? "");
    await bot.start();
    await bot.chat.hear(says("any stew?"));
    await bot.chat.replies.idle();
    const tom = { userId: "tom", manages: false };
    const goOn = () => bot.chat.turns.settled(doneIn(bot.chat.turns.goOnIn("tavern", tom)));
    expect(await goOn()).toBe("nothing-to-add");
    expect(bot.speaker.finals("tavern").at(-1)).toBe("Of course, love.");
    expect(bot.engine.started.map(({ leastTokens }) => leastTokens)).toEqual([undefined, 8, 8]);
    expect(await goOn()).toBe("shown");
    expect(bot.speaker.finals("tavern").at(-1)).toBe("Of course, love. With bread.");
  });

  test("answers a message once, however often it is heard", async () => {
    const bot = aBot();
    await bot.start();
    const message = says("hello");
    await Promise.all([bot.chat.hear(message), bot.chat.hear(message), bot.chat.hear(message)]);
    await bot.chat.replies.idle();
    expect(bot.speaker.finals("tavern")).toEqual(["Of course, love."]);
  });

  test("answers a burst in order, each reply knowing the ones before it", async () => {
    const bot = aBot((_, call) => `reply ${call}`);
    await bot.start();
    const burst = Array.from({ length: 30 }, (_, index) => says(`message ${index}`));
    await Promise.all(burst.map((message) => bot.chat.hear(message)));
    await bot.chat.replies.idle();
    expect(bot.speaker.finals("tavern")).toEqual(burst.map((_, index) => `reply ${index}`));
    const lastPrompt = bot.engine.started.at(-1)?.prompt.sections.map((section) => section.text);
    expect(lastPrompt).toContain("Rosie Oakhart: reply 28");
    expect(lastPrompt?.at(-1)).toBe("Tom: message 29");
  });

  test("works on different conversations side by side", async () => {
    const gate = deferred();
    const bot = aBot((request) =>
      request.prompt.sections.some((section) => section.text.includes("slow"))
        ? { steps: [{ hold: gate.promise }, { text: "at last" }] }
        : "at once",
    );
    await bot.start();
    await bot.start({ channelId: "kitchen" });
    await bot.chat.hear(says("slow"));
    await bot.chat.hear(says("quick", { channelId: "kitchen" }));
    await expect.poll(() => bot.speaker.finals("kitchen")).toEqual(["at once"]);
    expect(bot.speaker.finals("tavern")).toEqual([]);
    gate.resolve();
    await bot.chat.replies.idle();
    expect(bot.speaker.finals("tavern")).toEqual(["at last"]);
  });

  test("never shows what the model says for someone else", async () => {
    const bot = aBot("Here you are.\nTom: Thank you!\nRosie Oakhart: Anything else?");
    await bot.start();
    await bot.chat.hear(says("stew please"));
    await bot.chat.replies.idle();
    expect(bot.speaker.finals("tavern")).toEqual(["Here you are."]);
    expect(bot.speaker.deliveries[0]?.shown.join("\n")).not.toContain("Tom");
  });

  test("shows a text as it grows, or as a whole where that is so set", async () => {
    const grows = async (places: StoredValues) => {
      const gate = deferred();
      const steps = [{ text: "Here " }, { hold: gate.promise }, { text: "you are." }];
      const replies = (_: unknown, call: number) => (call === 0 ? { steps } : "Of course.");
      const bot = aBot(replies, openMemoryStore(), {}, places);
      await bot.start();
      await bot.chat.hear(says("stew please"));
      await expect.poll(() => bot.engine.started.length).toBe(1);
      // What is said elsewhere is answered meanwhile: the text has had its time to be shown.
      await bot.start({ channelId: "kitchen" });
      await bot.chat.hear(says("and here?", { channelId: "kitchen" }));
      await expect.poll(() => bot.speaker.finals("kitchen")).toEqual(["Of course."]);
      gate.resolve();
      await bot.chat.replies.idle();
      return bot.speaker.deliveries[0]?.shown;
    };
    expect((await grows({}))?.length).toBeGreaterThan(1);
    expect(await grows({ streaming: false })).toEqual(["Here you are."]);
  });

  test("asks for no more tokens than are set for the place, and never for more than who runs it allows", async () => {
    const most = async (replyTokens: number) => {
      const bot = aBot("Aye.", openMemoryStore(), {}, { replyTokens });
      await bot.start();
      await bot.chat.hear(says("stew please"));
      await bot.chat.replies.idle();
      return bot.engine.started[0]?.maxTokens;
    };
    expect([await most(0), await most(40), await most(4000)]).toEqual([100, 40, 100]);
  });

  test("asks once more when a reply is empty", async () => {
    const bot = aBot(["   ", "Now then."]);
    await bot.start();
    await bot.chat.hear(says("hello"));
    await bot.chat.replies.idle();
    expect(bot.speaker.finals("tavern")).toEqual(["Now then."]);
  });

  test("says so when there is no reply, and goes on with the next message", async () => {
    const bot = aBot((_, call) => (call < 2 ? "" : "Better."));
    await bot.start();
    await bot.chat.hear(says("hello"));
    await bot.chat.hear(says("hello again"));
    await bot.chat.replies.idle();
    expect(bot.speaker.finals("tavern")).toEqual([
      "⚠ The model had nothing to say. Please try again.",
      "Better.",
    ]);
  });

  test("shows a failure of the engine as a notice that never enters a prompt", async () => {
    const failure = {
      code: "prompt-too-long",
      message: "The card is longer than the model's context.",
      retryable: false,
    } as const;
    const bot = aBot((_, call) => (call === 0 ? { steps: [{ fail: failure }] } : "Fine."));
    await bot.start();
    await bot.chat.hear(says("one"));
    await bot.chat.hear(says("two"));
    await bot.chat.replies.idle();
    expect(bot.speaker.finals("tavern")).toEqual([
      "⚠ The card is longer than the model's context.",
      "Fine.",
    ]);
    expect(bot.engine.started[1]?.prompt.sections.map((section) => section.text)).toEqual([
      expect.any(String),
      "Tom: one",
      "Tom: two",
    ]);
  });

  test("another character takes over with the memory of the chat", async () => {
    const bot = aBot();
    await bot.start();
    await bot.chat.hear(says("hello"));
    await bot.chat.replies.idle();
    bot.chat.use("tavern", silas.id);
    await bot.chat.hear(says("and you?"));
    await bot.chat.replies.idle();
    const prompt = bot.engine.started[1]?.prompt;
    expect(prompt?.replyPrefix).toBe("Silas Crane:");
    expect(prompt?.sections.slice(1).map(({ role, text }) => [role, text])).toEqual([
      ["user", "Tom: hello"],
      ["user", "Rosie Oakhart: Of course, love."],
      ["user", "Tom: and you?"],
    ]);
    expect(bot.engine.started[1]?.stop).toContain("\nRosie Oakhart:");
  });

  test("a reset hides what was said from the next prompt and cancels what runs", async () => {
    const bot = aBot((_, call) =>
      call === 0 ? { steps: [{ text: "Once" }, { hold: new Promise(() => {}) }] } : "Fresh.",
    );
    await bot.start();
    await bot.chat.hear(says("the secret word is teapot"));
    await expect.poll(() => bot.engine.started.length).toBe(1);
    expect((await bot.chat.reset("tavern")).hiddenTurns).toBeGreaterThan(0);
    await bot.chat.hear(says("hello"));
    await bot.chat.replies.idle();
    expect(JSON.stringify(bot.engine.started[1]?.prompt)).not.toContain("teapot");
    expect(bot.speaker.finals("tavern").at(-1)).toBe("Fresh.");
  });

  test("a stop silences the character until the next start, also for messages that wait", async () => {
    const bot = aBot({ steps: [{ hold: new Promise(() => {}) }] });
    await bot.start();
    await bot.chat.hear(says("one"));
    await bot.chat.hear(says("two"));
    await expect.poll(() => bot.engine.started.length).toBe(1);
    await bot.chat.stop("tavern");
    await bot.chat.replies.idle();
    expect(bot.engine.started).toHaveLength(1);
    expect(bot.speaker.finals("tavern")).toEqual(["-# Stopped."]);
    expect(await bot.chat.hear(says("three"))).toEqual({ answered: false, because: "stopped" });
    await expect(bot.chat.stop("tavern")).rejects.toThrow("no chat here to stop");
  });

  test("a channel that is deleted in mid-reply stops the generation and the conversation", async () => {
    const bot = aBot({ steps: [{ hold: new Promise(() => {}) }] });
    await bot.start();
    bot.speaker.onStep = () => {
      throw new DeliveryError("channel-gone", "The channel is gone.");
    };
    await bot.chat.hear(says("hello"));
    await bot.chat.replies.idle();
    expect(bot.chat.conversationOf("tavern")?.conversation.status).toBe("stopped");
    expect(bot.store.conversations.owedTurns()).toEqual([]);
  });

  test("commands where no chat is end in a clear error", async () => {
    const bot = aBot();
    await expect(bot.chat.reset("tavern")).rejects.toThrow("/chat start");
    await expect(bot.start({ characterId: "nobody" })).rejects.toThrow("/character list");
  });
});

describe("in bad times", () => {
  test("a disk without room is waited out: the reply is the same one, in the same message", async () => {
    const store = openMemoryStore();
    let full = true;
    const refused = deferred();
    const bot = aBot((_, call) => `reply ${call}`, store, {
      writeReply: (...written) => {
        if (!full) return store.conversations.writeReply(...written);
        refused.resolve();
        throw new OperationalError("database-disk-full", "No space.", { retryable: true });
      },
    });
    await bot.start();
    await bot.chat.hear(says("hello"));
    await refused.promise;
    await bot.clock.someoneSleeps();
    expect(bot.speaker.finals("tavern")).toEqual([]);
    full = false;
    bot.clock.advance(60_000);
    await bot.chat.replies.idle();
    expect(bot.speaker.finals("tavern")).toEqual(["reply 0"]);
    expect(bot.engine.started).toHaveLength(1);
    expect(new Set(bot.speaker.deliveries.map(({ messageId }) => messageId)).size).toBe(1);
  });

  test("a Discord that can't be reached is waited out, without generating again", async () => {
    const bot = aBot((_, call) => `reply ${call}`);
    await bot.start();
    let down = true;
    const refused = deferred();
    bot.speaker.onStep = (step) => {
      if (!down || step !== "finish") return;
      refused.resolve();
      throw new DeliveryError("discord-failed", "Discord is down.");
    };
    await bot.chat.hear(says("one"));
    await bot.chat.hear(says("two"));
    await refused.promise;
    await bot.clock.someoneSleeps();
    down = false;
    bot.clock.advance(60_000);
    await bot.chat.replies.idle();
    expect(bot.speaker.finals("tavern")).toEqual(["reply 0", "reply 1"]);
    expect(bot.engine.started).toHaveLength(2);
  });

  test("what nobody foresaw is told with an id, and the next message is answered", async () => {
    const store = openMemoryStore();
    let broken = true;
    const bot = aBot("Fine.", store, {
      turnCounts: (id, position) => {
        if (broken) throw new TypeError("nobody foresaw this");
        return store.conversations.turnCounts(id, position);
      },
    });
    await bot.start();
    await bot.chat.hear(says("one"));
    await bot.chat.replies.idle();
    broken = false;
    await bot.chat.hear(says("two"));
    await bot.chat.replies.idle();
    expect(bot.speaker.finals("tavern")).toEqual([
      expect.stringMatching(/^⚠ Something went wrong here.*id-\d+/),
      "Fine.",
    ]);
  });
});

describe("after a restart", () => {
  test("a turn that was open is asked again and answered in the same message", async () => {
    const before = aBot({ steps: [{ text: "I was say" }, { hold: new Promise(() => {}) }] });
    await before.start();
    await before.chat.hear(says("hello"));
    await expect.poll(() => before.engine.started.length).toBe(1);
    await before.close();
    expect(before.store.conversations.owedTurns()).toHaveLength(1);

    const after = aBot("I was saying: hello.", before.store);
    expect(after.chat.replies.resume()).toBe(1);
    await after.chat.replies.idle();
    expect(after.speaker.finals("tavern")).toEqual(["I was saying: hello."]);
    expect(after.speaker.deliveries[0]?.messageId).toBe(before.speaker.deliveries[0]?.messageId);
    expect(after.store.conversations.owedTurns()).toEqual([]);
  });

  test("a reply that was written but not shown is shown, and not generated again", async () => {
    const before = aBot("The one and only.");
    await before.start();
    const refused = deferred();
    before.speaker.onStep = (step) => {
      if (step !== "finish") return;
      refused.resolve();
      throw new DeliveryError("discord-failed", "Discord is down.");
    };
    await before.chat.hear(says("hello"));
    await refused.promise;
    await before.close();

    const after = aBot("Another one.", before.store);
    after.chat.replies.resume();
    await after.chat.replies.idle();
    expect(after.speaker.finals("tavern")).toEqual(["The one and only."]);
    expect(after.engine.started).toEqual([]);
  });

  test("a channel in which nothing was said yet is known to have been listened to since the start", async () => {
    const bot = aBot();
    await bot.start();
    expect(bot.store.conversations.lastSeen("tavern")).toBe("100");
  });

  test("messages that were heard before are not answered again", async () => {
    const before = aBot();
    await before.start();
    const message = says("hello");
    await before.chat.hear(message);
    await before.chat.replies.idle();
    await before.close();

    const after = aBot("Again?", before.store);
    after.chat.replies.resume();
    expect(await after.chat.hear(message)).toEqual({ answered: false, because: "known-already" });
    expect(after.store.conversations.lastSeen("tavern")).toBe(message.messageId);
  });
});

function doneIn(deed: Deed): string {
  if (deed.kind !== "done") throw new Error("the deed asks something");
  return deed.turnId;
}
