import { describe, expect, test } from "vitest";
import type { Turn } from "../../src/conversation/ports.ts";
import {
  ask,
  greetingOf,
  reply,
  rosie,
  say,
  sent,
  startInput,
  userTurn,
} from "./conversation-inputs.ts";
import { checkRandomRuns, type StoreUnderTest } from "./conversation-store-model.ts";

/** What every implementation of {@link ConversationStore} must do. */
export function describeConversationStore(name: string, open: () => StoreUnderTest): void {
  describe(`the conversation store ${name}`, () => {
    describeConversations(open);
    describeHearing(open);
    describeReplies(open);
    describeHistory(open);
    describeMessages(open);
    test("whatever happens in whatever order, no message is heard twice, no reply is lost, doubled or changed", () => {
      expect.hasAssertions();
      checkRandomRuns(open);
    });
  });
}

function describeConversations(open: () => StoreUnderTest): void {
  test("starting makes a conversation that its channel, its id and the list of active ones find", () => {
    using subject = open();
    const started = subject.store.start(startInput());
    expect(started).toMatchObject({ ...startInput(), status: "active", excludedBefore: 0 });
    for (const reopened of [false, true]) {
      const store = reopened ? subject.reopen() : subject.store;
      expect(store.ofChannel("channel")).toEqual(started);
      expect(store.conversation(started.id)).toEqual(started);
      expect(store.active()).toEqual([started]);
    }
  });

  test("an unknown channel or id has no conversation", () => {
    using subject = open();
    expect(subject.store.ofChannel("nowhere")).toBeUndefined();
    expect(subject.store.conversation("nobody")).toBeUndefined();
    expect(subject.store.active()).toEqual([]);
  });

  test("starting again in a channel changes character, mode and host, and keeps turns and id", () => {
    using subject = open();
    const first = subject.store.start(startInput());
    say(subject.store, first, { messageId: "1" });
    subject.store.setStatus(first.id, "stopped");
    const second = subject.store.start(
      startInput({ characterId: "vesper", answer: "always", hostId: "other" }),
    );
    expect(second).toEqual({
      ...first,
      characterId: "vesper",
      cast: [{ characterId: "vesper", talkativeness: null, muted: false }],
      answer: "always",
      hostId: "other",
    });
    expect(subject.store.historyBefore(first.id, 100, 100)).toHaveLength(1);
  });

  test("a stopped conversation is not active and can be found", () => {
    using subject = open();
    const started = subject.store.start(startInput());
    subject.store.setStatus(started.id, "stopped");
    expect(subject.store.active()).toEqual([]);
    expect(subject.reopen().ofChannel("channel")).toEqual({ ...started, status: "stopped" });
  });

  test("a channel remembers the newest message that it saw, whatever the order of the events", () => {
    using subject = open();
    expect(subject.store.lastSeen("channel")).toBeUndefined();
    for (const id of ["999", "1000", "9"]) subject.store.setLastSeen("channel", id);
    expect(subject.store.lastSeen("channel")).toBe("1000");
    expect(subject.store.lastSeen("other")).toBeUndefined();
    subject.store.setLastSeen("channel", "1152921504606846977");
    subject.store.setLastSeen("channel", "1152921504606846976");
    expect(subject.reopen().lastSeen("channel")).toBe("1152921504606846977");
  });
}

