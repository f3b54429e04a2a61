import { describe, expect, test } from "vitest";
import type { CastStore } from "../../src/conversation/cast/cast-store.ts";
import type { HearReason } from "../../src/conversation/hearing/hear-reason.ts";
import { keptReasons, type ReasonStore } from "../../src/conversation/hearing/reason-store.ts";
import type { CastMember, ConversationStore } from "../../src/conversation/ports.ts";
import { startInput } from "./conversation-inputs.ts";

interface ScenesStores {
  readonly conversations: ConversationStore;
  readonly casts: CastStore;
  readonly reasons: ReasonStore;
}

export interface ScenesUnderTest extends ScenesStores, Disposable {
  /** The same after a restart. */
  reopen(): ScenesStores;
}

/** What every implementation of {@link CastStore} and {@link ReasonStore} must do. */
export function describeSceneStores(name: string, open: () => ScenesUnderTest): void {
  describe(`the cast store ${name}`, () => {
    test("a conversation starts with one character, and others join in their order", () => {
      using subject = open();
      const { id } = subject.conversations.start(startInput());
      expect(subject.casts.add(id, member("silas", { talkativeness: 0.2 }))).toBe(true);
      expect(subject.casts.add(id, member("vesper"))).toBe(true);
      expect(subject.casts.add(id, member("silas"))).toBe(false);
      expect(subject.reopen().conversations.conversation(id)).toMatchObject({
        characterId: "rosie",
        cast: [member("rosie"), member("silas", { talkativeness: 0.2 }), member("vesper")],
      });
    });

    test("who leaves can come back, as the last", () => {
      using subject = open();
      const { id } = subject.conversations.start(startInput());
      subject.casts.add(id, member("silas"));
      expect(subject.casts.remove(id, "rosie")).toBe(true);
      expect(subject.casts.remove(id, "rosie")).toBe(false);
      expect(subject.conversations.conversation(id)?.characterId).toBe("silas");
      subject.casts.add(id, member("rosie"));
      expect(castOf(subject.conversations, id)).toEqual(["silas", "rosie"]);
    });

    test("the last of a cast stays", () => {
      using subject = open();
      const { id } = subject.conversations.start(startInput());
      expect(subject.casts.remove(id, "rosie")).toBe(false);
      expect(castOf(subject.conversations, id)).toEqual(["rosie"]);
    });

    test("how readily somebody speaks can be set and left to the card again, and so can silence", () => {
      using subject = open();
      const { id } = subject.conversations.start(startInput());
      expect(subject.casts.change(id, "rosie", { talkativeness: 0, muted: true })).toBe(true);
      expect(subject.casts.change(id, "silas", { muted: true })).toBe(false);
      const { conversations, casts } = subject.reopen();
      expect(conversations.conversation(id)?.cast).toEqual([
        member("rosie", { talkativeness: 0, muted: true }),
      ]);
      casts.change(id, "rosie", { talkativeness: null });
      expect(conversations.conversation(id)?.cast).toEqual([member("rosie", { muted: true })]);
    });

    test("starting with others brings them all; starting with one sends the others away", () => {
      using subject = open();
      const others = [member("silas", { muted: true }), member("rosie")];
      const { id, cast } = subject.conversations.start(
        startInput({ others, scenario: "A storm." }),
      );
      expect(cast).toEqual([member("rosie"), member("silas", { muted: true })]);
      const again = subject.conversations.start(startInput({ characterId: "silas" }));
      expect(again).toMatchObject({ id, cast: [member("silas")], scenario: "A storm." });
      expect(subject.conversations.start(startInput({ scenario: null })).scenario).toBeNull();
    });
  });

  describe(`the store of reasons ${name}`, () => {
    test("a message's first reason is kept, after a restart too", () => {
      using subject = open();
      const first = reason("1", { outcome: { answered: true, because: "name" } });
      subject.reasons.keep(first);
      subject.reasons.keep(reason("1"));
      expect(subject.reasons.reasonOf("1")).toEqual(first);
      expect(subject.reasons.reasonOf("2")).toBeUndefined();
      expect(subject.reopen().reasons.reasonOf("1")).toEqual(first);
    });

    test("the newest of a channel is the one that was kept last", () => {
      using subject = open();
      for (const messageId of ["9", "10", "8"]) subject.reasons.keep(reason(messageId));
      subject.reasons.keep(reason("11", { channelId: "other" }));
      expect(subject.reasons.newest("channel")).toEqual(reason("8"));
      expect(subject.reasons.newest("nowhere")).toBeUndefined();
    });

    test("of each channel only the newest are kept", () => {
      using subject = open();
      subject.reasons.keep(reason("other", { channelId: "other" }));
      for (let number = 0; number <= keptReasons; number++)
        subject.reasons.keep(reason(`${number}`));
      expect(subject.reasons.reasonOf("0")).toBeUndefined();
      expect(subject.reasons.reasonOf("1")).toBeDefined();
      expect(subject.reasons.reasonOf("other")).toBeDefined();
    });
  });
}

function member(characterId: string, changes: Partial<CastMember> = {}): CastMember {
  return { characterId, talkativeness: null, muted: false, ...changes };
}

function castOf(conversations: ConversationStore, id: string) {
  return conversations.conversation(id)?.cast.map(({ characterId }) => characterId);
}

function reason(messageId: string, changes: Partial<HearReason> = {}): HearReason {
  return {
    messageId,
    channelId: "channel",
    outcome: { answered: false, because: "not-addressed" },
    speaker: null,
    ...changes,
  };
}
