import type { OutcomeWords } from "../../../roleplay/lorebook/outcome-words.ts";
import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("fr");

const why: OutcomeWords = {
  active: (because, butFor) => `Active : ${because}${butFor}.`,
  inactive: (because) => `Pas active : ${because}.`,
  leftOut: {
    blank: ", mais elle n'a pas de texte",
    noAuthorsNote: ", mais il n'y a pas de note d'auteur cette fois",
  },
  reasons: {
    constant: () => "toujours",
    activateDecorator: () => "forcée par @@activate",
    keptAfterMatch: () => "gardée depuis sa première activation",
    sticky: ({ turnsLeft }) => `reste encore ${turns(turnsLeft)}`,
    activatedElsewhere: () => "proche par le sens",
    keys: ({ match, secondary }, said) =>
      [...new Set([match, ...secondary].map(said))].join(" et "),
  },
  obstacles: {
    disabled: () => "elle est désactivée",
    otherGeneration: ({ triggers }) => `elle ne sert que pour ${triggers.join(", ")}`,
    characterFilter: () => "elle n'est pas pour ce personnage",
    delay: ({ turnsLeft }) => `il manque ${turns(turnsLeft)} à la conversation`,
    cooldown: ({ turnsLeft }) => `elle se repose encore ${turns(turnsLeft)}`,
    dontActivateDecorator: () => "interdite par @@dont_activate",
    matchedBefore: () => "elle a déjà été active une fois",
    onlyAfter: ({ needed, count }) => `elle attend ${needed} réponses ; il y en a ${count}`,
    onlyEvery: ({ every, count }) => `seulement toutes les ${every} réponses ; il y en a ${count}`,
    otherGreeting: ({ greeting }) => `elle va avec l'accueil ${greeting}`,
    otherUserIcon: ({ name }) => `elle va avec l'icône « ${name} »`,
    contextFull: () => "le contexte est plein",
    delayedUntilRecursion: ({ level }) => `elle attend la récursion de niveau ${level}`,
    noKeys: () => "elle n'a pas de clés",
    noKeyMatched: ({ scanDepth }) =>
      `aucune de ses clés n'est dans les ${number(scanDepth)} derniers tours`,
    secondaryKeys: ({ match, logic, found }, said) =>
      `${said(match)}, mais ${logics[logic](found.map(said).join(", "))}`,
    additionalKeys: ({ match, missing }, said) =>
      `${said(match)}, mais rien de ${missing.map((key) => `« ${key} »`).join(", ")} n'est là`,
    excludedByKey: ({ match, excluding }, said) =>
      `${said(match)}, mais ${said(excluding)} l'interdit`,
    probability: ({ rolled, percent }) =>
      `les dés ont donné ${number(rolled)} ; sa chance est de ${number(percent)} pour cent`,
    group: ({ group, because, winner }) =>
      `dans le groupe « ${group} », ${groupRules[because]} (${winner})`,
    budget: ({ tokens, scope, left }) =>
      `il lui faut ${number(tokens)} jetons ; il en reste ${number(left)} au budget${scope === "book" ? " du livre" : ""}`,
    displaced: ({ by }) => `une entrée plus importante avait besoin de la place (${by})`,
    sweepLimit: () => "la recherche s'est arrêtée avant elle",
  },
  match: (key, where) => `« ${key} » ${where}`,
  places: {
    turn: ({ turnsAgo, speakerName }) =>
      turnsAgo === 0
        ? `dans le dernier tour (${speakerName})`
        : `il y a ${turns(turnsAgo)} (${speakerName})`,
    text: ({ name }) => `dans : ${name}`,
    entry: ({ title }) => `dans l'entrée « ${title} »`,
    across: () => "à cheval sur plusieurs tours",
  },
};

const groupRules = {
  sticky: "une autre entrée reste",
  taken: "une autre entrée est déjà active",
  score: "une autre entrée convient mieux",
  override: "une autre entrée passe devant",
  weight: "les dés en ont choisi une autre",
} as const;

const logics = {
  andAny: () => "aucune de ses clés secondaires n'est là",
  andAll: () => "ses clés secondaires ne sont pas toutes là",
  notAny: (found: string) => `${found} l'interdit`,
  notAll: () => "toutes ses clés secondaires sont là, ce qui l'interdit",
} as const;

function turns(count: number): string {
  return plural(count, { one: `${number(count)} tour`, other: `${number(count)} tours` });
}

export const loreOutcomes: Texts["lore-outcomes"] = {
  why,
  cost: ({ tokens, where }) => `Environ ${number(tokens)} jetons, ${where}.`,
  atDepth: ({ depth }) => `à la profondeur ${depth}`,
  places: {
    beforeChar: "avant le personnage",
    afterChar: "après le personnage",
    personality: "avec la personnalité",
    scenario: "avec le scénario",
    beforeExamples: "avant les exemples",
    afterExamples: "après les exemples",
    authorsNoteTop: "au-dessus de la note d'auteur",
    authorsNoteBottom: "sous la note d'auteur",
    outlet: "là où la carte le prévoit",
  },
};