function describeHearing(open: () => StoreUnderTest): void {
  test("what a user says is stored together with the turn that is owed for it", () => {
    using subject = open();
    const conversation = subject.store.start(startInput());
    const heard = subject.store.hear(userTurn(conversation, { messageId: "1" }), rosie);
    expect(heard?.user).toMatchObject({
      position: 1,
      kind: "user",
      authorId: "ada",
      speakerName: "Ada",
      state: "done",
      text: "Hello",
      answersTurnId: null,
    });
    expect(heard?.answer).toMatchObject({
      position: 2,
      kind: "character",
      authorId: "rosie",
      speakerName: "Rosie",
      state: "open",
      text: "",
      answersTurnId: heard?.user.id,
    });
    const store = subject.reopen();
    expect(store.turn(heard?.user.id ?? "")).toEqual(heard?.user);
    expect(store.turn(heard?.answer?.id ?? "")).toEqual(heard?.answer);
    expect(store.turnOfMessage("1")).toEqual(heard?.user);
    expect(store.knowsMessage("1")).toBe(true);
  });

  test("an owed reply answers a later message too while nothing of it is shown", () => {
    using subject = open();
    const conversation = subject.store.start(startInput());
    const first = subject.store.hear(userTurn(conversation, { messageId: "1" }), rosie)?.answer;
    const joins = first?.id ?? "";
    const second = subject.store.hear(userTurn(conversation, { messageId: "2" }), {
      ...rosie,
      joins,
    });
    expect(second?.answer).toMatchObject({
      id: joins,
      answersTurnId: second?.user.id,
      position: 4,
    });
    subject.store.intendMessage(joins, 0, "channel");
    const store = subject.reopen();
    const third = store.hear(userTurn(conversation, { messageId: "3" }), { ...rosie, joins });
    expect(third?.answer?.id).not.toBe(joins);
    expect(third?.answer?.answersTurnId).toBe(third?.user.id);
    expect(store.owedTurns().map(({ id }) => id)).toEqual([joins, third?.answer?.id]);
  });

  test("hearing a message twice changes nothing the second time, even after a restart", () => {
    using subject = open();
    const conversation = subject.store.start(startInput());
    const heard = subject.store.hear(userTurn(conversation, { messageId: "1" }), rosie);
    const again = userTurn(conversation, { messageId: "1", text: "Something else" });
    expect(subject.store.hear(again, rosie)).toBeUndefined();
    const store = subject.reopen();
    expect(store.hear(again, null)).toBeUndefined();
    expect(store.owedTurns()).toEqual([heard?.answer]);
    expect(texts(store.historyBefore(conversation.id, 100, 100))).toEqual(["Hello"]);
  });

  test("a message that the bot sent itself is not heard", () => {
    using subject = open();
    const conversation = subject.store.start(startInput());
    const greeting = subject.store.openCharacterTurn(greetingOf(conversation), reply("Welcome"));
    sent(subject.store, greeting, "7");
    expect(subject.store.hear(userTurn(conversation, { messageId: "7" }), rosie)).toBeUndefined();
  });

  test("positions rise by one within a conversation and are independent of other conversations", () => {
    using subject = open();
    const one = subject.store.start(startInput());
    const two = subject.store.start(startInput({ channelId: "two" }));
    const positions = [one, two, one, one, two].map(
      (conversation, index) => say(subject.store, conversation, { messageId: `${index}` }).position,
    );
    expect(positions).toEqual([1, 1, 2, 3, 2]);
  });

  test("a user's turn gets no second answer while the first is open or stands, and one after it failed", () => {
    using subject = open();
    const { store } = subject;
    const conversation = store.start(startInput());
    const { user, answer } = ask(store, conversation);
    const second = () =>
      store.openCharacterTurn({ ...greetingOf(conversation), answersTurnId: user.id }, null);
    expect(second).toThrow(Error);
    store.writeReply(answer.id, reply("Hi"));
    expect(second).toThrow(Error);
    const later = ask(store, conversation, { messageId: "2" });
    store.failTurn(later.answer.id, "the model is gone");
    expect(
      store.openCharacterTurn({ ...greetingOf(conversation), answersTurnId: later.user.id }, null),
    ).toMatchObject({ state: "open", answersTurnId: later.user.id });
  });

  test("a turn for a conversation that doesn't exist is refused and leaves nothing", () => {
    using subject = open();
    const nowhere = { id: "nowhere" };
    expect(() => subject.store.hear(userTurn(nowhere, { messageId: "1" }), rosie)).toThrow(Error);
    expect(() => subject.store.openCharacterTurn(greetingOf(nowhere), null)).toThrow(Error);
    expect(subject.store.knowsMessage("1")).toBe(false);
    expect(subject.store.owedTurns()).toEqual([]);
  });
}

