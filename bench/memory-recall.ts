/**
 * Measures what memory finds in made-up chats against plain full-text search, and writes the table in `docs/memory.md`:
 * `npx tsx bench/memory-recall.ts [--no-write]`. Needs no model and no network; a minute or two.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type MadeChat, type QuestionKind, questionKinds } from "./memory/chat-set.ts";
import { friendsStyle } from "./memory/friends-style.ts";
import { makeChats } from "./memory/make-chats.ts";
import { ourSearch } from "./memory/our-search.ts";
import { plainSearch } from "./memory/plain-search.ts";
import { tavernStyle } from "./memory/tavern-style.ts";
import { writtenChat } from "./memory/written-chat.ts";
import { mean } from "./support/figures.ts";

const { values } = parseArgs({ options: { "no-write": { type: "boolean" } } });
const page = "docs/memory.md";
const marks = ["<!-- recall figures -->", "<!-- end of recall figures -->"] as const;
const hits = 10;

interface Found {
  readonly kind: QuestionKind;
  readonly plain: number;
  readonly ours: number;
  readonly byWordsAlone: number;
}

const sets = [
  ...[friendsStyle, tavernStyle].map((style) => ({
    name: style.name,
    chats: makeChats(style, { seed: 7, chats: 20, turns: 500, questionsOfAKind: 6 }),
  })),
  { name: "written", chats: [writtenChat()] },
].map(({ name, chats }) => ({ name, found: chats.flatMap(measure) }));

const table = [
  `Evidence recall@${hits} in percent, without an embedding model; 20 chats of 500 turns of each made style, one written by hand.`,
  "",
  "| style | kind | questions | plain BM25 | without kin and neighbours | memory | gain |",
  "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
  ...sets.flatMap(({ name, found }) => [
    ...questionKinds.map((kind) =>
      row(
        name,
        kind,
        found.filter((one) => one.kind === kind),
      ),
    ),
    row(name, "**all**", found),
  ]),
  row(
    "together",
    "**all**",
    sets.flatMap(({ found }) => found),
  ),
].join("\n");

console.log(table);
if (values["no-write"] !== true) writeTable(table);

function measure(chat: MadeChat): readonly Found[] {
  const plain = plainSearch(chat);
  const ours = ourSearch(chat);
  return chat.questions.map(({ kind, text, nowMs, evidence }) => {
    const recall = (turns: readonly string[]) =>
      evidence.filter((turn) => turns.includes(turn)).length / evidence.length;
    return {
      kind,
      plain: recall(plain(text, hits)),
      ours: recall(ours(text, nowMs, hits)),
      byWordsAlone: recall(
        ours(text, nowMs, hits, { kin: 0, previous: 0, question: 0, next: 0, far: 0 }),
      ),
    };
  });
}

function row(style: string, kind: string, found: readonly Found[]): string {
  const percent = (of: (one: Found) => number) => 100 * mean(found.map(of));
  const plain = percent((one) => one.plain);
  const ours = percent((one) => one.ours);
  const words = percent((one) => one.byWordsAlone);
  return `| ${style} | ${kind} | ${found.length} | ${plain.toFixed(1)} | ${words.toFixed(1)} | ${ours.toFixed(1)} | ${(ours - plain).toFixed(1)} |`;
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
