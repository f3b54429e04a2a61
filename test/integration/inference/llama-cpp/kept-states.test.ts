import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { GenerationRequest } from "../../../../src/generation/request.ts";
import type { TextEngine } from "../../../../src/generation/text-engine.ts";
import type { LlamaCppEngineOptions } from "../../../../src/inference/llama-cpp/create-llama-cpp-engine.ts";
import { systemClock } from "../../../../src/lib/clock.ts";
import { openWatchedEngine, type Reply, readReply } from "../../../support/demo-engine.ts";
import { type DemoTurn, demoRequest } from "../../../support/demo-request.ts";
import { ReplyJudge } from "../../../support/reply-judge.ts";
import { type TemporaryFolder, temporaryFolder } from "../../../support/temporary-folder.ts";

const guests = ["Tom", "Ana", "Kenji", "Priya"];

/**
 * An engine with one slot for all, and time as on a machine where a token takes so many milliseconds and files take
 * none.
 */
async function openInn(
  options: Partial<LlamaCppEngineOptions> & { readonly msPerToken?: number } = {},
) {
  let now = 0;
  const { msPerToken = 1, ...rest } = options;
  const opened = await openWatchedEngine({
    clock: { ...systemClock, now: () => now },
    ...rest,
  });
  opened.batches.failWhen(({ tokens }) => {
    now += tokens.length * msPerToken;
    return false;
  });
  return opened.engine;
}

function keptIn({ path }: TemporaryFolder, budgetBytes = 2 ** 30) {
  return { keptStates: { folder: path, budgetBytes } };
}

function keptFiles({ path }: TemporaryFolder): readonly string[] {
  const engines = readdirSync(path).map((name) => join(path, name));
  return engines.flatMap((engine) => readdirSync(engine).map((name) => join(engine, name)));
}

/** A reply, and what it was asked with. */
interface Told extends Reply {
  readonly guest: string;
  readonly request: GenerationRequest;
}

/**
 * Each guest says something, in turn, round after round; with their own words in front, so that nothing is shared.
 * `script`: what was answered elsewhere, with which the chats go on here too, whatever is answered.
 */
async function talk(
  engine: Awaited<ReturnType<typeof openInn>>,
  rounds: number,
  script: readonly { readonly text: string }[] = [],
) {
  const chats = new Map<string, DemoTurn[]>(guests.map((guest) => [guest, []]));
  const replies: Told[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const guest of guests) {
      const turns = chats.get(guest) ?? [];
      turns.push([guest, `hello, this is the ${round + 1}. time I come`]);
      const request = demoRequest({
        turns,
        conversationKey: guest,
        title: `${guest}'s story. `,
        maxTokens: 12,
      });
      const reply = await readReply(engine, request);
      turns.push(["Rosie Oakhart", (script[replies.length] ?? reply).text.trim()]);
      replies.push({ guest, request, ...reply });
    }
  }
  return replies;
}

test("a conversation that lost its slot gets its state back and reads only what is new", async () => {
  using folder = temporaryFolder();
  await using engine = await openInn(keptIn(folder));
  const replies = await talk(engine, 3);
  const known = new Map<string, number>();
  const readAgain = replies.map(({ guest, report }) => {
    const again = Math.max(0, (known.get(guest) ?? 0) - report.cachedTokens);
    // The very last token was sampled, but never evaluated.
    known.set(guest, report.promptTokens + report.generatedTokens - 1);
    return again;
  });
  expect(readAgain).toEqual(replies.map(() => 0));
});

test("all at once or one after another, with slots or without, kept or read again: the replies are the same", async () => {
  using folder = temporaryFolder();
  const ask = (guest: string) =>
    demoRequest({
      turns: [
        [guest, "hello!"],
        ["Rosie Oakhart", "Evening, love."],
        [guest, "do you know my name?"],
      ],
      conversationKey: guest,
      title: `${guest}'s story. `,
    });
  const texts = async (engine: TextEngine, way: "in turn" | "at once") => {
    const read = async (guest: string) => (await readReply(engine, ask(guest))).text;
    // Twice, so that the second time something is in a slot, in a file or gone.
    const rounds: string[][] = [];
    for (let round = 0; round < 2; round++) {
      if (way === "at once") rounds.push(await Promise.all(guests.map(read)));
      else {
        const round: string[] = [];
        for (const guest of guests) round.push(await read(guest));
        rounds.push(round);
      }
    }
    return rounds;
  };
  await using fresh = await openInn();
  await using roomy = await openInn({ slots: guests.length });
  await using keeping = await openInn(keptIn(folder));
  await using crowded = await openInn({ slots: guests.length });
  await using judge = await ReplyJudge.open();
  const [expected = [], again = []] = await texts(fresh, "in turn");
  const others = [
    again,
    ...(await texts(roomy, "in turn")),
    ...(await texts(keeping, "in turn")),
    ...(await texts(crowded, "at once")),
  ];
  for (const [index, guest] of guests.entries())
    for (const other of others)
      expect(
        await judge.difference(ask(guest), expected[index] ?? "", other[index] ?? ""),
      ).toBeNull();
});

