import { describe, expect, test } from "vitest";
import { applyEvent, forgetTyping } from "../../../../src/playground/page/state/apply-event.ts";
import {
  emptyState,
  type PageState,
  visibleChannels,
  visibleMessages,
} from "../../../../src/playground/page/state/page-state.ts";
import type { MessageView } from "../../../../src/playground/protocol/message.ts";
import type { Snapshot } from "../../../../src/playground/protocol/page-events.ts";
import type { ChannelView } from "../../../../src/playground/protocol/world.ts";

const alice = {
  id: "1",
  name: "Alice",
  avatarUrl: null,
  role: "owner",
  hasApp: false,
  locale: "en-US",
};
const bob = {
  id: "2",
  name: "Bob",
  avatarUrl: null,
  role: "member",
  hasApp: false,
  locale: "en-US",
};
const bot = { id: "9", name: "Hearthside", avatarUrl: null, online: true };

function channel(id: string, more: Partial<ChannelView> = {}): ChannelView {
  return {
    id,
    name: `channel-${id}`,
    topic: "",
    kind: "text",
    parentId: null,
    ageRestricted: false,
    visibleTo: null,
    ...more,
  };
}

function message(id: string, more: Partial<MessageView> = {}): MessageView {
  return {
    id,
    channelId: "10",
    author: { ...alice, app: false },
    content: "hello",
    sentAt: 0,
    editedAt: null,
    embeds: [],
    components: [],
    attachments: [],
    reactions: [],
    replyTo: null,
    usedCommand: null,
    askedBy: null,
    onlyFor: null,
    thinking: false,
    history: [],
    ...more,
  };
}

function opened(more: Partial<Snapshot> = {}): PageState {
  const snapshot: Snapshot = {
    guildName: "The Crooked Lantern",
    users: [alice, bob],
    bot,
    channels: [channel("10"), channel("11", { visibleTo: ["2"] })],
    messages: [],
    commands: [],
    requests: [],
    violations: [],
    ...more,
  };
  return applyEvent(emptyState, { type: "snapshot", snapshot });
}

function ids(state: PageState): string[] {
  return visibleMessages(state).map((each) => each.id);
}

describe("a snapshot", () => {
  test("opens the first channel as the first user", () => {
    const state = opened();
    expect([state.connection, state.channelId, state.speakerId]).toEqual(["open", "10", "1"]);
  });

  test("after a reconnection keeps the open channel and the speaker", () => {
    const before = { ...opened(), speakerId: "2", channelId: "11", connection: "lost" as const };
    const after = applyEvent(before, {
      type: "snapshot",
      snapshot: { ...opened(), users: [alice, bob], messages: [], channels: before.channels },
    });
    expect([after.speakerId, after.channelId, after.connection]).toEqual(["2", "11", "open"]);
  });
});

describe("messages", () => {
  test("stand in the order of their ids, whichever comes first", () => {
    let state = opened();
    for (const id of ["300", "100", "1000", "200"])
      state = applyEvent(state, { type: "message", message: message(id) });
    expect(ids(state)).toEqual(["100", "200", "300", "1000"]);
  });

  test("an edit takes the place of the state before, and leaves the others alone", () => {
    const before = opened({ messages: [message("100"), message("200")] });
    const after = applyEvent(before, {
      type: "message",
      message: message("100", { content: "hello again" }),
    });
    expect(visibleMessages(after).map((each) => each.content)).toEqual(["hello again", "hello"]);
    expect(visibleMessages(after)[1]).toBe(visibleMessages(before)[1]);
  });

  test("an ephemeral one is there for its reader alone", () => {
    const state = opened({ messages: [message("100", { onlyFor: "1" })] });
    expect(ids(state)).toEqual(["100"]);
    expect(ids({ ...state, speakerId: "2" })).toEqual([]);
  });

  test("one in another channel marks it unread", () => {
    const state = applyEvent(opened(), {
      type: "message",
      message: message("100", { channelId: "11" }),
    });
    expect(state.unread).toEqual(new Set(["11"]));
  });

  test("one that is gone can no longer be answered, edited or inspected", () => {
    const before = opened({ messages: [message("100")] });
    const after = applyEvent(
      { ...before, replyTo: "100", editing: "100", inspected: "100" },
      { type: "message-gone", channelId: "10", messageId: "100" },
    );
    expect(ids(after)).toEqual([]);
    expect([after.replyTo, after.editing, after.inspected]).toEqual([null, null, null]);
  });
});

describe("typing", () => {
  const typing = { type: "typing", channelId: "10", userId: "9", name: "Hearthside" } as const;

  test("ends by itself", () => {
    const state = applyEvent(opened(), { ...typing, until: 1000 });
    expect(forgetTyping(state, 999)).toBe(state);
    expect(forgetTyping(state, 1000).typing).toEqual([]);
  });

  test("of the bot ends with the message of a character, not with that of a person", () => {
    const state = applyEvent(opened(), { ...typing, until: 1000 });
    const person = applyEvent(state, { type: "message", message: message("100") });
    expect(person.typing).toHaveLength(1);
    const author = { id: "77", name: "Rosie", avatarUrl: null, app: true };
    const character = applyEvent(state, { type: "message", message: message("101", { author }) });
    expect(character.typing).toEqual([]);
  });

  test("of the bot ends when its newest message or a text of its changes, not with the buttons of an older one", () => {
    const author = { id: "77", name: "Rosie", avatarUrl: null, app: true };
    const older = message("101", { author });
    const newest = message("102", { author });
    const said = opened({ messages: [older, newest] });
    const state = applyEvent(said, { ...typing, until: 1000 });
    const after = (changed: MessageView) =>
      applyEvent(state, { type: "message", message: changed }).typing;
    expect(after({ ...newest, components: [{ kind: "separator", line: true }] })).toEqual([]);
    expect(after({ ...older, content: "hello again" })).toEqual([]);
    expect(after({ ...older, components: [{ kind: "separator", line: true }] })).toHaveLength(1);
  });
});

test("a speaker sees the channels that are theirs", () => {
  const state = opened();
  expect(visibleChannels(state).map((each) => each.id)).toEqual(["10"]);
  expect(visibleChannels({ ...state, speakerId: "2" }).map((each) => each.id)).toEqual([
    "10",
    "11",
  ]);
});

test("a channel that is deleted gives way to another", () => {
  const state = applyEvent(opened(), { type: "channels", channels: [channel("12")] });
  expect(state.channelId).toBe("12");
});