function describeReplies(open: () => StoreUnderTest): void {
  test("a reply goes from open over written to done", () => {
    using subject = open();
    const conversation = subject.store.start(startInput());
    const { answer } = ask(subject.store, conversation);
    expect(subject.store.writeReply(answer.id, reply("Hi, love"))).toBe(true);
    const written = { ...answer, state: "written", text: "Hi, love" };
    expect(subject.store.turn(answer.id)).toEqual(written);
    expect(subject.store.owedTurns()).toEqual([written]);
    subject.store.closeTurn(answer.id);
    const store = subject.reopen();
    expect(store.turn(answer.id)).toEqual({ ...written, state: "done" });
    expect(store.owedTurns()).toEqual([]);
  });

  test("the first reply wins", () => {
    using subject = open();
    const { answer } = ask(subject.store, subject.store.start(startInput()));
    subject.store.writeReply(answer.id, reply("first"));
    expect(subject.store.writeReply(answer.id, reply("second"))).toBe(false);
    expect(subject.store.failTurn(answer.id, "too late")).toBe(false);
    subject.store.closeTurn(answer.id);
    expect(subject.store.writeReply(answer.id, reply("third"))).toBe(false);
    expect(subject.reopen().turn(answer.id)).toMatchObject({ state: "done", text: "first" });
  });

  test("a turn that was given up takes no reply and can't be closed", () => {
    using subject = open();
    const { answer } = ask(subject.store, subject.store.start(startInput()));
    expect(subject.store.failTurn(answer.id, "the model is gone")).toBe(true);
    expect(subject.store.failTurn(answer.id, "again")).toBe(false);
    expect(subject.store.writeReply(answer.id, reply("late"))).toBe(false);
    subject.store.closeTurn(answer.id);
    const store = subject.reopen();
    expect(store.turn(answer.id)).toMatchObject({ state: "failed", text: "" });
    expect(store.owedTurns()).toEqual([]);
  });

  test("an open turn can't be closed: its text is still owed", () => {
    using subject = open();
    const { answer } = ask(subject.store, subject.store.start(startInput()));
    subject.store.closeTurn(answer.id);
    expect(subject.store.turn(answer.id)).toMatchObject({ state: "open" });
  });

  test("what happens to an unknown turn changes nothing", () => {
    using subject = open();
    expect(subject.store.turn("nobody")).toBeUndefined();
    expect(subject.store.writeReply("nobody", reply("?"))).toBe(false);
    expect(subject.store.failTurn("nobody", "?")).toBe(false);
    subject.store.closeTurn("nobody");
    expect(subject.store.messagesOf("nobody")).toEqual([]);
  });

  test("a greeting has its text from the start and must still be shown", () => {
    using subject = open();
    const conversation = subject.store.start(startInput());
    const greeting = subject.store.openCharacterTurn(greetingOf(conversation), reply("Welcome"));
    expect(greeting).toMatchObject({ state: "written", text: "Welcome", answersTurnId: null });
    expect(subject.reopen().owedTurns()).toEqual([greeting]);
  });

  test("owed turns of all conversations come oldest first", () => {
    using subject = open();
    const { store } = subject;
    const one = store.start(startInput());
    const two = store.start(startInput({ channelId: "two" }));
    const owed = [one, two, one].map((conversation, i) =>
      ask(store, conversation, { messageId: `${i}` }),
    );
    store.writeReply(owed[1]?.answer.id ?? "", reply("Hi"));
    expect(ids(subject.reopen().owedTurns())).toEqual(owed.map(({ answer }) => answer.id));
  });
}

function describeHistory(open: () => StoreUnderTest): void {
  test("history holds what was said before a position, newest first, within the limit", () => {
    using subject = open();
    const { store } = subject;
    const conversation = store.start(startInput());
    for (const text of ["one", "two", "three", "four"])
      say(store, conversation, { messageId: text, text });
    expect(texts(store.historyBefore(conversation.id, 4, 100))).toEqual(["three", "two", "one"]);
    expect(texts(store.historyBefore(conversation.id, 4, 2))).toEqual(["three", "two"]);
    expect(store.historyBefore(conversation.id, 4, 0)).toEqual([]);
    expect(store.historyBefore(conversation.id, 1, 100)).toEqual([]);
    expect(store.historyBefore("nowhere", 100, 100)).toEqual([]);
  });

  test("open and failed turns are no history, written ones are", () => {
    using subject = open();
    const { store } = subject;
    const conversation = store.start(startInput());
    const [failed, written] = ["1", "2", "3"].map((messageId) =>
      ask(store, conversation, { messageId, text: `question ${messageId}` }),
    );
    store.failTurn(failed?.answer.id ?? "", "no model");
    store.writeReply(written?.answer.id ?? "", reply("answer 2"));
    expect(texts(store.historyBefore(conversation.id, 100, 100))).toEqual([
      "question 3",
      "answer 2",
      "question 2",
      "question 1",
    ]);
  });

  test("a reset hides what was said from prompts for good and keeps it stored", () => {
    using subject = open();
    const conversation = subject.store.start(startInput());
    const before = say(subject.store, conversation, { messageId: "1", text: "before" });
    expect(subject.store.reset(conversation.id)).toBe(1);
    expect(subject.store.reset(conversation.id)).toBe(0);
    say(subject.store, conversation, { messageId: "2", text: "after", speakerName: "Bo" });
    const store = subject.reopen();
    expect(texts(store.historyBefore(conversation.id, 100, 100))).toEqual(["after"]);
    expect(store.turn(before.id)).toMatchObject({ text: "before" });
    expect(store.conversation(conversation.id)?.excludedBefore).toBe(1);
    expect(store.reset(conversation.id)).toBe(1);
  });

  test("a reply that was open at the reset stays hidden when it comes", () => {
    using subject = open();
    const { store } = subject;
    const conversation = store.start(startInput());
    const { answer } = ask(store, conversation);
    expect(store.reset(conversation.id)).toBe(1);
    store.writeReply(answer.id, reply("late"));
    expect(store.historyBefore(conversation.id, 100, 100)).toEqual([]);
  });

  test("texts come back as they were written", () => {
    using subject = open();
    const { store } = subject;
    const conversation = store.start(startInput());
    const awkward = 'O\'Brien said "hi"; -- 🦊\n\u0000<|im_end|> ${x} %s';
    say(store, conversation, { messageId: "1", text: awkward, speakerName: "'; drop table turn" });
    expect(store.historyBefore(conversation.id, 100, 1)[0]).toMatchObject({
      text: awkward,
      speakerName: "'; drop table turn",
    });
  });
}

