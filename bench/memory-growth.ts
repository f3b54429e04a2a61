/**
 * Measures whether memory gets slower as it grows, and writes the table in `docs/memory.md`:
 * `npx tsx bench/memory-growth.ts [--turns-in-all N] [--no-write]`. The first run fills databases in `.cache/`, about 3 GB
 * in some minutes; killed, the next one goes on from there.
 */

import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readQuestion } from "../src/memory/read-question.ts";
import { searchTurns } from "../src/memory/search-turns.ts";
import { createConversationStore } from "../src/store/conversation-store.ts";
import type { Database } from "../src/store/database.ts";
import { createPassageIndex } from "../src/store/memory/sqlite-passage-index.ts";
import { takeInTurns } from "../src/store/memory/take-in-turns.ts";
import { grownDatabase, madeSentence } from "./memory/grown-database.ts";
import { seededDice } from "./memory/seeded-dice.ts";
import { median } from "./support/figures.ts";

const { values } = parseArgs({
  options: { "turns-in-all": { type: "string" }, "no-write": { type: "boolean" } },
});
const turnsInAll = Number(values["turns-in-all"] ?? 2_000_000);
const small = 1000;
const long = 200_000;
const samples = 300;
const page = "docs/memory.md";
const marks = ["<!-- growth figures -->", "<!-- end of growth figures -->"] as const;

interface Figures {
  readonly name: string;
  readonly recallMs: number;
  readonly writeMs: number;
}

const figures = [measure(1, small), measure(1, long), measure(turnsInAll / small, small)];
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

/** Measures in the conversation in the middle of a database. */
function measure(conversations: number, turns: number): Figures {
  using grown = grownDatabase(conversations, turns);
  const { database, conversationId } = grown;
  const name = `${conversations} ${conversations === 1 ? "conversation" : "conversations"} of ${turns} turns`;
  // Opened a moment ago, it has nothing of the file in memory yet; a bot that runs has.
  recallTimes(database, conversationId, 97);
  return {
    name,
    recallMs: median(recallTimes(database, conversationId, 99)),
    writeMs: median(writeTimes(database, conversationId)),
  };
}

function recallTimes(database: Database, conversationId: string, seed: number): readonly number[] {
  const index = createPassageIndex(database);
  const dice = seededDice(seed);
  return Array.from({ length: samples }, () => {
    const text = `What did Tom say of ${madeSentence(dice, 5)}?`;
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
        text: madeSentence(dice, 15),
      },
      null,
    );
    takeInTurns(database, 10);
    return performance.now() - begun;
  });
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
