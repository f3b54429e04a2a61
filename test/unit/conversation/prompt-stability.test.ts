import { expect, test } from "vitest";
import { promptFacts, sentSections } from "../../../src/conversation/sent-prompt.ts";
import type { GenerationReport } from "../../../src/generation/stream-part.ts";
import { assemblePrompt } from "../../../src/roleplay/prompt/assemble-prompt.ts";
import { fitPrompt } from "../../../src/roleplay/prompt/fit-prompt.ts";
import type {
  LastPrompt,
  PromptMemory,
  PromptTurn,
} from "../../../src/roleplay/prompt/prompt-input.ts";
import { aCharacter } from "../../support/character.ts";
import { activeLore, placedLore } from "../../support/lore.ts";

/** A character is a token. */
const budget = 3800;
const saidLength = 40;
const replyLength = 120;
/** How many turns an entry stays active after its key was said. */
const activeTurns = 4;

interface Cost {
  readonly evaluated: number;
  readonly text: string;
}

/**
 * A chat in which every third person's turn calls up an entry, and with `recalls` every eighth something remembered. What a
 * prompt and the one before it, with its reply, don't
 * have in common has to be evaluated: that is how an engine's prefix cache works.
 */
function chat(turns: number, remembers: boolean, recalls = false): readonly Cost[] {
  const history: PromptTurn[] = [];
  const costs: Cost[] = [];
  let lastPrompt: LastPrompt | undefined;
  let known = "";
  for (let turn = 0; turn < turns; turn++) {
    history.push({
      id: `u${turn}`,
      speakerName: "Tom",
      text: text(turn, saidLength),
      ownTurn: false,
    });
    const called = Array.from({ length: activeTurns }, (_, back) => turn - back).filter(
      (said) => said >= 0 && said % 3 === 0,
    );
    const plan = assemblePrompt({
      character: aCharacter({ description: "d".repeat(600) }),
      userNames: ["Tom"],
      history,
      lore: placedLore({ beforeChar: called.map((said) => activeLore(text(1000 + said, 30))) }),
      memory: recalls ? memoryAt(turn) : undefined,
      lastPrompt,
    });
    const chosen = fitPrompt({ ...plan, budget, countTokens: lengthOf, measure: total });
    const prompt = chosen.map((section) => section.text).join("");
    costs.push({ evaluated: prompt.length - commonLength(known, prompt), text: prompt });
    const reply = text(2000 + turn, replyLength);
    history.push({ id: `c${turn}`, speakerName: "Rosie Oakhart", text: reply, ownTurn: true });
    known = `${prompt}Rosie Oakhart: ${reply}`;
    const included = new Set(chosen);
    const sections = plan.sections.map((section) => ({
      id: section.id,
      tokens: section.text.length,
      included: included.has(section),
    }));
    if (remembers)
      lastPrompt = promptFacts({ ...nothingElse, sections: sentSections(plan) }, {
        sections,
      } as unknown as GenerationReport);
  }
  return costs;
}

/** What comes to mind, and all that did before. */
function memoryAt(turn: number): PromptMemory {
  const newest = Math.floor(turn / 8);
  const line = (index: number) => text(5000 + index, 60);
  return {
    facts: ["Tom is a miller."],
    summaries: [],
    recalled: [line(newest)],
    lingering: Array.from({ length: newest }, (_, index) => line(index)),
  };
}

const nothingElse = { replyPrefix: "", stop: [], maxTokens: 1, lore: null, sampling: {} as never };
const lengthOf = (section: { readonly text: string }) => section.text.length;
const total = (sections: readonly { readonly text: string }[]) =>
  sections.reduce((sum, section) => sum + section.text.length, 0);

function text(seed: number, length: number): string {
  return `${seed} ${"abcdefghij".repeat(length)}`.slice(0, length);
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < Math.min(one.length, other.length) && one[length] === other[length]) length++;
  return length;
}

/** Tokens evaluated in each turn, beside those that the turn brought, once the context is full. */
function ratio(costs: readonly Cost[]): number {
  const full = costs.slice(costs.length / 2);
  const evaluated = full.reduce((sum, cost) => sum + cost.evaluated, 0);
  return evaluated / (full.length * (saidLength + replyLength));
}

test("in a long chat at full context with lore, what is evaluated stays near what is new", () => {
  expect(ratio(chat(200, true))).toBeLessThanOrEqual(1.5);
});

test("so it does when memories come and go as well, and each is told once", () => {
  const costs = chat(200, true, true);
  // A memory has more than ninety characters, its heading included: twelve for each turn.
  expect(ratio(costs)).toBeLessThanOrEqual(1.6);
  for (const [turn, { text: prompt }] of costs.entries())
    expect(prompt.split(memoryAt(turn).recalled[0] ?? "")).toHaveLength(2);
});

test("without what is known of the last prompt it would be several times as much", () => {
  expect(ratio(chat(200, false))).toBeGreaterThan(4);
});

test("between two cuts, the beginning of the prompt never changes: the reply before is never read again", () => {
  const costs = chat(200, true)
    .slice(1)
    .map(({ evaluated }) => evaluated);
  const cheap = costs.filter((evaluated) => evaluated <= saidLength + "Tom: ".length + 30);
  // A cut every nine turns or so; every other turn evaluates what was said, and the entry that it called up.
  expect(costs.length - cheap.length).toBeLessThan(costs.length / 8);
});

test("an entry that is active is always in the prompt, once", () => {
  const costs = chat(200, true);
  for (const [turn, { text: prompt }] of costs.entries()) {
    const entry = text(1000 + turn - (turn % 3), 30);
    expect(prompt.split(entry)).toHaveLength(2);
  }
});

test("an entry that isn't active any more goes with the turns that it stood among", () => {
  const last = chat(200, true).at(-1)?.text ?? "";
  expect(last).not.toContain(text(1000, 30));
  const turnsThere = [...last.matchAll(/Tom: (\d+)/g)].map(([, turn]) => Number(turn));
  const entriesThere = [...last.matchAll(/1(\d{3}) abc/g)].map(([, turn]) => Number(turn));
  expect(Math.min(...entriesThere)).toBeGreaterThanOrEqual(Math.min(...turnsThere) - activeTurns);
});
