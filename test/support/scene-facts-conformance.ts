import { describe, expect, test } from "vitest";
import type { Conversation, ConversationStore, Turn } from "../../src/conversation/ports.ts";
import type { VariableChanges } from "../../src/conversation/scene/chat-variables.ts";
import type { SceneStore } from "../../src/conversation/scene/scene-store.ts";
import { ask, greetingOf, reply, say, startInput } from "./conversation-inputs.ts";

export interface ScenesUnderTest extends Disposable {
  readonly conversations: ConversationStore;
  readonly scenes: SceneStore;
  setTime(ms: number): void;
  /** The same after a restart. */
  reopen(): SceneStore;
}

/** What every implementation of {@link SceneStore} must do. */
export function describeSceneStore(name: string, open: () => ScenesUnderTest): void {
  describe(`the scene store ${name}`, () => {
    test("people come once for each persona and name, in the order in which they first spoke", () => {
      using subject = open();
      const { conversations: store } = subject;
      const here = store.start(startInput());
      say(store, store.start(startInput({ channelId: "two" })), { messageId: "x" });
      expect(factsOf(subject.scenes, here).speakers).toEqual([]);
      const said: [authorId: string, name: string, personaId: string | null][] = [
        ["zoe", "Zoe", null],
        ["ada", "Ada", null],
        ["zoe", "Captain", "p1"],
        ["ada", "Ada", null],
        ["bo", "Ada", null],
        ["zoe", "Admiral", "p1"],
      ];
      for (const [index, [authorId, speakerName, personaId]] of said.entries())
        say(store, here, { messageId: `${index}`, authorId, speakerName, personaId });
      const { speakers } = factsOf(subject.reopen(), here);
      expect(
        speakers.map((each) => [each.authorId, each.personaId, each.name, each.lastPosition]),
      ).toEqual([
        ["zoe", null, "Zoe", 1],
        ["ada", null, "Ada", 4],
        ["zoe", "p1", "Captain", 3],
        ["bo", null, "Ada", 5],
        ["zoe", "p1", "Admiral", 6],
      ]);
      expect(factsOf(subject.scenes, here, 3).speakers.map(({ name: each }) => each)).toEqual([
        "Zoe",
        "Ada",
      ]);
    });

    test("nobody whom a reset has hidden takes part", () => {
      using subject = open();
      const here = subject.conversations.start(startInput());
      say(subject.conversations, here, { messageId: "1" });
      subject.conversations.reset(here.id);
      say(subject.conversations, here, { messageId: "2", authorId: "bo", speakerName: "Bo" });
      const { speakers, greeting } = factsOf(subject.scenes, here);
      expect(speakers.map(({ name: each }) => each)).toEqual(["Bo"]);
      expect(greeting).toBeNull();
    });

    test("the greeting is the one that the chat began with, until a reset", () => {
      using subject = open();
      const { conversations: store } = subject;
      const here = store.start(startInput());
      store.openCharacterTurn(greetingOf(here), { ...reply("Welcome"), greeting: 2 });
      say(store, here, { messageId: "1" });
      expect(factsOf(subject.reopen(), here).greeting).toBe(2);
      store.reset(here.id);
      say(store, here, { messageId: "2" });
      expect(factsOf(subject.scenes, here).greeting).toBeNull();
    });

    test("says when a person wrote last before the newest turn, and which text of it counts", () => {
      using subject = open();
      const { conversations: store } = subject;
      const here = store.start(startInput());
      expect(factsOf(subject.scenes, here)).toMatchObject({ lastUserAt: null, swipes: null });
      for (const at of [5_000, 9_000]) {
        subject.setTime(at);
        say(store, here, { messageId: `${at}` });
      }
      expect(factsOf(subject.scenes, here)).toMatchObject({
        lastUserAt: 5_000,
        swipes: { current: 1, count: 1 },
      });
    });

    test("variables are kept with the reply whose prompt set them, after a restart too", () => {
      using subject = open();
      const here = subject.conversations.start(startInput());
      write(subject, here, "1", { chat: { mood: "merry" }, shared: {} });
      write(subject, here, "2", { chat: { mood: "sad", day: "2" }, shared: {} });
      const { variables } = factsOf(subject.reopen(), here);
      expect(variables.chat).toEqual({ mood: "sad", day: "2" });
    });

    test("a turn that is asked for again sees the variables as they were before it", () => {
      using subject = open();
      const here = subject.conversations.start(startInput());
      write(subject, here, "1", { chat: { visits: "1" }, shared: {} });
      const second = write(subject, here, "2", { chat: { visits: "2" }, shared: {} });
      expect(subject.scenes.factsBefore(second).variables.chat).toEqual({ visits: "1" });
      expect(factsOf(subject.scenes, here).variables.chat).toEqual({ visits: "2" });
    });

    test("shared variables are the server's; chats of a direct message share with nobody", () => {
      using subject = open();
      const { conversations: store } = subject;
      const here = store.start(startInput());
      const there = store.start(startInput({ channelId: "two" }));
      const direct = store.start(startInput({ channelId: "three", guildId: null }));
      write(subject, here, "1", { chat: {}, shared: { day: "1" } });
      write(subject, there, "2", { chat: {}, shared: { season: "spring" } });
      write(subject, direct, "3", { chat: {}, shared: { day: "9" } });
      const shared = (conversation: Conversation) =>
        factsOf(subject.scenes, conversation).variables.shared;
      expect(shared(here)).toEqual({ day: "1", season: "spring" });
      expect(shared(direct)).toEqual({ day: "9" });
    });

    test("a reset forgets the chat's variables, and a reply to what it hid brings none back", () => {
      using subject = open();
      const { conversations: store } = subject;
      const here = store.start(startInput());
      write(subject, here, "1", { chat: { mood: "merry" }, shared: {} });
      const { answer } = ask(store, here, { messageId: "2" });
      store.reset(here.id);
      store.writeReply(answer.id, { ...reply("Hi"), variables: { chat: { a: "b" }, shared: {} } });
      expect(factsOf(subject.scenes, here).variables.chat).toEqual({});
    });
  });
}

function factsOf(scenes: SceneStore, { id }: Conversation, position = 1000) {
  return scenes.factsBefore({ id: "next", conversationId: id, position });
}

function write(
  { conversations }: ScenesUnderTest,
  conversation: Conversation,
  messageId: string,
  variables: VariableChanges,
): Turn {
  const { answer } = ask(conversations, conversation, { messageId });
  conversations.writeReply(answer.id, { ...reply("Hi"), variables });
  return answer;
}
