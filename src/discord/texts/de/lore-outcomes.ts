import type { OutcomeWords } from "../../../roleplay/lorebook/outcome-words.ts";
import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("de");

const why: OutcomeWords = {
  active: (because, butFor) => `Aktiv: ${because}${butFor}.`,
  inactive: (because) => `Nicht aktiv: ${because}.`,
  leftOut: {
    blank: ", aber er hat keinen Text",
    noAuthorsNote: ", aber diesmal gibt es keine Notiz, bei der er stehen könnte",
  },
  reasons: {
    constant: () => "immer",
    activateDecorator: () => "erzwungen durch @@activate",
    keptAfterMatch: () => "bleibt, seit er zum ersten Mal aktiv war",
    sticky: ({ turnsLeft }) => `bleibt noch ${turns(turnsLeft)}`,
    activatedElsewhere: () => "dem Sinn nach ähnlich",
    keys: ({ match, secondary }, said) =>
      [...new Set([match, ...secondary].map(said))].join(" und "),
  },
  obstacles: {
    disabled: () => "er ist abgeschaltet",
    otherGeneration: ({ triggers }) => `er ist nur für ${triggers.join(", ")}`,
    characterFilter: () => "er ist nicht für diese Figur",
    delay: ({ turnsLeft }) => `das Gespräch ist um ${turns(turnsLeft)} zu kurz`,
    cooldown: ({ turnsLeft }) => `er ruht noch ${turns(turnsLeft)}`,
    dontActivateDecorator: () => "verboten durch @@dont_activate",
    matchedBefore: () => "er war schon einmal aktiv",
    onlyAfter: ({ needed, count }) => `er wartet auf ${needed} Antworten; es gibt ${count}`,
    onlyEvery: ({ every, count }) => `nur alle ${every} Antworten; es gibt ${count}`,
    otherGreeting: ({ greeting }) => `er gehört zur Begrüßung ${greeting}`,
    otherUserIcon: ({ name }) => `er gehört zum Bild „${name}“`,
    contextFull: () => "der Kontext ist voll",
    delayedUntilRecursion: ({ level }) => `er wartet auf Rekursion der Stufe ${level}`,
    noKeys: () => "er hat keine Schlüssel",
    noKeyMatched: ({ scanDepth }) =>
      `keiner seiner Schlüssel steht in den letzten ${turns(scanDepth, "dative")}`,
    secondaryKeys: ({ match, logic, found }, said) =>
      `${said(match)}, aber ${logics[logic](found.map(said).join(", "))}`,
    additionalKeys: ({ match, missing }, said) =>
      `${said(match)}, aber nichts von ${missing.map((key) => `„${key}“`).join(", ")} ist da`,
    excludedByKey: ({ match, excluding }, said) =>
      `${said(match)}, aber ${said(excluding)} verbietet es`,
    probability: ({ rolled, percent }) =>
      `die Würfel zeigten ${number(rolled)}; seine Chance ist ${number(percent)} Prozent`,
    group: ({ group, because, winner }) =>
      `in der Gruppe „${group}“ ${groupRules[because]} (${winner})`,
    budget: ({ tokens, scope, left }) =>
      `er braucht ${number(tokens)} Token; ${scope === "book" ? "das Budget des Buchs" : "das Budget"} hat noch ${number(left)}`,
    displaced: ({ by }) => `ein wichtigerer Eintrag brauchte den Platz (${by})`,
    sweepLimit: () => "die Suche endete, bevor er an der Reihe war",
  },
  match: (key, where) => `„${key}“ ${where}`,
  places: {
    turn: ({ turnsAgo, speakerName }) =>
      turnsAgo === 0
        ? `im neuesten Beitrag (${speakerName})`
        : `vor ${turns(turnsAgo, "dative")} (${speakerName})`,
    text: ({ name }) => `in: ${name}`,
    entry: ({ title }) => `im Eintrag „${title}“`,
    across: () => "über mehrere Beiträge hinweg",
  },
};

const groupRules = {
  sticky: "bleibt ein anderer",
  taken: "ist schon ein anderer aktiv",
  score: "passt ein anderer besser",
  override: "geht ein anderer vor",
  weight: "wählten die Würfel einen anderen",
} as const;

const logics = {
  andAny: () => "keiner seiner zweiten Schlüssel ist da",
  andAll: () => "nicht alle seine zweiten Schlüssel sind da",
  notAny: (found: string) => `${found} verbietet es`,
  notAll: () => "alle seine zweiten Schlüssel sind da, und das verbietet es",
} as const;

function turns(count: number, grammaticalCase: "accusative" | "dative" = "accusative"): string {
  const dative = grammaticalCase === "dative";
  return plural(count, {
    one: "1 Beitrag",
    other: dative ? `${number(count)} Beiträgen` : `${number(count)} Beiträge`,
  });
}

export const loreOutcomes: Texts["lore-outcomes"] = {
  why,
  cost: ({ tokens, where }) => `Etwa ${number(tokens)} Token, ${where}.`,
  atDepth: ({ depth }) => `in Tiefe ${depth}`,
  places: {
    beforeChar: "vor der Figur",
    afterChar: "nach der Figur",
    personality: "bei der Persönlichkeit",
    scenario: "beim Szenario",
    beforeExamples: "vor den Beispielen",
    afterExamples: "nach den Beispielen",
    authorsNoteTop: "über der Notiz",
    authorsNoteBottom: "unter der Notiz",
    outlet: "wo die Karte es vorsieht",
  },
};