test("without it, the whole prompt is read again; the replies are the same", async () => {
  using folder = temporaryFolder();
  await using keeping = await openInn(keptIn(folder));
  await using forgetting = await openInn();
  await using roomy = await openInn({ slots: guests.length });
  await using judge = await ReplyJudge.open();
  const kept = await talk(keeping, 2);
  const read = await talk(forgetting, 2, kept);
  const warm = await talk(roomy, 2, kept);
  for (const [index, { request, text }] of kept.entries()) {
    expect(await judge.difference(request, text, read[index]?.text ?? "")).toBeNull();
    expect(await judge.difference(request, text, warm[index]?.text ?? "")).toBeNull();
  }
  for (const { report } of read) expect(report.evaluatedTokens).toBeGreaterThan(100);
});

test("where reading is cheaper than files, nothing is kept", async () => {
  using folder = temporaryFolder();
  await using engine = await openInn({ ...keptIn(folder), msPerToken: 0 });
  const replies = await talk(engine, 2);
  for (const { report } of replies) expect(report.evaluatedTokens).toBeGreaterThan(100);
  expect(keptFiles(folder)).toEqual([]);
});

test("what is kept stays within the budget: the states unused for longest go first", async () => {
  using folder = temporaryFolder();
  const budgetBytes = 2_000_000;
  await using engine = await openInn(keptIn(folder, budgetBytes));
  const ask = (guest: string) =>
    readReply(
      engine,
      demoRequest({
        turns: [[guest, "hello"]],
        conversationKey: guest,
        title: `${guest}'s story. `,
        maxTokens: 4,
      }),
    );
  for (const guest of guests) await ask(guest);
  const files = keptFiles(folder);
  expect(files.length).toBeGreaterThan(0);
  expect(files.length).toBeLessThan(guests.length - 1);
  expect((await ask("Kenji")).report.evaluatedTokens).toBe(1);
  expect((await ask("Tom")).report.evaluatedTokens).toBeGreaterThan(100);
});

test("a card that several channels talk to is read twice, and then for none of them", async () => {
  using folder = temporaryFolder();
  await using engine = await openInn({ ...keptIn(folder), slots: 6 });
  const evaluated: number[] = [];
  for (const said of ["hello", "good evening", "is anybody there?", "what's for supper?"]) {
    const { report } = await readReply(
      engine,
      demoRequest({ turns: [["Tom", said]], conversationKey: said, maxTokens: 4 }),
    );
    evaluated.push(report.evaluatedTokens);
  }
  const [first = 0, second = 0, ...later] = evaluated;
  expect(first).toBeGreaterThan(100);
  expect(second).toBeGreaterThan(100);
  for (const count of later) expect(count).toBeLessThan(second / 2);
});

test("files go with the engine, and what a killed process left goes too", async () => {
  using folder = temporaryFolder();
  // No process has such an id.
  const leftOver = join(folder.path, "hearthside-states-4194999-abcdef");
  mkdirSync(leftOver);
  writeFileSync(join(leftOver, "0.state"), "a chat");
  const engine = await openInn(keptIn(folder));
  expect(readdirSync(folder.path)).toEqual([
    expect.stringMatching(`^hearthside-states-${process.pid}-`),
  ]);
  await talk(engine, 1);
  await engine[Symbol.asyncDispose]();
  expect(readdirSync(folder.path)).toEqual([]);
});

test("a broken file costs a re-reading and no reply", async () => {
  using folder = temporaryFolder();
  await using engine = await openInn(keptIn(folder));
  const ask = (guest: string) =>
    readReply(
      engine,
      demoRequest({
        turns: [[guest, "hello"]],
        conversationKey: guest,
        title: `${guest}'s story. `,
        maxTokens: 4,
      }),
    );
  const first = await ask("Tom");
  await ask("Ana");
  expect(keptFiles(folder).length).toBeGreaterThan(0);
  for (const file of keptFiles(folder)) writeFileSync(file, "not a state");
  const again = await ask("Tom");
  expect(again.text).toBe(first.text);
  expect(again.report.evaluatedTokens).toBeGreaterThan(100);
});
