import { expect, onTestFinished, test } from "vitest";
import { createConversationStore } from "../../../src/store/conversation-store.ts";
import { createHeldStore } from "../../../src/store/held-store.ts";
import { createPersonaStore } from "../../../src/store/persona-store.ts";
import { createPrivacyStore } from "../../../src/store/privacy-store.ts";
import { createReportStore } from "../../../src/store/report-store.ts";
import { createRepostStore } from "../../../src/store/repost-store.ts";
import { ask, say, sent, startInput } from "../../support/conversation-inputs.ts";
import { countingIds } from "../../support/memory-store.ts";
import { reopeningDatabase } from "../../support/reopening-database.ts";

function openStores() {
  const database = reopeningDatabase();
  onTestFinished(() => database.close());
  const clock = { at: 1_000 };
  const options = { newId: countingIds(), now: () => clock.at };
  return {
    clock,
    database,
    conversations: createConversationStore(database, options),
    personas: createPersonaStore(database, options),
    privacy: createPrivacyStore(database, options),
    reports: createReportStore(database, options),
    reposts: createRepostStore(database),
    held: createHeldStore(database, options),
  };
}

const aReport = {
  guildId: "guild",
  channelId: "tavern",
  messageId: null,
  reporterId: "ada",
  reason: "This is unkind.",
} as const;

test("reports are listed for their server or for direct messages, the newest first, until they are closed", () => {
  const { reports, database } = openStores();
  const first = reports.add(aReport);
  const second = reports.add({ ...aReport, messageId: "7" });
  const direct = reports.add({ ...aReport, guildId: null });
  reports.add({ ...aReport, guildId: "other" });
  expect(first).toEqual({ ...aReport, number: 1, at: 1_000, closedBy: null });
  database.reopen();
  expect(reports.open("guild", 10)).toEqual([second, first]);
  expect(reports.open("guild", 1)).toEqual([second]);
  expect(reports.open(null, 10)).toEqual([direct]);
  expect(reports.close("guild", direct.number, "mara")).toBe(false);
  expect(reports.close(null, direct.number, "mara")).toBe(true);
  expect(reports.close(null, direct.number, "mara")).toBe(false);
  expect(reports.close("guild", first.number, "mara")).toBe(true);
  expect(reports.open(null, 10)).toEqual([]);
  expect(reports.open("guild", 10)).toEqual([second]);
});

test("a message that is owed in another name is shown by the new one, and goes with what it said", () => {
  const { reposts, conversations, database } = openStores();
  const chat = conversations.start(startInput());
  const told = say(conversations, chat, { messageId: "1", personaId: "p1" });
  const owed = {
    messageId: "1",
    turnId: told.id,
    channelId: "channel",
    personaId: "p1",
    name: "Quill",
  };
  reposts.owe(owed);
  reposts.owe({ ...owed, name: "Somebody else" });
  database.reopen();
  expect(reposts.of("1")).toEqual(owed);
  expect(reposts.of("2")).toBeUndefined();
  expect(reposts.all()).toEqual([owed]);
  reposts.show("1", { messageId: "9", webhookId: "w" });
  expect(conversations.turnOfMessage("9")?.id).toBe(told.id);
  expect(conversations.turnOfMessage("1")).toBeUndefined();
  reposts.settle("1");
  reposts.settle("1");
  expect(reposts.all()).toEqual([]);
  reposts.show("1", { messageId: "10", webhookId: "w" });
  expect(conversations.turnOfMessage("10")).toBeUndefined();
});

test("what a person said is credited to the name that a proxy gave it, as long as it is there", () => {
  const { reposts, conversations, database } = openStores();
  const chat = conversations.start(startInput());
  const told = say(conversations, chat, { messageId: "1", text: "l: any stew?" });
  const copy = { messageId: "2", speakerName: "Luna", personaId: "proxy:Luna", text: "any stew?" };
  expect(reposts.credit("1", copy)).toBe(true);
  database.reopen();
  expect(conversations.turnOfMessage("2")).toMatchObject({
    id: told.id,
    authorId: "ada",
    speakerName: "Luna",
    personaId: "proxy:Luna",
    text: "any stew?",
  });
  // Its deletion, which comes as well, concerns nothing that the chat has.
  expect(conversations.turnOfMessage("1")).toBeUndefined();
  expect(reposts.credit("1", copy)).toBe(false);
});

test("a message that is held outlives a restart and a day at most", () => {
  const { held, clock, database } = openStores();
  const message = {
    messageId: "1",
    channelId: "tavern",
    authorId: "ada",
    authorName: "Ada",
    content: "a: hello",
  };
  held.hold(message);
  held.hold({ ...message, content: "again" });
  clock.at += 1;
  held.hold({ ...message, messageId: "2" });
  held.hold({ ...message, messageId: "3", channelId: "library" });
  database.reopen();
  expect(held.inChannel("tavern")).toMatchObject([message, { messageId: "2" }]);
  held.release("1");
  expect(held.inChannel("tavern")).toMatchObject([{ messageId: "2" }]);
  clock.at += 86_400_001;
  held.hold({ ...message, messageId: "4" });
  expect(held.inChannel("tavern")).toMatchObject([{ messageId: "4" }]);
  expect(held.inChannel("library")).toEqual([]);
});

