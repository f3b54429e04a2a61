import { describe, expect, test } from "vitest";
import type { Summary, SummaryStore } from "../../../src/conversation/memory/summary-store.ts";
import type { Conversation, Turn } from "../../../src/conversation/ports.ts";
import { ask, reply, say } from "../conversation-inputs.ts";
import { type MemoryUnderTest, startIn } from "./memory-under-test.ts";

/** What every implementation of {@link SummaryStore} must do. */
export function describeSummaryStore(name: string, open: () => MemoryUnderTest): void {
  describe(`the summary store ${name}`, () => {
    test("a summary comes back as it was added, after a restart too, and those of a conversation in order", () => {
      using subject = open();
      const { summaries } = subject.memory;
      const here = startIn(subject);
      const there = startIn(subject, "mill");
      const [, second] = talk(subject, here, "one", "two");
      talk(subject, there, "elsewhere");
      expect(sumUp(summaries, here, second, second, "the second")).toBe(true);
      expect(sumUp(summaries, here, 1, 1, "the first")).toBe(true);
      expect(sumUp(summaries, there, 1, 1, "of elsewhere")).toBe(true);
      subject.restart();
      const [first, last] = summaries.summaries(here.id);
      expect(first).toEqual(summary(here, 1, 1, "the first", first?.id));
      expect(last).toEqual(summary(here, 2, 2, "the second", last?.id));
      expect(texts(summaries, here)).toHaveLength(2);
      expect(texts(summaries, there)).toEqual(["of elsewhere"]);
    });

    test("turns come with who said them, in order, as many as are wanted, from the range alone", () => {
      using subject = open();
      const { summaries } = subject.memory;
      const here = startIn(subject);
      talk(subject, here, "one", "two", "three", "four");
      const range = { first: 2, last: 3 };
      expect(summaries.turns(here.id, range, 10)).toEqual([
        { position: 2, speakerName: "Ada", text: "two" },
        { position: 3, speakerName: "Ada", text: "three" },
      ]);
      expect(summaries.turns(here.id, { first: 1, last: 4 }, 1).map(({ text }) => text)).toEqual([
        "one",
      ]);
    });

    test("what isn't said yet, what was taken back and what someone said who opted out is in no turn", () => {
      using subject = open();
      const { conversations, memory, privacy, swipes } = subject;
      const here = startIn(subject);
      const { answer } = ask(conversations, here, { messageId: "1", ...bob, text: "of Bob" });
      const taken = say(conversations, here, { messageId: "2", ...bob, text: "taken back" });
      say(conversations, here, { messageId: "3", text: "of Ada" });
      const told = () =>
        memory.summaries.turns(here.id, { first: 1, last: 100 }, 10).map(({ text }) => text);
      expect(told()).toEqual(["of Bob", "taken back", "of Ada"]);
      swipes.remove([taken.id]);
      privacy.optOut("ada");
      expect(told()).toEqual(["of Bob"]);
      conversations.writeReply(answer.id, reply("of Rosie"));
      expect(told()).toEqual(["of Bob", "of Rosie"]);
    });

    test("one that stands for several takes their place, and the same again takes the earlier one's", () => {
      using subject = open();
      const { summaries } = subject.memory;
      const here = startIn(subject);
      talk(subject, here, "one", "two", "three");
      sumUp(summaries, here, 1, 1, "first");
      sumUp(summaries, here, 2, 2, "second");
      sumUp(summaries, here, 3, 3, "third");
      expect(sumUp(summaries, here, 3, 3, "third, better")).toBe(true);
      const level = { level: 1, text: "the first two" };
      expect(
        summaries.add({ ...without(summary(here, 1, 2, "")), ...level }, [
          { position: 1, speakerName: "Summary", text: "first" },
          { position: 2, speakerName: "Summary", text: "second" },
        ]),
      ).toBe(true);
      expect(texts(summaries, here)).toEqual(["the first two", "third, better"]);
    });

    test.each<[string, (subject: MemoryUnderTest, turn: Turn) => void]>([
      ["reworded", ({ swipes }, { id }) => swipes.reword(id, "something else")],
      ["taken out", ({ swipes }, { id }) => swipes.remove([id])],
      ["forgotten", ({ privacy }, turn) => privacy.forgetIn(turn.conversationId, turn.authorId)],
    ])(
      "a turn that is %s takes the summaries along that stand for it, and no others",
      (_how, change) => {
        using subject = open();
        const { summaries } = subject.memory;
        const here = startIn(subject);
        const there = startIn(subject, "mill");
        const changed = say(subject.conversations, here, { messageId: "1", text: "one" });
        say(subject.conversations, here, { messageId: "2", text: "two", ...bob });
        say(subject.conversations, there, { messageId: "3", text: "three", ...bob });
        sumUp(summaries, here, 1, 1, "of the first");
        sumUp(summaries, here, 2, 2, "of the second");
        sumUp(summaries, there, 1, 1, "of elsewhere");
        change(subject, changed);
        expect(texts(summaries, here)).toEqual(["of the second"]);
        expect(texts(summaries, there)).toEqual(["of elsewhere"]);
      },
    );

    test("a swipe of a reply takes its summary along", () => {
      using subject = open();
      const { conversations, memory, swipes } = subject;
      const here = startIn(subject);
      const { answer } = ask(conversations, here, { messageId: "1", text: "one" });
      conversations.writeReply(answer.id, reply("Aye."));
      sumUp(memory.summaries, here, answer.position, answer.position, "she said aye");
      swipes.owe({
        turnId: answer.id,
        revision: swipes.face(answer.id)?.revision ?? -1,
        kind: "swipe",
        note: null,
        keptLength: null,
        askedBy: null,
        dropsRest: false,
      });
      expect(texts(memory.summaries, here)).toEqual(["she said aye"]);
      conversations.writeReply(answer.id, reply("Nay."));
      expect(texts(memory.summaries, here)).toEqual([]);
    });

    test("one that was made of what reads otherwise by now isn't kept", () => {
      using subject = open();
      const { conversations, memory, swipes } = subject;
      const { summaries } = memory;
      const here = startIn(subject);
      const turn = say(conversations, here, { messageId: "1", text: "one" });
      const from = summaries.turns(here.id, { first: 1, last: 2 }, 10);
      const made = without(summary(here, 1, 2, "of one"));
      swipes.reword(turn.id, "another");
      expect(summaries.add(made, from)).toBe(false);
      swipes.reword(turn.id, "one");
      say(conversations, here, { messageId: "2", text: "two" });
      expect(summaries.add(made, from)).toBe(false);
      expect(summaries.add({ ...made, lastPosition: 1 }, from)).toBe(true);
      expect(texts(summaries, here)).toEqual(["of one"]);
    });

    test("clearing takes all of a conversation, and counts them", () => {
      using subject = open();
      const { summaries } = subject.memory;
      const here = startIn(subject);
      const there = startIn(subject, "mill");
      talk(subject, here, "one", "two");
      talk(subject, there, "three");
      sumUp(summaries, here, 1, 1, "first");
      sumUp(summaries, here, 2, 2, "second");
      sumUp(summaries, there, 1, 1, "elsewhere");
      expect(summaries.clear(here.id)).toBe(2);
      expect(summaries.clear(here.id)).toBe(0);
      expect(texts(summaries, there)).toEqual(["elsewhere"]);
    });
  });
}