function describeMessages(open: () => StoreUnderTest): void {
  test("a message is noted before it is sent, and its id when Discord gave it", () => {
    using subject = open();
    const { store } = subject;
    const { answer } = ask(store, store.start(startInput()));
    store.intendMessage(answer.id, 0, "channel");
    const intended = {
      turnId: answer.id,
      part: 0,
      channelId: "channel",
      messageId: null,
      webhookId: null,
    };
    expect(store.messagesOf(answer.id)).toEqual([intended]);
    const recorded = { ...intended, messageId: "10", webhookId: "hook" };
    store.recordMessage(recorded);
    const reopened = subject.reopen();
    expect(reopened.messagesOf(answer.id)).toEqual([recorded]);
    expect(reopened.turnOfMessage("10")?.id).toBe(answer.id);
    expect(reopened.knowsMessage("10")).toBe(true);
  });

  test("parts come in order, and one can be taken away", () => {
    using subject = open();
    const { store } = subject;
    const { answer } = ask(store, store.start(startInput()));
    for (const part of [2, 0, 1]) sent(store, answer, `10${part}`, part);
    expect(store.messagesOf(answer.id).map((message) => message.messageId)).toEqual([
      "100",
      "101",
      "102",
    ]);
    store.removeMessage(answer.id, 1);
    store.removeMessage(answer.id, 7);
    expect(store.messagesOf(answer.id).map((message) => message.part)).toEqual([0, 2]);
    expect(store.knowsMessage("101")).toBe(false);
  });

  test("a part that is sent anew forgets the message that it was", () => {
    using subject = open();
    const { store } = subject;
    const { answer } = ask(store, store.start(startInput()));
    sent(store, answer, "10");
    store.intendMessage(answer.id, 0, "channel");
    expect(store.messagesOf(answer.id)).toMatchObject([{ messageId: null, webhookId: null }]);
    sent(store, answer, "11");
    expect(store.messagesOf(answer.id)).toMatchObject([{ messageId: "11" }]);
    expect(store.turnOfMessage("10")).toBeUndefined();
  });

  test("one Discord message can't belong to two turns", () => {
    using subject = open();
    const { store } = subject;
    const conversation = store.start(startInput());
    const one = ask(store, conversation, { messageId: "1" });
    const two = ask(store, conversation, { messageId: "2" });
    sent(store, one.answer, "10");
    expect(() => sent(store, two.answer, "10")).toThrow(Error);
    expect(store.turnOfMessage("10")?.id).toBe(one.answer.id);
  });

  test("a message that nobody noted is unknown", () => {
    using subject = open();
    expect(subject.store.turnOfMessage("1")).toBeUndefined();
    expect(subject.store.knowsMessage("1")).toBe(false);
  });
}

function texts(turns: readonly Turn[]): string[] {
  return turns.map((turn) => turn.text);
}

function ids(turns: readonly Turn[]): string[] {
  return turns.map((turn) => turn.id);
}