test("an opting out holds from then on, is known after a restart, and is taken back whole", () => {
  const { privacy, conversations, database } = openStores();
  const chat = conversations.start(startInput());
  const { user, answer } = ask(conversations, chat, { messageId: "1" });
  sent(conversations, answer, "2");
  conversations.writeReply(answer.id, { text: "Hi.", finishReason: "stop", report: null });
  say(conversations, chat, { messageId: "3", authorId: "bob" });
  const shown = () => conversations.historyBefore(chat.id, 100, 10).map(({ authorId }) => authorId);
  expect(shown()).toEqual(["bob", answer.authorId, user.authorId]);
  expect(privacy.optOut(user.authorId)).toBe(true);
  expect(privacy.optOut(user.authorId)).toBe(false);
  database.reopen();
  expect(privacy.isOptedOut(user.authorId)).toBe(true);
  expect(privacy.isOptedOut("bob")).toBe(false);
  expect(shown()).toEqual(["bob"]);
  expect(privacy.optIn(user.authorId)).toBe(true);
  expect(privacy.optIn(user.authorId)).toBe(false);
  expect(shown()).toEqual(["bob", answer.authorId, user.authorId]);
});

test.each(["optOut", "forgetRest"] as const)(
  "the scenario that a host gave goes with %s",
  (leave) => {
    const { privacy, conversations } = openStores();
    conversations.start({ ...startInput(), hostId: "ada", scenario: "A wreck of hers." });
    const other = { channelId: "other", hostId: "bob", scenario: "His mill." };
    conversations.start({ ...startInput(), ...other });
    privacy[leave]("ada");
    expect(conversations.ofChannel("channel")?.scenario).toBeNull();
    expect(conversations.ofChannel("other")?.scenario).toBe("His mill.");
  },
);

test("what is kept of somebody is theirs alone, and all of it goes when they are forgotten", () => {
  const { privacy, conversations, personas, reports, held } = openStores();
  const chat = conversations.start({ ...startInput(), hostId: "ada" });
  say(conversations, chat, { messageId: "1", text: "mine" });
  say(conversations, chat, { messageId: "2", authorId: "bob", text: "his" });
  personas.add("ada", {
    name: "Quill",
    pronouns: "",
    description: "A pen.",
    position: "in-prompt",
  });
  reports.add(aReport);
  held.hold({
    messageId: "3",
    channelId: "channel",
    authorId: "ada",
    authorName: "Ada",
    content: "a: hi",
  });
  expect(privacy.stored("ada")).toMatchObject({
    optedOut: false,
    turns: [{ channelId: "channel", name: "Ada", text: "mine" }],
    personas: [{ name: "Quill" }],
    reports: [{ reason: "This is unkind." }],
    hosted: ["channel"],
  });
  privacy.askToForget("ada");
  privacy.askToForget("ada");
  expect(privacy.forgetRequests()).toEqual(["ada"]);
  expect(privacy.conversationsOf("ada")).toEqual([chat.id]);
  expect(privacy.forgetIn(chat.id, "ada")).toHaveLength(1);
  privacy.forgetRest("ada");
  privacy.compact();
  expect(privacy.forgetRequests()).toEqual([]);
  expect(privacy.stored("ada")).toMatchObject({ turns: [], personas: [], reports: [] });
  expect(held.inChannel("channel")).toEqual([]);
  expect(privacy.stored("bob").turns).toMatchObject([{ text: "his" }]);
});

test("of a reply that was being written to somebody nothing is left but that its messages are to be taken away", () => {
  const { privacy, conversations, database } = openStores();
  const chat = conversations.start(startInput());
  const unseen = ask(conversations, chat, { messageId: "1", text: "a secret" });
  const seen = ask(conversations, chat, { messageId: "2", text: "another secret" });
  sent(conversations, seen.answer, "3");
  conversations.intendMessage(seen.answer.id, 1, "channel");
  expect(privacy.forgetIn(chat.id, "ada")).toHaveLength(4);
  database.reopen();
  expect(conversations.turn(unseen.answer.id)).toBeUndefined();
  expect(conversations.owedTurns()).toMatchObject([
    { id: seen.answer.id, state: "removing", text: "", answersTurnId: null },
  ]);
  const messages = conversations.messagesOf(seen.answer.id);
  expect(messages.map(({ messageId }) => messageId)).toEqual(["3", null]);
  expect(privacy.stored("ada").turns).toEqual([]);
});
