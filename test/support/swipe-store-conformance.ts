import { describe, expect, test } from "vitest";
import type { ConversationStore } from "../../src/conversation/ports.ts";
import type { SwipeOrder } from "../../src/conversation/swipes/owed-swipe.ts";
import type { SwipeStore } from "../../src/conversation/swipes/swipe-store.ts";
import { ask, reply, say, startInput } from "./conversation-inputs.ts";

export interface SwipesUnderTest extends Disposable {
  readonly store: ConversationStore;
  readonly swipes: SwipeStore;
}

/** What every implementation of {@link SwipeStore} must do. */
export function describeSwipeStore(name: string, open: () => SwipesUnderTest): void {
  describe(`the swipe store ${name}`, () => {
    test("a turn owes its first text from the start, under its own id", () => {
      using subject = open();
      const { answer } = ask(subject.store, subject.store.start(startInput()));
      expect(subject.swipes.owed(answer.id)).toMatchObject({ jobId: answer.id, kind: "reply" });
      subject.store.writeReply(answer.id, reply("Hi"));
      expect(subject.swipes.owed(answer.id)).toBeUndefined();
    });

    test("an open turn is made to answer another turn that has no answer, under another id", () => {
      using subject = open();
      const { store, swipes } = subject;
      const conversation = store.start(startInput());
      const said = say(store, conversation, { messageId: "1" });
      const { user, answer } = ask(store, conversation, { messageId: "2" });
      const answered = ask(store, conversation, { messageId: "3" });
      expect(swipes.turnTo(answer.id, answered.user.id)).toBeUndefined();
      expect(store.turn(answer.id)?.answersTurnId).toBe(user.id);
      expect(swipes.turnTo(answer.id, said.id)).toMatchObject({ jobId: answer.id });
      expect(store.turn(answer.id)?.answersTurnId).toBe(said.id);
      expect(swipes.owed(answer.id)?.jobId).not.toBe(answer.id);
      store.writeReply(answer.id, reply("Hi"));
      expect(swipes.turnTo(answer.id, user.id)).toBeUndefined();
    });

    test("another text is owed under an id of its own while the turn keeps the one it has, and then counts", () => {
      using subject = open();
      const { store, swipes, turnId } = withReply(subject);
      const owed = swipes.owe(order(swipes, turnId));
      expect(owed?.jobId).not.toBe(turnId);
      expect(store.turn(turnId)).toMatchObject({ state: "done", text: "one" });
      expect(store.owedTurns().map(({ id }) => id)).toEqual([turnId]);
      store.writeReply(turnId, reply("two"));
      expect(store.turn(turnId)).toMatchObject({ state: "written", text: "two" });
      expect(swipes.face(turnId)).toMatchObject({ number: 2, count: 2 });
    });

    test("a stale order, a second one and one for a turn that is gone change nothing", () => {
      using subject = open();
      const { swipes, turnId } = withReply(subject);
      const stale = { ...order(swipes, turnId), revision: 99 };
      expect(swipes.owe(stale)).toBeUndefined();
      const seen = order(swipes, turnId);
      expect(swipes.owe(seen)).toBeDefined();
      expect(swipes.owe(seen)).toBeUndefined();
      expect(swipes.owe({ ...order(swipes, turnId) })).toBeUndefined();
      swipes.remove([turnId]);
      expect(swipes.owe(order(swipes, turnId))).toBeUndefined();
    });

    test("a text that is given up leaves the one before, with a notice until another is there", () => {
      using subject = open();
      const { store, swipes, turnId } = withReply(subject);
      swipes.owe(order(swipes, turnId));
      expect(store.failTurn(turnId, "empty-reply", { code: "nothing-to-say" })).toBe(true);
      expect(swipes.face(turnId)).toMatchObject({
        notice: { code: "nothing-to-say" },
        number: 1,
        owed: undefined,
      });
      expect(store.turn(turnId)).toMatchObject({ state: "written", text: "one" });
      swipes.owe(order(swipes, turnId));
      store.writeReply(turnId, reply("two"));
      expect(swipes.face(turnId)?.notice).toBeNull();
    });

    test("a continuation takes the place of the text that it goes on from", () => {
      using subject = open();
      const { store, swipes, turnId } = withReply(subject);
      swipes.owe({ ...order(swipes, turnId), kind: "continue", keptLength: 3 });
      store.writeReply(turnId, reply("one more"));
      expect(store.turn(turnId)?.text).toBe("one more");
      expect(swipes.face(turnId)).toMatchObject({ number: 1, count: 1, continuedFrom: 3 });
    });

    test("choosing and editing count at once, owe their showing, and make what was seen stale", () => {
      using subject = open();
      const { store, swipes, turnId } = withReply(subject);
      swipes.owe(order(swipes, turnId));
      store.writeReply(turnId, reply("two"));
      const revision = swipes.face(turnId)?.revision ?? -1;
      expect(swipes.choose(turnId, revision, 3, false)).toBe(false);
      expect(swipes.choose(turnId, revision, 1, false)).toBe(true);
      expect(swipes.choose(turnId, revision, 2, false)).toBe(false);
      expect(swipes.edit(turnId, revision + 1, "uno", "ada")).toBe(true);
      expect(store.turn(turnId)).toMatchObject({ state: "written", text: "uno" });
      expect(swipes.closeShowing(turnId, revision)).toBe(false);
      expect(swipes.closeShowing(turnId, revision + 2)).toBe(true);
      expect(swipes.face(turnId)?.editedBy).toBe("ada");
    });

    test("what is removed is out of prompts at once, without its words; a reply's messages are still owed", () => {
      using subject = open();
      const { store, swipes, turnId, userId, conversationId } = withReply(subject);
      swipes.removeAfter(conversationId, 0);
      expect(store.historyBefore(conversationId, 100, 100)).toEqual([]);
      expect(store.turn(userId)).toMatchObject({ state: "removed", text: "" });
      expect(store.owedTurns().map(({ id }) => id)).toEqual([turnId]);
      swipes.closeRemoval(turnId);
      expect(store.owedTurns()).toEqual([]);
      expect(store.knowsMessage("1")).toBe(true);
    });

    test("a person's words can be changed, and nobody else's by that way", () => {
      using subject = open();
      const { store, swipes, turnId, userId } = withReply(subject);
      expect(swipes.reword(userId, "Hello there")).toBe(true);
      expect(swipes.reword(userId, "Hello there")).toBe(false);
      expect(swipes.reword(turnId, "No")).toBe(false);
      expect(store.turn(userId)?.text).toBe("Hello there");
    });

    test("a reset is taken back once, and not when another followed", () => {
      using subject = open();
      const { store, swipes, conversationId } = withReply(subject);
      expect(swipes.takeResetBack(conversationId)).toBe(false);
      store.reset(conversationId);
      expect(swipes.takeResetBack(conversationId)).toBe(true);
      expect(store.historyBefore(conversationId, 100, 100)).toHaveLength(2);
      expect(swipes.takeResetBack(conversationId)).toBe(false);
    });
  });
}

/** A turn of a person and a reply that stands. */
function withReply({ store, swipes }: SwipesUnderTest) {
  const conversation = store.start(startInput());
  const { user, answer } = ask(store, conversation);
  store.writeReply(answer.id, reply("one"));
  store.closeTurn(answer.id);
  return {
    store,
    swipes,
    turnId: answer.id,
    userId: user.id,
    conversationId: conversation.id,
  };
}

function order(swipes: SwipeStore, turnId: string): SwipeOrder {
  const revision = swipes.face(turnId)?.revision ?? -1;
  return {
    turnId,
    revision,
    kind: "swipe",
    note: null,
    keptLength: null,
    askedBy: "ada",
    dropsRest: false,
  };
}
