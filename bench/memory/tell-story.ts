import type { FactStyle, MadeTurn, TalkStyle } from "./chat-set.ts";
import type { SeededDice } from "./seeded-dice.ts";

const dayMs = 86_400_000;
const start = Date.UTC(2025, 0, 12, 18);

/** A fact that somebody told, and where. */
export interface Told {
  readonly fact: FactStyle;
  readonly person: string;
  readonly value: string;
  /** The turn that tells it. */
  readonly evidence: string;
  /** For an event: when it was. */
  readonly happenedAt: number | null;
  /** How it came about, as it is asked for; null when that wasn't told. */
  readonly asked: string | null;
}

export interface Story {
  readonly people: readonly string[];
  readonly turns: readonly MadeTurn[];
  readonly told: readonly Told[];
  /** When the last session is over. */
  readonly endMs: number;
}

/** Fills places in braces by `values`, and by the style's pools. */
export function fillIn(
  style: TalkStyle,
  dice: SeededDice,
  text: string,
  values: Readonly<Record<string, string>>,
): string {
  return text.replaceAll(
    /\{(\w+)\}/g,
    (whole, key: string) => values[key] ?? dice.pick(style.pools[key] ?? [whole]),
  );
}

export function tellStory(style: TalkStyle, dice: SeededDice, length: number): Story {
  return new Teller(style, dice).tell(length);
}

class Teller {
  readonly #style: TalkStyle;
  readonly #dice: SeededDice;
  readonly #people: readonly string[];
  readonly #turns: MadeTurn[] = [];
  readonly #told: Told[] = [];
  #at: number;
  #session = 0;

  constructor(style: TalkStyle, dice: SeededDice) {
    this.#style = style;
    this.#dice = dice;
    this.#people = dice.sample(style.people, style.speakers);
    this.#at = start + dice.below(20) * dayMs;
  }

  tell(length: number): Story {
    const dice = this.#dice;
    while (this.#turns.length < length) {
      this.#session++;
      const speaker = dice.pick(this.#people);
      this.#say(speaker, this.#fill(dice.pick(this.#style.greetings), { o: this.#other(speaker) }));
      const until = Math.min(this.#turns.length + 14 + dice.below(18), length);
      while (this.#turns.length < until)
        if (dice.chance(0.38)) this.#tellSomething();
        else this.#smallTalk();
      this.#at += (1 + dice.below(9)) * dayMs;
    }
    return { people: this.#people, turns: this.#turns, told: this.#told, endMs: this.#at };
  }

  #tellSomething(): void {
    const person = this.#dice.pick(this.#people);
    const fact = this.#dice.pick(this.#style.facts);
    const known = this.#told.some((one) => one.fact === fact && one.person === person);
    if (!known) this.#tellFact(fact, person, false);
    else if (fact.changes !== undefined) this.#tellFact(fact, person, true);
    else if (fact.many !== undefined || fact.events !== undefined)
      this.#tellFact(fact, person, false);
  }

  #tellFact(fact: FactStyle, person: string, change: boolean): void {
    const dice = this.#dice;
    const style = this.#style;
    const used = new Set(this.#told.filter((one) => one.fact === fact).map((one) => one.value));
    const values = (style.pools[fact.values] ?? []).filter((one) => !used.has(one));
    if (values.length === 0) return;
    const value = dice.pick(values);
    const listener = this.#other(person);
    const back = fact.events === undefined ? null : dice.pick(timesBack);
    const circumstance = dice.chance(0.75) ? dice.pick(style.circumstances) : null;
    const said = {
      v: value,
      w: dice.pick(style.pools[fact.details ?? fact.values] ?? [""]),
      o: listener,
      time: back?.words ?? "",
    };
    const aside =
      (fact.topic !== undefined && dice.chance(0.6) ? `, ${fact.topic}` : "") +
      (circumstance === null
        ? ""
        : `${circumstance[0].endsWith(".") ? "" : ","} ${circumstance[0]}`);
    const wasAsked = !change && dice.chance(0.4);
    if (wasAsked) this.#say(listener, this.#fill(dice.pick(fact.prompts), { ...said, o: person }));
    const texts = change ? (fact.changes ?? fact.told) : wasAsked ? fact.answers : fact.told;
    const evidence = this.#say(person, this.#fill(dice.pick(texts), said) + aside);
    this.#say(listener, this.#fill(dice.pick(style.reactions), { ...said, o: person }));
    if (dice.chance(0.4)) this.#say(person, this.#fill(dice.pick(style.reactions), said));
    this.#told.push({
      fact,
      person,
      value,
      evidence,
      happenedAt: back === null ? null : this.#at - back.days * dayMs,
      asked: circumstance === null ? null : this.#fill(circumstance[1], { ...said, p: person }),
    });
  }

  #smallTalk(): void {
    const dice = this.#dice;
    let speaker = dice.pick(this.#people);
    // Much is told that nobody will ever ask for, in the same words.
    if (dice.chance(0.15))
      this.#say(speaker, `Anyway, ${this.#fill(dice.pick(this.#style.circumstances)[0], {})}`);
    for (const line of dice.pick(this.#style.smallTalk)) {
      this.#say(speaker, this.#fill(line, { o: this.#other(speaker) }));
      speaker = this.#other(speaker);
    }
  }

  #say(speaker: string, text: string): string {
    const id = `S${this.#session}:${this.#turns.length + 1}`;
    this.#at += (20 + this.#dice.below(90)) * 1000;
    const spoken = (text[0]?.toUpperCase() ?? "") + text.slice(1);
    this.#turns.push({ id, speaker, text: spoken, at: this.#at });
    return id;
  }

  #fill(text: string, values: Readonly<Record<string, string>>): string {
    return fillIn(this.#style, this.#dice, text, values);
  }

  #other(person: string): string {
    return this.#dice.pick(this.#people.filter((name) => name !== person));
  }
}

const timesBack = [
  { days: 1, words: "yesterday" },
  { days: 2, words: "two days ago" },
  { days: 3, words: "three days ago" },
  { days: 7, words: "last week" },
];
