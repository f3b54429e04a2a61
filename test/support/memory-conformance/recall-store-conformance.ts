import { describe, expect, test } from "vitest";
import type { EmbeddingModel, RecallStore } from "../../../src/conversation/memory/recall-store.ts";
import type { Conversation } from "../../../src/conversation/ports.ts";
import { ask, reply, say } from "../conversation-inputs.ts";
import { type MemoryUnderTest, startIn } from "./memory-under-test.ts";

const small: EmbeddingModel = { modelId: "small", dimensions: 2 };
const other: EmbeddingModel = { modelId: "other", dimensions: 3 };
const everywhere = { first: 1, last: 1000 };

/** What every implementation of {@link RecallStore} must do. */
export function describeRecallStore(name: string, open: () => MemoryUnderTest): void {
  describe(`the recall store ${name}`, () => {
    test("takes in what was said, so much at a time, until nothing is left, and goes on after a restart", () => {
      using subject = open();
      const { recall } = subject.memory;
      const here = startIn(subject);
      for (const text of ["a dragon", "a ferry", "a mill"]) tell(subject, here, text);
      expect(recall.takeIn(2)).toBe(2);
      expect(found(recall, here, "mill")).toEqual([]);
      subject.restart();
      expect(recall.takeIn(2)).toBe(1);
      expect(recall.takeIn(2)).toBe(0);
      expect(found(recall, here, "dragon", "mill")).toEqual([1, 3]);
    });

    test("finds a turn again by what it says now, and no longer once it is taken out", () => {
      using subject = open();
      const { recall } = subject.memory;
      const here = startIn(subject);
      const turn = tell(subject, here, "a dragon");
      takeAll(recall);
      subject.swipes.reword(turn.id, "a ferry");
      takeAll(recall);
      expect(found(recall, here, "dragon")).toEqual([]);
      expect(found(recall, here, "ferry")).toEqual([turn.position]);
      expect(recall.tell([turn.id, "nobody"])).toEqual(
        new Map([[turn.id, expect.objectContaining({ text: "a ferry" })]]),
      );
      subject.swipes.remove([turn.id]);
      takeAll(recall);
      expect(found(recall, here, "ferry")).toEqual([]);
    });

    test("knows a reply once it is there, by the swipe that counts", () => {
      using subject = open();
      const { conversations, memory, swipes } = subject;
      const here = startIn(subject);
      const { answer } = ask(conversations, here, { messageId: "1", text: "a mill" });
      takeAll(memory.recall);
      conversations.writeReply(answer.id, reply("a dragon"));
      takeAll(memory.recall);
      expect(found(memory.recall, here, "dragon")).toEqual([answer.position]);
      oweAnother(subject, answer.id);
      conversations.writeReply(answer.id, reply("a ferry"));
      takeAll(memory.recall);
      expect(found(memory.recall, here, "dragon")).toEqual([]);
      swipes.choose(answer.id, swipes.face(answer.id)?.revision ?? -1, 1, false);
      takeAll(memory.recall);
      expect(found(memory.recall, here, "dragon", "ferry")).toEqual([answer.position]);
      expect(memory.recall.tell([answer.id]).get(answer.id)?.text).toBe("a dragon");
    });

    test("says who opted out, and nobody else", () => {
      using subject = open();
      const { recall } = subject.memory;
      subject.privacy.optOut("ada");
      subject.privacy.optOut("eve");
      expect(recall.optedOut(["ada", "bob", "ada"])).toEqual(new Set(["ada"]));
      expect(recall.optedOut([])).toEqual(new Set());
    });

    test("every turn gets a vector once, and a changed one another", () => {
      using subject = open();
      const { recall } = subject.memory;
      const here = startIn(subject);
      const first = tell(subject, here, "a dragon");
      tell(subject, here, "a ferry");
      expect(recall.withoutVector(small, 10)).toEqual([]);
      takeAll(recall);
      expect(recall.withoutVector(small, 1).map(({ text }) => text)).toEqual(["Ada: a dragon"]);
      expect(embedAll(recall, small)).toEqual(["Ada: a dragon", "Ada: a ferry"]);
      expect(recall.vectorProgress(small)).toEqual({ done: 2, all: 2 });
      subject.restart();
      expect(recall.withoutVector(small, 10)).toEqual([]);
      subject.swipes.reword(first.id, "a goose");
      takeAll(recall);
      expect(recall.vectorProgress(small)).toEqual({ done: 1, all: 2 });
      expect(embedAll(recall, small)).toEqual(["Ada: a goose"]);
    });

    test("another model starts anew, whatever is left of the first, and each finds by its own alone", () => {
      using subject = open();
      const { recall } = subject.memory;
      const here = startIn(subject);
      for (const text of ["a dragon", "a ferry", "a mill"]) tell(subject, here, text);
      takeAll(recall);
      const [, ...rest] = embedAll(recall, small);
      expect(rest).toHaveLength(2);
      recall.addVectors(other, vectors(recall, other, 1));
      subject.restart();
      expect(recall.vectorProgress(other)).toEqual({ done: 1, all: 3 });
      expect(embedAll(recall, other)).toHaveLength(2);
      expect(recall.vectorProgress(small)).toEqual({ done: 0, all: 3 });
      const query = (model: EmbeddingModel) => ({
        modelId: model.modelId,
        vector: new Float32Array(model.dimensions).fill(1),
      });
      expect(recall.passages.nearest(here.id, query(small), everywhere, 5)).toEqual([]);
      expect(recall.passages.nearest(here.id, query(other), everywhere, 5)).toHaveLength(3);
    });

    test("a vector of what a turn said before isn't kept", () => {
      using subject = open();
      const { recall } = subject.memory;
      const here = startIn(subject);
      const turn = tell(subject, here, "a dragon");
      takeAll(recall);
      const begun = vectors(recall, small, 10);
      subject.swipes.reword(turn.id, "a ferry");
      recall.addVectors(small, begun);
      takeAll(recall);
      expect(recall.vectorProgress(small)).toEqual({ done: 0, all: 1 });
      expect(embedAll(recall, small)).toEqual(["Ada: a ferry"]);
    });

    test("nothing is shared until both sides want it, and nothing any more when one doesn't", () => {
      using subject = open();
      const { recall } = subject.memory;
      const here = startIn(subject);
      const there = startIn(subject, "mill");
      expect(recall.isShared(here.id)).toBe(false);
      recall.share(here.id, true, false);
      expect(recall.sharing(here.id, "rosie")).toEqual([]);
      recall.share(there.id, true, false);
      subject.restart();
      expect(recall.isShared(here.id)).toBe(true);
      const shared = (channelId: string, id: string) => [
        { id, channelId, excludedBefore: 0, adult: false },
      ];
      expect(recall.sharing(here.id, "rosie")).toEqual(shared("mill", there.id));
      expect(recall.sharing(there.id, "rosie")).toEqual(shared("inn", here.id));
      recall.share(there.id, false, false);
      expect(recall.isShared(there.id)).toBe(false);
      expect(recall.sharing(here.id, "rosie")).toEqual([]);
    });

    test("sharing ends at the server, at the character and at the age restriction", () => {
      using subject = open();
      const { recall } = subject.memory;
      const share = (channelId: string, changes: Parameters<typeof startIn>[2], adult = false) => {
        const { id } = startIn(subject, channelId, changes);
        recall.share(id, true, adult);
        return id;
      };
      const here = share("inn", {});
      share("of another server", { guildId: "another" });
      share("direct", { guildId: null });
      share("of another character", { characterId: "hale" });
      share("for adults", {}, true);
      expect(recall.sharing(here, "rosie")).toEqual([]);
      const beside = share("with others", {
        characterId: "hale",
        others: [{ characterId: "rosie", talkativeness: null, muted: false }],
      });
      expect(recall.sharing(here, "rosie").map(({ id }) => id)).toEqual([beside]);
      expect(
        recall
          .sharing(here, "hale")
          .map(({ channelId }) => channelId)
          .toSorted(),
      ).toEqual(["of another character", "with others"]);
    });

    test("sharing tells up to where a conversation was reset, and whether it is for adults", () => {
      using subject = open();
      const { recall } = subject.memory;
      const here = startIn(subject);
      const there = startIn(subject, "mill");
      for (const { id } of [here, there]) recall.share(id, true, true);
      const { position } = tell(subject, there, "a dragon");
      subject.conversations.reset(there.id);
      expect(recall.sharing(here.id, "rosie")).toEqual([
        { id: there.id, channelId: "mill", excludedBefore: position, adult: true },
      ]);
    });
  });
}

