import { expect, test, vi } from "vitest";
import { BranchDesk } from "../../../../src/conversation/branches/branch-desk.ts";
import { openMemoryStore } from "../../../support/memory-store.ts";

const person = { userId: "7", manages: false };

function aChat() {
  const memory = openMemoryStore();
  const { conversations: store, swipes } = memory;
  const { id } = store.start({
    channelId: "1",
    guildId: "9",
    characterId: "rosie",
    answer: "addressed",
    hostId: "7",
  });
  const greeting = { text: "Hello.", finishReason: "greeting", report: null };
  const turn = store.openCharacterTurn(
    { conversationId: id, characterId: "rosie", speakerName: "Rosie", answersTurnId: null },
    greeting,
  );
  const face = () => {
    const found = swipes.face(turn.id);
    if (found === undefined) throw new Error("unreachable");
    return found;
  };
  const seen = { turnId: turn.id, revision: face().revision };
  return { ...memory, store, turn, seen, turns: { face } };
}

test("a place in which nothing could be begun is closed again", async () => {
  const chat = aChat();
  const branch = () => {
    throw new Error("the disk is full");
  };
  const desk = new BranchDesk({ ...chat, branches: { branch }, show: () => {} });
  const close = vi.fn<() => Promise<void>>(() => Promise.resolve());
  const open = () => Promise.resolve({ channelId: "2", close });
  await expect(desk.branch(chat.seen, person, open)).rejects.toThrow("the disk is full");
  expect(close).toHaveBeenCalledOnce();
});

test("no place is opened for a reply that has changed", async () => {
  const chat = aChat();
  const desk = new BranchDesk({ ...chat, show: () => {} });
  const open = vi.fn<() => Promise<never>>(() => Promise.reject(new Error("unreachable")));
  const stale = { ...chat.seen, revision: chat.seen.revision + 1 };
  await expect(desk.branch(stale, person, open)).rejects.toMatchObject({ code: "reply-changed" });
  expect(open).not.toHaveBeenCalled();
});
