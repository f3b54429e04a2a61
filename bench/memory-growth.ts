/**
 * Measures whether memory gets slower as it grows, and writes the table in `docs/memory.md`:
 * `npx tsx bench/memory-growth.ts [--turns-in-all N] [--no-write]`. The whole takes some minutes and about 3 GB of disk.
 */

import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { silentLogger } from "../src/lib/logger.ts";
import { readQuestion } from "../src/memory/read-question.ts";
import { searchTurns } from "../src/memory/search-turns.ts";
import { createConversationStore } from "../src/store/conversation-store.ts";
import { type Database, openDatabase } from "../src/store/database.ts";
import { type ImportedTurn, importChat } from "../src/store/memory/import-chat.ts";
import { createPassageIndex } from "../src/store/memory/sqlite-passage-index.ts";
import { takeInTurns } from "../src/store/memory/take-in-turns.ts";
import { type SeededDice, seededDice } from "./memory/seeded-dice.ts";
import { median } from "./support/figures.ts";

const { values } = parseArgs({
  options: { "turns-in-all": { type: "string" }, "no-write": { type: "boolean" } },
});
const turnsInAll = Number(values["turns-in-all"] ?? 2_000_000);
const small = 1000;
const long = 200_000;
const samples = 300;
const vocabulary = 8000;
const page = "docs/memory.md";
const marks = ["<!-- growth figures -->", "<!-- end of growth figures -->"] as const;

interface Figures {
  readonly name: string;
  readonly recallMs: number;
  readonly writeMs: number;
}

const figures = [
  measure(`1 conversation of ${small} turns`, [small]),
  measure(`1 conversation of ${long} turns`, [long]),
  measure(
    `${turnsInAll / small} conversations of ${small} turns`,
    Array.from({ length: turnsInAll / small }, () => small),
  ),
];
const [base] = figures;
const table = [
  "| database | recall, p50 | ratio | write a turn, p50 | ratio |",
  "| --- | ---: | ---: | ---: | ---: |",
  ...figures.map(
    ({ name, recallMs, writeMs }) =>
      `| ${name} | ${recallMs.toFixed(2)} ms | ${(recallMs / (base?.recallMs ?? 1)).toFixed(2)} | ${writeMs.toFixed(2)} ms | ${(writeMs / (base?.writeMs ?? 1)).toFixed(2)} |`,
  ),
].join("\n");
console.log(table);
if (values["no-write"] !== true) writeTable(table);

/** Fills a database and measures in the middle conversation of it. */
function measure(name: string, lengths: readonly number[]): Figures {
  const folder = mkdtempSync(join(tmpdir(), "hearthside-growth-"));
  try {
    using database = openDatabase({ file: join(folder, "bot.db"), logger: silentLogger });
    const ids = lengths.map((length, index) => fill(database, `chat-${index}`, length, index));
    while (takeInTurns(database, 2000) > 0);
    const conversationId = ids[Math.floor(ids.length / 2)] ?? "";
    return {
      name,
      writeMs: median(writeTimes(database, conversationId)),
      recallMs: median(recallTimes(database, conversationId)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function fill(database: Database, name: string, length: number, seed: number): string {
  const dice = seededDice(seed);
  const turns = Array.from(
    { length },
    (_, index): ImportedTurn => ({
      sourceId: null,
      speakerName: index % 2 === 0 ? "Tom" : "Mia",
      isUser: true,
      text: sentence(dice, 15),
      at: index * 60_000,
    }),
  );
  const options = { newId: randomUUID, now: () => 0 };
  return importChat(database, options, { name, characterName: "Mia", turns }).conversationId;
}

function recallTimes(database: Database, conversationId: string): readonly number[] {
  const index = createPassageIndex(database);
  const dice = seededDice(99);
  return Array.from({ length: samples }, () => {
    const text = `What did Tom say of ${sentence(dice, 5)}?`;
    const begun = performance.now();
    const question = readQuestion({ text, speakers: index.speakers(conversationId), nowMs: 1e9 });
    searchTurns(index, { conversationId, question, most: 10 });
    return performance.now() - begun;
  });
}

function writeTimes(database: Database, conversationId: string): readonly number[] {
  const store = createConversationStore(database, { newId: randomUUID, now: () => 1e10 });
  const dice = seededDice(98);
  return Array.from({ length: samples }, (_, index) => {
    const begun = performance.now();
    store.hear(
      {
        conversationId,
        messageId: `message-${index}`,
        channelId: "channel",
        authorId: "tom",
        personaId: null,
        speakerName: "Tom",
        text: sentence(dice, 15),
      },
      null,
    );
    takeInTurns(database, 10);
    return performance.now() - begun;
  });
}

/** Words about as often as in people's talk, stop words left out: the commonest in one turn of ten. */
function sentence(dice: SeededDice, length: number): string {
  const word = () => Math.floor(30 * (vocabulary / 30) ** (dice.below(1_000_000) / 1_000_000)) - 30;
  return Array.from({ length }, () => `w${word()}q`).join(" ");
}

function writeTable(text: string): void {
  const before = readFileSync(page, "utf8");
  const from = before.indexOf(marks[0]);
  const to = before.indexOf(marks[1]);
  if (from === -1 || to === -1) throw new Error(`${page} has no place for the figures`);
  writeFileSync(
    page,
    `${before.slice(0, from + marks[0].length)}\n\n${text}\n\n${before.slice(to)}`,
  );
}
