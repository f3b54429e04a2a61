import { expect, test } from "vitest";
import { openMemoryStore } from "../../support/memory-store.ts";

const note = { text: "It rains.", depth: 4, interval: 1, role: "system" } as const;

/** A chat with a question, a reply and what is attached to it. */
function aChat() {
  const memory = openMemoryStore();
  const { conversations: store, lorebooks, memory: stores } = memory;
  const { id } = store.start({
    channelId: "1",
    guildId: "9",
    characterId: "rosie",
    answer: "addressed",
    hostId: "7",
    scenario: "An inn.",
  });
  const heard = store.hear(
    {
      conversationId: id,
      messageId: "100",
      channelId: "1",
      authorId: "5",
      speakerName: "Alice",
      text: "any news?",
    },
    { characterId: "rosie", speakerName: "Rosie" },
  );
  const reply = heard?.answer;
  if (!heard || !reply) throw new Error("unreachable");
  store.writeReply(reply.id, { text: "None.", finishReason: "stop", report: null });
  store.closeTurn(reply.id);
  store.setAuthorsNote(id, note, "ada");
  const shared = { kind: "guild", guildId: "9" } as const;
  const own = { kind: "conversation", conversationId: id } as const;
  for (const [name, scope] of [
    ["Town", shared],
    ["Inn", own],
  ] as const)
    lorebooks.attach(id, lorebooks.add({ name, ownerId: "7", scope, content: "{}" }).id);
  const pinned = { conversationId: id, characterId: null, authorId: "7", authorName: "Mara" };
  stores.facts.pin({ ...pinned, text: "free", turnId: null });
  stores.facts.pin({ ...pinned, text: "of the question", turnId: heard.user.id });
  return { ...memory, store, id, heard: heard.user, reply };
}

const branchOf = (turnId: string) => ({ turnId, channelId: "2", hostId: "8", sinceId: "200" });

test("a branch has turns, cast, scenario, note, lorebooks and facts of its own, and the old chat keeps its", () => {
  const { store, branches, lorebooks, memory, id, reply } = aChat();
  const last = branches.branch(branchOf(reply.id));
  const branch = store.ofChannel("2");
  if (branch === undefined || last === undefined) throw new Error("there is no branch");
  expect(branch).toMatchObject({
    guildId: "9",
    hostId: "8",
    answer: "always",
    scenario: "An inn.",
    characterId: "rosie",
  });
  const turns = store.historyBefore(branch.id, Number.MAX_SAFE_INTEGER, 10);
  expect(turns.map(({ speakerName, text, position }) => [position, speakerName, text])).toEqual([
    [2, "Rosie", "None."],
    [1, "Alice", "any news?"],
  ]);
  expect(turns[0]).toMatchObject({ id: last.id, state: "written", answersTurnId: turns[1]?.id });
  expect(store.authorsNote(branch.id)).toEqual(note);
  expect(store.lastSeen("2")).toBe("200");
  expect(lorebooks.attached(branch.id).map(({ name }) => name)).toEqual(["Town", "Inn"]);
  expect(lorebooks.attached(branch.id)[1]?.scope).toEqual({
    kind: "conversation",
    conversationId: branch.id,
  });
  expect(lorebooks.attached(id)).toHaveLength(2);
  const facts = memory.facts.facts(branch.id, null);
  expect(facts.map(({ text, turnId }) => [text, turnId])).toEqual(
    expect.arrayContaining([
      ["free", null],
      ["of the question", turns[1]?.id],
    ]),
  );
  expect(memory.facts.facts(id, null)).toHaveLength(2);
  expect(store.historyBefore(id, Number.MAX_SAFE_INTEGER, 10)).toHaveLength(2);
});

test("a branch of an older reply has nothing of what followed, and the next turn comes behind its own", () => {
  const { store, branches, memory, id, reply } = aChat();
  const later = store.hear(
    {
      conversationId: id,
      messageId: "101",
      channelId: "1",
      authorId: "5",
      speakerName: "Alice",
      text: "later",
    },
    null,
  );
  const pinned = { conversationId: id, characterId: null, authorId: "7", authorName: "Mara" };
  memory.facts.pin({ ...pinned, text: "of later", turnId: later?.user.id ?? "" });
  branches.branch(branchOf(reply.id));
  const branch = store.ofChannel("2");
  const turns = store.historyBefore(branch?.id ?? "", Number.MAX_SAFE_INTEGER, 10);
  expect(turns.map(({ text }) => text)).toEqual(["None.", "any news?"]);
  expect(memory.facts.facts(branch?.id ?? "", null).map(({ text }) => text)).not.toContain(
    "of later",
  );
  const next = store.hear(
    {
      conversationId: branch?.id ?? "",
      messageId: "300",
      channelId: "2",
      authorId: "5",
      speakerName: "Alice",
      text: "next",
    },
    null,
  );
  expect(next?.user.position).toBe(3);
});

test("nothing is begun where a chat is, from a person's turn, or from what a reset has hidden", () => {
  const { store, branches, id, heard, reply } = aChat();
  expect(branches.branch({ ...branchOf(reply.id), channelId: "1" })).toBeUndefined();
  expect(branches.branch(branchOf(heard.id))).toBeUndefined();
  store.reset(id);
  expect(branches.branch(branchOf(reply.id))).toBeUndefined();
  expect(store.ofChannel("2")).toBeUndefined();
});
