import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import type { Conversation, Turn } from "../../../src/conversation/ports.ts";
import { silentLogger } from "../../../src/lib/logger.ts";
import { createCastStore } from "../../../src/store/casts.ts";
import { createConversationStore } from "../../../src/store/conversation-store.ts";
import { type Database, openDatabase } from "../../../src/store/database.ts";
import { createHeldStore } from "../../../src/store/held-store.ts";
import { createLorebookStore } from "../../../src/store/lorebook-store.ts";
import { createPersonaStore } from "../../../src/store/persona-store.ts";
import { createPrivacyStore } from "../../../src/store/privacy-store.ts";
import { createReasonStore } from "../../../src/store/reason-store.ts";
import { createReportStore } from "../../../src/store/report-store.ts";
import { createRepostStore } from "../../../src/store/repost-store.ts";
import { createSceneStore } from "../../../src/store/scene-store.ts";
import { createSettingsStore } from "../../../src/store/settings-store.ts";
import { createStateStore } from "../../../src/store/state-store.ts";
import { createSwipeStore } from "../../../src/store/swipe-store.ts";
import { createWebhookStore } from "../../../src/store/webhook-store.ts";
import {
  ask,
  greetingOf,
  reply,
  say,
  sent,
  startInput,
} from "../../support/conversation-inputs.ts";
import { countingIds } from "../../support/memory-store.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("every statement of a conversation's life finds its rows by an index", () => {
  using folder = temporaryFolder();
  const file = folder.file("bot.db");
  const plans = plansOf(file, recordStatements(file));
  expect(plans.size).toBeGreaterThan(20);
  const slow = [...plans].flatMap(([statement, steps]) =>
    steps
      .filter((step) => /^(SCAN|USE TEMP B-TREE)/.test(step))
      // Sorts people, not what they said.
      .filter(() => !statement.includes("with recursive"))
      // A scan of a partial index that holds nothing else.
      .filter((step) => step !== "SCAN turn USING INDEX turn_owed")
      // What somebody pinned may stand in anybody's prompt; asked when a person leaves, and never else.
      .filter(() => !statement.includes("'$.memory'"))
      // What is owed is little, whoever collects and sorts it.
      .filter(() => !statement.includes("from owed_swipe cross join"))
      .map((step) => `${step}: ${statement}`),
  );
  expect(slow).toEqual([]);
});

test("the names of people are found by steps along the index of names", () => {
  using folder = temporaryFolder();
  const file = folder.file("bot.db");
  const plans = plansOf(file, recordStatements(file));
  const [names] = [...plans].filter(([statement]) => statement.includes("with recursive"));
  const turns = names?.[1].filter((step) => /\bturn\b/.test(step) && !step.includes("first_turn"));
  expect(turns?.length).toBeGreaterThan(3);
  for (const step of turns ?? [])
    expect(step).toMatch(
      /^SEARCH (?:turn|next) USING (?:(?:COVERING )?INDEX turn_speaker|INTEGER PRIMARY KEY)/,
    );
});

