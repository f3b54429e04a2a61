import Sqlite from "better-sqlite3";
import { expect, test } from "vitest";
import type { ConversationStore } from "../../../src/conversation/ports.ts";
import { silentLogger } from "../../../src/lib/logger.ts";
import { createConversationStore } from "../../../src/store/conversation-store.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { ask, reply } from "../../support/conversation-inputs.ts";
import { countingIds } from "../../support/memory-store.ts";
import { startStoreProcess } from "../../support/store-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

test("a process that is killed while it writes loses nothing that it reported", async () => {
  using folder = temporaryFolder();
  const file = folder.file("bot.db");
  await using writer = startStoreProcess(file);
  await writer.lines(200);
  const said = await writer.kill();

  using database = openDatabase({ file, logger: silentLogger });
  const store = createConversationStore(database, { newId: countingIds(), now: Date.now });
  expect(said.filter((line) => line !== "open" && !holds(store, line))).toEqual([]);
  // At most the one turn that it was at is owed, and it can go on from there.
  const owed = store.owedTurns();
  expect(owed.length).toBeLessThanOrEqual(1);
  for (const turn of owed) {
    store.writeReply(turn.id, reply("after the crash"));
    store.closeTurn(turn.id);
  }
  expect(store.owedTurns()).toEqual([]);
  const conversation = store.ofChannel("channel");
  if (conversation === undefined) throw new Error("the conversation is gone");
  ask(store, conversation, { messageId: "next" });
});

test("a process that is killed leaves a whole database", async () => {
  using folder = temporaryFolder();
  const file = folder.file("bot.db");
  await using writer = startStoreProcess(file);
  await writer.lines(50);
  await writer.kill();

  const client = new Sqlite(file);
  expect(client.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(client.pragma("foreign_key_check")).toEqual([]);
  const count = (query: string) => client.prepare(query).pluck().get();
  expect(
    count("select count(*) from turn where state in ('written', 'done') and active_swipe is null"),
  ).toBe(0);
  expect(count("select count(*) from turn where state = 'open' and active_swipe is not null")).toBe(
    0,
  );
  // A user's turn, its message and the turn that is owed for it come together or not at all.
  expect(
    count(`select count(*) from turn as heard where kind = 'user' and (
      not exists (select 1 from turn where answers_turn_id = heard.id)
      or not exists (select 1 from discord_message where turn_id = heard.id))`),
  ).toBe(0);
  client.close();
});

/** Whether the store still knows what a line of the writer claims. */
function holds(store: ConversationStore, line: string): boolean {
  const [event = "", name = "", turnId = ""] = line.split(" ");
  switch (event) {
    case "heard":
      return store.turnOfMessage(name)?.state === "done" && store.turn(turnId) !== undefined;
    case "sent":
      return store.turnOfMessage(name)?.id === turnId;
    case "written":
      return store.turn(turnId)?.text === `reply ${name} `.repeat(200);
    default:
      return false;
  }
}