let said = 0;

function tell({ conversations }: MemoryUnderTest, here: Conversation, text: string) {
  said += 1;
  return say(conversations, here, { messageId: `said-${said}`, text });
}

function takeAll(recall: RecallStore): void {
  while (recall.takeIn(10) > 0);
}

function found(
  recall: RecallStore,
  { id }: Conversation,
  ...words: readonly string[]
): readonly number[] {
  return recall.passages.find(id, words, everywhere, 10).positions;
}

function vectors(recall: RecallStore, model: EmbeddingModel, most: number) {
  return recall
    .withoutVector(model, most)
    .map((turn) => ({ turn, vector: new Float32Array(model.dimensions).fill(1) }));
}

/** Gives every turn a vector; returns the texts that needed one, sorted. */
function embedAll(recall: RecallStore, model: EmbeddingModel): readonly string[] {
  const texts: string[] = [];
  for (let next = vectors(recall, model, 2); next.length > 0; next = vectors(recall, model, 2)) {
    texts.push(...next.map(({ turn }) => turn.text));
    recall.addVectors(model, next);
  }
  return texts.toSorted();
}

function oweAnother({ swipes }: MemoryUnderTest, turnId: string): void {
  swipes.owe({
    turnId,
    revision: swipes.face(turnId)?.revision ?? -1,
    kind: "swipe",
    note: null,
    keptLength: null,
    askedBy: null,
    dropsRest: false,
  });
}
