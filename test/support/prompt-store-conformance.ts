import { describe, expect, test } from "vitest";
import type { Conversation, ConversationStore, Turn } from "../../src/conversation/ports.ts";
import type { SentPrompt } from "../../src/conversation/sent-prompt.ts";
import { defaultSampling } from "../../src/generation/sampling-defaults.ts";
import { type LoreState, noLoreState } from "../../src/roleplay/lorebook/timed-effects.ts";
import { aReport } from "./a-report.ts";
import { ask, greetingOf, reply, say, startInput } from "./conversation-inputs.ts";
import type { StoreUnderTest } from "./conversation-store-model.ts";

/** What every implementation of {@link ConversationStore} must do about prompts, notes and what lorebooks remember. */
export function describePromptStore(name: string, open: () => StoreUnderTest): void {
  describe(`the conversation store ${name}, of prompts`, () => {
    test("a reply's prompt is there with its report, after a restart too", () => {
      using subject = open();
      const conversation = subject.store.start(startInput());
      const { answer } = ask(subject.store, conversation);
      expect(subject.store.lastPrompted(conversation.id)).toBeUndefined();
      const report = aReport();
      subject.store.writeReply(answer.id, { ...reply("Hi"), prompt: aPrompt("one"), report });
      const store = subject.reopen();
      expect(store.promptOf(answer.id)).toEqual({
        prompt: aPrompt("one"),
        report,
        finishReason: "stop",
      });
      expect(store.lastPrompted(conversation.id)?.id).toBe(answer.id);
    });

    test("texts that no worker wrote have no prompt", () => {
      using subject = open();
      const conversation = subject.store.start(startInput());
      const greeting = subject.store.openCharacterTurn(greetingOf(conversation), reply("Welcome"));
      const said = say(subject.store, conversation, { messageId: "1" });
      expect(subject.store.promptOf(greeting.id)).toBeUndefined();
      expect(subject.store.promptOf(said.id)).toBeUndefined();
      expect(subject.store.promptOf("nothing")).toBeUndefined();
    });

    test("the prompts of the newest 200 turns are kept, and every text is", () => {
      using subject = open();
      const conversation = subject.store.start(startInput());
      const answers = Array.from({ length: 110 }, (_, index) =>
        answered(subject.store, conversation, `${index}`),
      );
      const kept = answers.filter(({ id }) => subject.store.promptOf(id) !== undefined);
      expect(kept.map(({ id }) => id)).toEqual(answers.slice(-100).map(({ id }) => id));
      expect(subject.store.historyBefore(conversation.id, 1000, 1000)).toHaveLength(220);
    });

    test("the facts of the newest earlier prompt are known", () => {
      using subject = open();
      const conversation = subject.store.start(startInput());
      const facts = (position: number) => subject.store.promptFacts(conversation.id, position);
      const first = answered(subject.store, conversation, "1");
      const second = answered(subject.store, conversation, "2");
      expect(facts(first.position)).toBeUndefined();
      expect(facts(second.position)).toEqual({
        charactersPerToken: 4,
        historyTrimmed: true,
        includedTurns: 1,
        firstTurn: "new",
        standingLore: [
          { text: "The goat is called Ash.", beforeTurn: "new" },
          { text: "What Rosie remembers:\n- Ada: hey (today)", beforeTurn: "new", memory: true },
        ],
        recalled: [{ kind: "turn", text: "Ada: hey (today)", turnId: "t1", authorId: "ada" }],
      });
    });
  });

  describe(`the conversation store ${name}, of what lorebooks remember`, () => {
    test("it is stored together with the reply, and not with one that comes too late", () => {
      using subject = open();
      const conversation = subject.store.start(startInput());
      expect(subject.store.loreState(conversation.id)).toEqual(noLoreState);
      const { answer } = ask(subject.store, conversation);
      subject.store.writeReply(answer.id, { ...reply("Hi"), loreState: stickyUntil(4) });
      expect(subject.reopen().loreState(conversation.id)).toEqual(stickyUntil(4));
      subject.reopen().writeReply(answer.id, { ...reply("Hi again"), loreState: stickyUntil(9) });
      expect(subject.reopen().loreState(conversation.id)).toEqual(stickyUntil(4));
      const next = ask(subject.reopen(), conversation, { messageId: "2" });
      subject.reopen().writeReply(next.answer.id, reply("No lore took part"));
      expect(subject.reopen().loreState(conversation.id)).toEqual(stickyUntil(4));
    });

    test("a reset forgets it, and a reply that was under way doesn't bring it back", () => {
      using subject = open();
      const { store } = subject;
      const conversation = store.start(startInput());
      const first = ask(store, conversation);
      store.writeReply(first.answer.id, { ...reply("Hi"), loreState: stickyUntil(4) });
      const second = ask(store, conversation, { messageId: "2" });
      store.reset(conversation.id);
      expect(store.loreState(conversation.id)).toEqual(noLoreState);
      store.writeReply(second.answer.id, { ...reply("Late"), loreState: stickyUntil(9) });
      expect(subject.reopen().loreState(conversation.id)).toEqual(noLoreState);
    });

    test("turns are counted as a prompt may show them", () => {
      using subject = open();
      const { store } = subject;
      const conversation = store.start(startInput());
      const counts = (position = 1000) => store.turnCounts(conversation.id, position);
      expect(counts()).toEqual({ user: 0, character: 0 });
      const { answer } = ask(store, conversation);
      say(store, conversation, { messageId: "2" });
      expect(counts()).toEqual({ user: 2, character: 0 });
      store.writeReply(answer.id, reply("Hi"));
      expect(counts()).toEqual({ user: 2, character: 1 });
      expect(counts(answer.position)).toEqual({ user: 1, character: 0 });
      store.reset(conversation.id);
      expect(counts()).toEqual({ user: 0, character: 0 });
    });
  });

  test(`the conversation store ${name} keeps the author's note, over resets and restarts, until it is taken away`, () => {
    using subject = open();
    const { id } = subject.store.start(startInput());
    expect(subject.store.authorsNote(id)).toBeUndefined();
    const note = { text: "Be brief.", depth: 2, interval: 1, role: "system" } as const;
    subject.store.setAuthorsNote(id, note, "ada");
    subject.store.setAuthorsNote(id, { ...note, depth: 3 }, "ada");
    subject.store.reset(id);
    expect(subject.reopen().authorsNote(id)).toEqual({ ...note, depth: 3 });
    subject.reopen().clearAuthorsNote(id);
    expect(subject.reopen().authorsNote(id)).toBeUndefined();
  });
}