const bob = { authorId: "bob", speakerName: "Bob" };

/** Ada says these, one turn each; returns their positions. */
function talk({ conversations }: MemoryUnderTest, here: Conversation, ...said: readonly string[]) {
  return said.map(
    (text, index) =>
      say(conversations, here, { messageId: `${here.channelId}-${index}`, text }).position,
  );
}

function sumUp(
  summaries: SummaryStore,
  here: Conversation,
  first: number | undefined,
  last: number | undefined,
  text: string,
): boolean {
  if (first === undefined || last === undefined) throw new Error("nothing was said there");
  const from = summaries.turns(here.id, { first, last }, 100);
  return summaries.add(without(summary(here, first, last, text)), from);
}

function summary(
  here: Conversation,
  firstPosition: number,
  lastPosition: number,
  text: string,
  id = "",
): Summary {
  const range = { firstPosition, lastPosition };
  return { id, conversationId: here.id, level: 0, ...range, text, model: "demo" };
}

function without(whole: Summary): Omit<Summary, "id"> {
  const { conversationId, level, firstPosition, lastPosition, text, model } = whole;
  return { conversationId, level, firstPosition, lastPosition, text, model };
}

function texts(summaries: SummaryStore, here: Conversation): readonly string[] {
  return summaries.summaries(here.id).map(({ text }) => text);
}
