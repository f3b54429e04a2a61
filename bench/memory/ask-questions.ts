import type { MadeQuestion, QuestionKind, TalkStyle } from "./chat-set.ts";
import type { SeededDice } from "./seeded-dice.ts";
import { fillIn, type Story, type Told } from "./tell-story.ts";

const monthNames =
  "January February March April May June July August September October November December".split(
    " ",
  );

/** Questions of every kind about what was told, at most so many of each. */
export function askQuestions(
  style: TalkStyle,
  dice: SeededDice,
  { told, people, endMs }: Story,
  name: string,
  most: number,
): readonly MadeQuestion[] {
  const questions: MadeQuestion[] = [];
  const ask = (
    kind: QuestionKind,
    text: string,
    one: Told,
    evidence: readonly string[],
    values: Readonly<Record<string, string>> = {},
  ) => {
    const other = people.find((person) => person !== one.person) ?? "";
    const filled = fillIn(style, dice, text, { ...values, p: one.person, o: other });
    const id = `${name}-${questions.length}`;
    questions.push({ id, kind, text: filled, nowMs: endMs, evidence });
  };

  const groups = dice.shuffle(groupsOf(told));
  const once = groups.flatMap((group) =>
    group.length === 1 && group[0] !== undefined && group[0].fact.events === undefined
      ? [group[0]]
      : [],
  );
  const alsoOfOthers = (one: Told) =>
    told.some((rival) => rival.fact === one.fact && rival.person !== one.person);
  for (const one of once.filter((each) => !alsoOfOthers(each)).slice(0, most))
    ask("single", detailed(one, dice), one, [one.evidence]);
  for (const one of once.filter(alsoOfOthers).slice(0, most))
    ask("other person", detailed(one, dice), one, [one.evidence]);
  const several = groups.filter((group) => group.length > 1);
  for (const [one, ...rest] of several.filter(([first]) => first?.fact.many).slice(0, most))
    if (one?.fact.many !== undefined)
      ask(
        "multi-hop",
        dice.pick(one.fact.many),
        one,
        [one, ...rest].map(({ evidence }) => evidence),
      );
  for (const group of several.filter(([first]) => first?.fact.changes).slice(0, most)) {
    const newest = group.at(-1);
    if (newest !== undefined) ask("updated", detailed(newest, dice), newest, [newest.evidence]);
  }
  for (const one of dice
    .shuffle(told.filter(({ happenedAt }) => happenedAt !== null))
    .slice(0, most)) {
    const { events } = one.fact;
    if (events === undefined) continue;
    const when = { when: `in ${monthNames[monthOf(one)]}` };
    if (dice.chance(0.6))
      ask("temporal", dice.pick(events.when), one, [one.evidence], { v: one.value });
    else ask("temporal", dice.pick(events.what), one, sameMonth(one, told), when);
  }
  return questions;
}

/** What one person told of one kind of fact, in order. */
function groupsOf(told: readonly Told[]): readonly (readonly Told[])[] {
  const groups = new Map<string, Told[]>();
  for (const one of told) {
    const key = `${one.fact.key} ${one.person}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

/** A question that speaks of how the fact came about, where that was told. */
function detailed(one: Told, dice: SeededDice): string {
  const question = dice.pick(one.fact.questions);
  return one.asked === null ? question : `${question.replace(/\?$/, "")} that ${one.asked}?`;
}

function sameMonth(one: Told, told: readonly Told[]): readonly string[] {
  return told
    .filter(
      (rival) =>
        rival.fact === one.fact &&
        rival.person === one.person &&
        rival.happenedAt !== null &&
        monthOf(rival) === monthOf(one),
    )
    .map(({ evidence }) => evidence);
}

function monthOf({ happenedAt }: Told): number {
  return new Date(happenedAt ?? 0).getUTCMonth();
}
