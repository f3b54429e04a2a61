import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { silentLogger } from "../../src/lib/logger.ts";
import { type Database, openDatabase } from "../../src/store/database.ts";
import {
  type ImportedTurn,
  importChat,
  importedChannel,
} from "../../src/store/memory/import-chat.ts";
import { takeInTurns } from "../../src/store/memory/take-in-turns.ts";
import { type SeededDice, seededDice } from "./seeded-dice.ts";

export interface GrownDatabase extends Disposable {
  readonly database: Database;
  /** The one in the middle. */
  readonly conversationId: string;
}

/** Kept between runs: a new form of the filling needs a new name. */
const folder = ".cache/memory-growth";
const vocabulary = 8000;
/**
 * Turns that one transaction stores and takes in. Ids that are drawn lie anywhere, so each transaction writes about all
 * of the indexes, however little it adds.
 */
const turnsAtOnce = 100_000;

/**
 * A database with so many conversations of so many turns, filled as an import fills one. It is kept, and filling goes on
 * where a killed run left it. The one in the middle of an earlier run is as it was before that run.
 */
export function grownDatabase(conversations: number, turns: number): GrownDatabase {
  const file = join(folder, `${conversations}-of-${turns}.db`);
  const database = openDatabase({ file, logger: silentLogger });
  try {
    fill(database, conversations, turns);
    const conversationId = idOf(database, Math.floor(conversations / 2)) ?? "";
    database.write(() =>
      database
        .statement<[string, number]>("delete from turn where conversation_id = ? and position > ?")
        .run(conversationId, turns),
    );
    return { database, conversationId, [Symbol.dispose]: () => database.close() };
  } catch (error) {
    database.close();
    throw error;
  }
}

function fill(database: Database, conversations: number, turns: number): void {
  const done = conversationCount(database);
  if (done === conversations) return;
  // Only to get there sooner.
  database.statement("pragma cache_size = -1500000").run();
  const atOnce = Math.max(1, Math.floor(turnsAtOnce / turns));
  for (let first = done; first < conversations; first += atOnce) {
    database.write(() => {
      for (let seed = first; seed < Math.min(first + atOnce, conversations); seed++)
        addConversation(database, seed, turns);
      while (takeInTurns(database, turnsAtOnce) > 0);
    });
    if (turns * first > 100_000)
      console.error(`${Math.min(first + atOnce, conversations)} of ${conversations} conversations`);
  }
  database.statement("pragma cache_size = -2000").run();
  database.statement("pragma wal_checkpoint(truncate)").all();
}

function addConversation(database: Database, seed: number, length: number): void {
  const dice = seededDice(seed);
  const turns = Array.from(
    { length },
    (_, index): ImportedTurn => ({
      sourceId: null,
      speakerName: index % 2 === 0 ? "Tom" : "Mia",
      isUser: true,
      text: madeSentence(dice, 15),
      at: index * 60_000,
    }),
  );
  const options = { newId: randomUUID, now: () => 0 };
  importChat(database, options, { name: `chat-${seed}`, characterName: "Mia", turns });
}

function conversationCount(database: Database): number {
  return database.read(
    () => database.statement<[], number>("select count(*) from conversation", "pluck").get() ?? 0,
  );
}

function idOf(database: Database, seed: number): string | undefined {
  return database.read(() =>
    database
      .statement<[string], string>("select id from conversation where channel_id = ?", "pluck")
      .get(importedChannel(`chat-${seed}`)),
  );
}

/** Words about as often as in people's talk, stop words left out: the commonest in one turn of ten. */
export function madeSentence(dice: SeededDice, length: number): string {
  const word = () => Math.floor(30 * (vocabulary / 30) ** (dice.below(1_000_000) / 1_000_000)) - 30;
  return Array.from({ length }, () => `w${word()}q`).join(" ");
}