function answered(store: ConversationStore, conversation: Conversation, messageId: string): Turn {
  const { answer } = ask(store, conversation, { messageId });
  const swipe = { ...reply("Hi"), prompt: aPrompt(messageId), report: aReport() };
  store.writeReply(answer.id, swipe);
  return answer;
}

/** The sections that a report of {@link aReport} has included have 152 characters. */
function aPrompt(stop: string): SentPrompt {
  return {
    sections: [
      { id: "history:old", role: "user", text: "Long ago." },
      { id: "main", role: "system", text: "x".repeat(80) },
      { id: "lore:triggered", role: "system", text: "The goat is called Ash." },
      { id: "memory:recall", role: "system", text: "What Rosie remembers:\n- Ada: hey (today)" },
      { id: "history:new", role: "user", text: "Just now." },
    ],
    replyPrefix: "Rosie:",
    stop: [stop],
    sampling: { ...defaultSampling, seed: 7 },
    maxTokens: 100,
    lore: null,
    memory: [
      { kind: "fact", text: "Rosie can't whistle.", turnId: null },
      { kind: "turn", text: "Ada: hey (today)", turnId: "t1", authorId: "ada" },
    ],
  };
}

function stickyUntil(end: number): LoreState {
  return { ...noLoreState, sticky: { "book/1": { start: 1, end, protected: false } } };
}