test("history is a walk along the index of positions, without a sort", () => {
  using folder = temporaryFolder();
  const file = folder.file("bot.db");
  const plans = plansOf(file, recordStatements(file));
  const [history] = [...plans].filter(([statement]) => /position" desc limit/.test(statement));
  expect(history?.[1]).toContain(
    "SEARCH turn USING INDEX turn_position (conversation_id=? AND position>? AND position<?)",
  );
});

test("what is owed is found by the index of owed turns alone, however long the history is", () => {
  using folder = temporaryFolder();
  const file = folder.file("bot.db");
  const plans = plansOf(file, recordStatements(file));
  const [owed] = [...plans].filter(([statement]) =>
    statement.includes("from owed_swipe cross join"),
  );
  const scans = owed?.[1].filter((step) => /^SCAN (?:turn|owed_swipe)/.test(step));
  expect(scans).toEqual([
    expect.stringContaining("turn USING INDEX turn_owed"),
    expect.stringContaining("owed_swipe"),
  ]);
});

/** Every distinct statement that the stores send. */
function recordStatements(file: string): ReadonlySet<string> {
  const statements = new Set<string>();
  using database = openDatabase({
    file,
    logger: silentLogger,
    onStatement: (statement) => statements.add(statement),
  });
  const store = createConversationStore(database, { newId: countingIds(), now: () => 0 });
  const conversation = store.start(startInput());
  store.openCharacterTurn(greetingOf(conversation), reply("Welcome"));
  say(store, conversation, { messageId: "1" });
  const { answer } = ask(store, conversation, { messageId: "2" });
  store.intendMessage(answer.id, 0, "channel");
  sent(store, answer, "3");
  const variables = { chat: { mood: "merry" }, shared: { day: "1" } };
  store.writeReply(answer.id, { ...reply("Hi"), variables });
  store.closeTurn(answer.id);
  store.failTurn(answer.id, "?");
  store.owedTurns();
  store.historyBefore(conversation.id, 10, 10);
  createSceneStore(database).factsBefore({ ...answer, position: 100 });
  store.turnOfMessage("3");
  store.messagesOf(answer.id);
  store.removeMessage(answer.id, 0);
  store.setLastSeen("channel", "3");
  store.lastSeen("channel");
  store.active();
  store.ofChannel("channel");
  store.setStatus(conversation.id, "stopped");
  store.reset(conversation.id);
  store.turnCounts(conversation.id, 10);
  store.promptOf(answer.id);
  store.lastPrompted(conversation.id);
  store.promptFacts(conversation.id, 10);
  store.loreState(conversation.id);
  store.setAuthorsNote(
    conversation.id,
    { text: "?", depth: 4, interval: 1, role: "system" },
    "ada",
  );
  store.authorsNote(conversation.id);
  store.clearAuthorsNote(conversation.id);
  const lorebooks = createLorebookStore(database, { newId: countingIds(), now: () => 0 });
  const ofGuild = { kind: "guild", guildId: "guild" } as const;
  const book = lorebooks.add({ name: "B", ownerId: "ada", scope: ofGuild, content: "{}" });
  lorebooks.replace(book.id, "[]");
  lorebooks.get(book.id);
  lorebooks.visible({ guildId: "guild", conversationId: conversation.id });
  lorebooks.attach(conversation.id, book.id);
  lorebooks.attached(conversation.id);
  lorebooks.detach(conversation.id, book.id);
  lorebooks.rename(book.id, "C");
  lorebooks.remove(book.id);
  const casts = createCastStore(database, { now: () => 0 });
  casts.add(conversation.id, { characterId: "silas", talkativeness: null, muted: false });
  casts.change(conversation.id, "silas", { muted: true });
  casts.remove(conversation.id, "silas");
  const reasons = createReasonStore(database);
  reasons.keep({
    messageId: "1",
    channelId: "channel",
    outcome: { answered: false, because: "empty" },
    speaker: null,
  });
  reasons.reasonOf("1");
  reasons.newest("channel");
  const settings = createSettingsStore(database);
  settings.set({ kind: "guild", id: "guild" }, "chance", 5);
  settings.read([{ kind: "guild", id: "guild" }]);
  settings.clear({ kind: "guild", id: "guild" }, "chance");
  askOfPeople(database, conversation, answer);
  const webhooks = createWebhookStore(database);
  webhooks.set("channel", { id: "1", token: "t" });
  webhooks.get("channel");
  webhooks.delete("channel");
  const state = createStateStore(database);
  state.set("key", "value");
  state.get("key");
  state.delete("key");
  return statements;
}

/** What concerns one person, in every store. */
function askOfPeople(database: Database, conversation: Conversation, answer: Turn): void {
  const options = { newId: countingIds(), now: () => 0 };
  const privacy = createPrivacyStore(database, options);
  privacy.optOut("ada");
  privacy.isOptedOut("ada");
  privacy.optIn("ada");
  privacy.conversationsOf("ada");
  privacy.forgetTurnsBefore(-1, 10);
  const reports = createReportStore(database, options);
  const report = { channelId: "c", messageId: null, reporterId: "ada", reason: "?" };
  for (const guildId of ["guild", null]) {
    const { number } = reports.add({ ...report, guildId });
    reports.open(guildId, 10);
    reports.close(guildId, number, "bob");
  }
  const reposts = createRepostStore(database);
  reposts.owe({ messageId: "1", turnId: answer.id, channelId: "c", personaId: "", name: "?" });
  reposts.of("1");
  reposts.settle("1");
  const held = createHeldStore(database, options);
  held.inChannel("c");
  held.release("1");
  const personas = createPersonaStore(database, options);
  personas.of("ada");
  personas.get("p");
  personas.choices("ada");
  personas.autoproxy("ada", "guild");
  personas.remove("p");
  const swipes = createSwipeStore(database, options);
  swipes.face(answer.id);
  swipes.owed(answer.id);
  swipes.renew(answer.id);
  swipes.stop(answer.id);
  swipes.newest(conversation.id, 5);
  swipes.newestReply(conversation.id);
  swipes.repliesAfter(conversation.id, 1);
  swipes.hasOthersAfter(conversation.id, 1, "ada");
  swipes.withControls(conversation.id);
  swipes.edit(answer.id, 0, "?", "ada");
  swipes.removeAfter(conversation.id, 100);
}

function plansOf(
  file: string,
  statements: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const client = new Sqlite(file, { readonly: true });
  const plans = new Map<string, readonly string[]>();
  for (const statement of statements) {
    if (/^(begin|commit)/i.test(statement)) continue;
    const parameters = [...statement.matchAll(/\?/g)].map(() => 0);
    const rows = client
      .prepare<number[], { detail: string }>(`explain query plan ${statement}`)
      .all(...parameters);
    plans.set(
      statement,
      rows.map((row) => row.detail),
    );
  }
  client.close();
  return plans;
}

test("a statement that runs for each of many rows is prepared once", () => {
  using folder = temporaryFolder();
  using database = openDatabase({ file: folder.file("bot.db"), logger: silentLogger });
  const sql = "select count(*) from turn where id = ?";
  const statement = database.statement<[string], number>(sql, "pluck");
  expect(database.statement(sql, "pluck")).toBe(statement);
  expect(statement.get("nobody's")).toBe(0);
});
