import { expect, test } from "vitest";
import { decideQuote, quoteAbove } from "../../../../src/conversation/quotes/quote.ts";
import type { StoredValues } from "../../../../src/conversation/settings/settings-store.ts";
import { ask, greetingOf, say, sent, startInput } from "../../../support/conversation-inputs.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";
import { placeSettingsDesk } from "../../../support/place-settings.ts";

function aChat(places: StoredValues = {}) {
  const { conversations: store, swipes } = openMemoryStore();
  const conversation = store.start(startInput());
  const context = { store, places: placeSettingsDesk(places) };
  return {
    store,
    swipes,
    conversation,
    quote: (turnId: string) => quoteAbove(turnId, context),
    decide: (turnId: string) => decideQuote(turnId, context),
    says: (messageId: string, text = "Hello") =>
      say(store, conversation, { messageId, authorId: "tom", speakerName: "Tom", text }),
    asks: (messageId: string, text = "any news?") => ask(store, conversation, { messageId, text }),
  };
}

test("what a reply answers stands above it when two messages came between", () => {
  const { asks, says, quote } = aChat();
  const { answer } = asks("99");
  expect(quote(answer.id)).toBeNull();
  says("100");
  expect(quote(answer.id)).toBeNull();
  says("101");
  expect(quote(answer.id)).toEqual({ name: "Ada", text: "any news?" });
});

test("the reply to an earlier message that came late stands between as well", () => {
  const { store, asks, quote } = aChat();
  const first = asks("10").answer;
  const second = asks("11").answer;
  sent(store, first, "12");
  sent(store, first, "13", 1);
  expect(quote(second.id)).toMatchObject({ name: "Ada" });
  expect(quote(first.id)).toBeNull();
});

test("it is decided with the first message and stays, whatever is said later", () => {
  const { store, asks, says, quote, decide } = aChat();
  const near = asks("10").answer;
  decide(near.id);
  const far = asks("11").answer;
  says("12");
  says("13");
  expect(quote(near.id)).toBeNull();
  decide(far.id);
  sent(store, far, "14");
  decide(far.id);
  expect(quote(far.id)).not.toBeNull();
});

test("replies that were there before this was kept stay as they are", () => {
  const { store, asks, says, quote } = aChat();
  const { answer } = asks("10");
  says("11");
  says("12");
  sent(store, answer, "13");
  expect(quote(answer.id)).toBeNull();
});

test("the words are those of the message as it is now, and gone with it", () => {
  const { store, swipes, asks, says, quote, decide } = aChat();
  const { user, answer } = asks("10");
  says("11");
  says("12");
  decide(answer.id);
  expect(store.quotingTurn(user.id)?.id).toBe(answer.id);
  swipes.reword(user.id, "any other news?");
  expect(quote(answer.id)?.text).toBe("any other news?");
  swipes.remove([user.id]);
  expect(quote(answer.id)).toBeNull();
});

test("a greeting and an answer to a character quote nobody", () => {
  const { store, conversation, says, quote } = aChat();
  const greeting = store.openCharacterTurn(greetingOf(conversation), null);
  sent(store, greeting, "10");
  const answer = store.openCharacterTurn(
    { ...greetingOf(conversation), answersTurnId: greeting.id },
    null,
  );
  says("11");
  says("12");
  expect(quote(greeting.id)).toBeNull();
  expect(quote(answer.id)).toBeNull();
});

test("it can be switched off", () => {
  const { asks, says, quote } = aChat({ quotes: false });
  const { answer } = asks("10");
  says("11");
  says("12");
  expect(quote(answer.id)).toBeNull();
});
