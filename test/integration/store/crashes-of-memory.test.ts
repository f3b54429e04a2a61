import { copyFileSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seededDice } from "../../../src/roleplay/lorebook/seeded-dice.ts";
import {
  buildLifeProgram,
  type KilledLife,
  type LifeProgram,
  type LifeToKill,
} from "../../support/memory-life/kill-life.ts";
import {
  forgettingSteps,
  MemoryLife,
  type Work,
  works,
} from "../../support/memory-life/memory-life.ts";
import { stateOf } from "../../support/memory-life/memory-state.ts";
import { populate, wordsOfAda } from "../../support/memory-life/populate.ts";
import { type TemporaryFolder, temporaryFolder } from "../../support/temporary-folder.ts";

/** Another seed kills at other points; a failure names the point. */
const dice = seededDice("5");
const killsPerWork = 5;

let folder: TemporaryFolder;
let program: LifeProgram;
/** A life that nobody interrupts: how many steps each work takes in it, and what there is afterwards. */
const whole = new Map<Work, { readonly steps: number; readonly end: ReturnType<typeof endOf> }>();

beforeAll(async () => {
  folder = temporaryFolder();
  program = await buildLifeProgram();
  const file = folder.file("whole.db");
  for (const work of works) {
    let steps = 0;
    using life = new MemoryLife({ file, step: () => (steps += 1) });
    if (work === works[0]) populate(life.database, 35);
    checkpoint(life);
    copyFileSync(file, before(work));
    steps = 0;
    await life.run(work);
    whole.set(work, { steps, end: endOf(life, file) });
  }
});

afterAll(() => {
  program[Symbol.dispose]();
  folder[Symbol.dispose]();
});

test.each(works)("killed while it is %s, memory ends as if nothing had happened", async (work) => {
  const { steps = 0 } = whole.get(work) ?? {};
  const points = Array.from({ length: killsPerWork }, (_, index) =>
    Math.ceil(((index + dice(`${work} ${index}`)) / killsPerWork) * steps),
  );
  const killed = await inPairs(points, async (at, index) => {
    const life = { file: copyOf(work, index), work, promised: false, at };
    const first = await program.kill(life);
    // Every third one dies once more before it is through.
    const again = index % 3 === 2 && first.killed ? await dieAgain(life, first) : first;
    await expectWhole(life, again);
    return first.killed;
  });
  // How much there is to do differs a little from run to run.
  expect(killed.filter(Boolean).length).toBeGreaterThanOrEqual(killsPerWork - 1);
});

test.each(forgettingSteps)(
  "killed when somebody's forgetting is %s, memory has nothing of theirs in the end",
  async (at) => {
    const file = copyOf("forgetting", forgettingSteps.indexOf(at) + killsPerWork);
    const life: LifeToKill = { file, work: "forgetting", promised: false, at };
    const first = await program.kill(life);
    expect(first).toEqual({ killed: true, promised: true });
    await expectWhole(life, first);
  },
);

/** Lets a life that was killed go on to its end, and compares what there is then. */
async function expectWhole(
  { file, work, at }: LifeToKill,
  { promised }: KilledLife,
): Promise<void> {
  using life = new MemoryLife({ file, promised });
  await life.run(work);
  expect({ at, ...endOf(life, file) }).toEqual({ at, ...whole.get(work)?.end });
}

function endOf({ database }: MemoryLife, file: string) {
  return { state: stateOf(database), words: wordsIn(file) };
}

/** Soon after it got up. */
function dieAgain(life: LifeToKill, { promised }: KilledLife): Promise<KilledLife> {
  return program.kill({ ...life, promised, at: Math.ceil(dice(`${life.work} again`) * 100) });
}

function before(work: Work): string {
  return folder.file(`before-${work}.db`);
}

function copyOf(work: Work, index: number): string {
  const file = folder.file(`${work}-${index}.db`);
  copyFileSync(before(work), file);
  return file;
}

/** So that the file has everything. */
function checkpoint({ database }: MemoryLife): void {
  database.read(() => database.statement("pragma wal_checkpoint(truncate)").all());
}

/** What of Ada's words can be read in the database's files. */
function wordsIn(file: string): readonly string[] {
  const bytes = ["", "-wal"].map((end) => readFileSync(`${file}${end}`));
  return wordsOfAda.filter((word) => bytes.some((each) => each.includes(word)));
}

/** Two at a time: a process each. */
async function inPairs<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const left = [...items.entries()];
  const results: Result[] = [];
  const lane = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      results.push(await work(next[1], next[0]));
  };
  await Promise.all([lane(), lane()]);
  return results;
}
