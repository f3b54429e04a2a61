/** A stretch of time, both ends included, in milliseconds since the Unix epoch. */
export interface TimeRange {
  readonly fromMs: number;
  readonly toMs: number;
}

const dayMs = 86_400_000;
const monthNames =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januar|februar|marz|mai|juni|juli|oktober|dezember|janvier|fevrier|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre";
const weekdayNames =
  "sunday|monday|tuesday|wednesday|thursday|friday|saturday|sonntag|montag|dienstag|mittwoch|donnerstag|freitag|samstag|dimanche|lundi|mardi|mercredi|jeudi|vendredi|samedi";
const numbers: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  couple: 2,
  three: 3,
  few: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  ein: 1,
  eine: 1,
  einem: 1,
  einer: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
};
const monthStarts = [
  "jan",
  "f",
  "mar",
  "a[pv]",
  "ma[iy]",
  "ju[n]|juin",
  "jul|juil",
  "a(?:ug|out)",
  "s",
  "o[ck]",
  "n",
  "d",
].map((start) => new RegExp(`^(?:${start})`));
const weekdayStarts = [
  "su|son|dim",
  "mo|lun",
  "tu|die|mar",
  "we|mit|mer",
  "th|don|jeu",
  "fr|ven",
  "sa",
].map((start) => new RegExp(`^(?:${start})`));

interface Rule {
  readonly pattern: RegExp;
  readonly range: (match: RegExpExecArray, today: number) => TimeRange | undefined;
}

/** In the order in which they are tried; the first that matches decides. `today` is a day's start. */
const rules: readonly Rule[] = [
  {
    pattern: /\b(\d{4})-(\d\d)-(\d\d)\b/,
    range: (m) => days(Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3])), 1),
  },
  {
    pattern: new RegExp(
      `\\b(\\d{1,2})(?:st|nd|rd|th|\\.)?(?: of)? (${monthNames})\\b\\.?(?:,? (\\d{4}))?`,
    ),
    range: (m, today) => dayOf(Number(m[1]), m[2], m[3], today),
  },
  {
    pattern: new RegExp(`\\b(${monthNames})\\b\\.? (\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? (\\d{4}))?`),
    range: (m, today) => dayOf(Number(m[2]), m[1], m[3], today),
  },
  {
    // `may` is a verb too: a month stands after a word that leads to one, or with its year.
    pattern: new RegExp(
      `\\b(?:(?:in|during|of|since|by|last|this|early|late|mid|im|en|letzten|au mois de) (${monthNames})\\b(?:,? (?:of )?(\\d{4}))?|(${monthNames}),? (\\d{4}))\\b`,
    ),
    range: (m, today) => monthOf(m[1] ?? m[3], m[2] ?? m[4], today),
  },
  {
    pattern: /\b(?:in|during|of|since|back in|im jahr|en) ((?:19|20)\d\d)\b/,
    range: (m) => years(Number(m[1]), 1),
  },
  {
    pattern: /\b(?:day before yesterday|vorgestern|avant-hier)\b/,
    range: (_m, today) => days(today - 2 * dayMs, 1),
  },
  {
    pattern:
      /\b(?:yesterday|last night|gestern|hier soir|la nuit derniere)\b|\b(?:d')?hier\b(?= |$|[?.!,])(?! ist| war| sind)/,
    range: (m, today) =>
      days(today - dayMs, m[0].includes("night") || m[0].includes("nuit") ? 1.5 : 1),
  },
  {
    pattern: /\b(?:today|tonight|this morning|this afternoon|earlier today|heute|aujourd'hui)\b/,
    range: (_m, today) => days(today, 1),
  },
  {
    pattern:
      /\b(?:(\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|couple|few)(?: of)? (day|week|month|year)s? (?:ago|back|earlier)|vor (\d+|eine[mr]?|zwei|drei|vier) (tag|woche|monat|jahr)e?n?|il y a (\d+|une?|deux|trois|quatre) (jour|semaine|mois|an)s?)\b/,
    range: (m, today) => ago(m[1] ?? m[3] ?? m[5], m[2] ?? m[4] ?? m[6], today),
  },
  {
    pattern: /\b(?:last|past|previous) (?:few|couple of) (day|week|month)s\b/,
    range: (m, today) => ({ fromMs: today - 4 * spanOf(m[1]) * dayMs, toMs: today + dayMs - 1 }),
  },
  {
    pattern: /\b(?:last|past|previous) weekend\b|\bletztes wochenende\b|\ble week-?end dernier\b/,
    range: (_m, today) => weekend(today),
  },
  {
    pattern: /\bthis weekend\b/,
    range: (_m, today) => days(today - mondayOffset(today) * dayMs + 4 * dayMs, 3),
  },
  {
    pattern: /\b(?:last|past|previous) week\b|\bletzte[rn]? woche\b|\bla semaine derniere\b/,
    range: (_m, today) => days(today - (mondayOffset(today) + 7) * dayMs, 7),
  },
  {
    pattern: /\bthis week\b|\bdiese woche\b|\bcette semaine\b/,
    range: (_m, today) => days(today - mondayOffset(today) * dayMs, 7),
  },
  {
    pattern: /\b(?:last|past|previous) month\b|\bletzten monat\b|\ble mois dernier\b/,
    range: (_m, today) => months(yearOf(today), monthIndex(today) - 1, 1),
  },
  {
    pattern: /\bthis month\b|\bdiesen monat\b|\bce mois-ci\b/,
    range: (_m, today) => months(yearOf(today), monthIndex(today), 1),
  },
  {
    pattern: /\b(?:last|past|previous) year\b|\bletztes jahr\b|\bl'annee derniere\b/,
    range: (_m, today) => years(yearOf(today) - 1, 1),
  },
  {
    pattern: /\bthis year\b|\bdieses jahr\b|\bcette annee\b/,
    range: (_m, today) => years(yearOf(today), 1),
  },
  {
    pattern:
      /\b(?:(last|past|this) (spring|summer|autumn|fall|winter)|(?:in (?:the )?|during (?:the )?|over the )(spring|summer|autumn|fall|winter)(?: of (\d{4}))?)\b/,
    range: (m, today) => season(m[2] ?? m[3], m[4], m[1] === "this" ? today : today - 60 * dayMs),
  },
  {
    pattern: new RegExp(
      `\\b(?:(?:last|past|on|letzten|am) (${weekdayNames})|(${weekdayNames}) dernier)\\b`,
    ),
    range: (m, today) => lastWeekday(m[1] ?? m[2], today),
  },
  {
    pattern: /\b(?:recently|lately|these days|neulich|kurzlich|recemment)\b/,
    range: (_m, today) => ({ fromMs: today - 21 * dayMs, toMs: today + dayMs - 1 }),
  },
];

/**
 * The time that a text speaks of: `yesterday`, `last week`, `two months ago`, `in May`, `on 7 May 2023`. Undefined when it
 * names none. `nowMs` is what words are relative to; `offsetMs` is added to UTC for the clock that people go by.
 */
export function timeRangeOf(text: string, nowMs: number, offsetMs = 0): TimeRange | undefined {
  const plain = text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/\s+/g, " ");
  const local = nowMs + offsetMs;
  const today = local - (((local % dayMs) + dayMs) % dayMs);
  for (const { pattern, range } of rules) {
    const match = pattern.exec(plain);
    const found = match === null ? undefined : range(match, today);
    if (found !== undefined)
      return { fromMs: found.fromMs - offsetMs, toMs: found.toMs - offsetMs };
  }
  return undefined;
}

const timeTelling = new RegExp(
  `\\b(?:today|tonight|yesterday|tomorrow|weekend|week|weeks|month|months|year|years|ago|since|recently|lately|morning|evening|night|${weekdayNames}|january|february|march|april|june|july|august|september|october|november|december|in may|(?:19|20)\\d\\d|\\d{1,2}(?:st|nd|rd|th)|heute|gestern|morgen|woche|monat|jahr|hier|demain|semaine|mois|annee)\\b`,
);

/** Whether a text says when something was or will be. */
export function tellsTime(text: string): boolean {
  return timeTelling.test(text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase());
}

function days(start: number, count: number): TimeRange {
  return { fromMs: start, toMs: start + count * dayMs - 1 };
}

function months(year: number, month: number, count: number): TimeRange {
  return { fromMs: Date.UTC(year, month, 1), toMs: Date.UTC(year, month + count, 1) - 1 };
}

function years(year: number, count: number): TimeRange {
  return months(year, 0, 12 * count);
}

function dayOf(
  day: number,
  name: string | undefined,
  year: string | undefined,
  today: number,
): TimeRange | undefined {
  const month = monthNumber(name);
  if (month === undefined || day < 1 || day > 31) return undefined;
  const date = (of: number) => Date.UTC(of, month, day);
  const start = year === undefined ? latest(date, today) : date(Number(year));
  return days(start, 1);
}

function monthOf(
  name: string | undefined,
  year: string | undefined,
  today: number,
): TimeRange | undefined {
  const month = monthNumber(name);
  if (month === undefined) return undefined;
  const start = (of: number) => Date.UTC(of, month, 1);
  const chosen = year === undefined ? yearOf(latest(start, today)) : Number(year);
  return months(chosen, month, 1);
}

/** Of a day that comes every year, the last one that has begun. */
function latest(date: (year: number) => number, today: number): number {
  const thisYear = date(yearOf(today));
  return thisYear <= today ? thisYear : date(yearOf(today) - 1);
}

function ago(count: string | undefined, unit: string | undefined, today: number): TimeRange {
  const number = numbers[count ?? ""] ?? Number(count);
  const span = spanOf(unit);
  const middle = today - number * span * dayMs;
  // The further back, the less exactly people count.
  const slack = span === 1 ? (number > 3 ? 1 : 0) : span / 2 + (span > 7 ? 5 : 0);
  return { fromMs: middle - slack * dayMs, toMs: middle + (slack + 1) * dayMs - 1 };
}

function spanOf(unit = ""): number {
  if (/^(?:week|woche|semaine)/.test(unit)) return 7;
  if (/^(?:month|monat|mois)/.test(unit)) return 30.4;
  if (/^(?:year|jahr|an)/.test(unit)) return 365.25;
  return 1;
}

/** The weekend before this week's Monday, Friday evening included. */
function weekend(today: number): TimeRange {
  return days(today - (mondayOffset(today) + 3) * dayMs, 3);
}

function season(
  name: string | undefined,
  year: string | undefined,
  today: number,
): TimeRange | undefined {
  const first = { spring: 2, summer: 5, autumn: 8, fall: 8, winter: 11 }[name ?? ""];
  if (first === undefined) return undefined;
  const start = (of: number) => Date.UTC(of, first, 1);
  return months(year === undefined ? yearOf(latest(start, today)) : Number(year), first, 3);
}

function lastWeekday(name: string | undefined, today: number): TimeRange | undefined {
  const weekday = weekdayStarts.findIndex((start) => start.test(name ?? ""));
  if (weekday === -1) return undefined;
  const back = (new Date(today).getUTCDay() - weekday + 7) % 7 || 7;
  return days(today - back * dayMs, 1);
}

/** Days since Monday. */
function mondayOffset(today: number): number {
  return (new Date(today).getUTCDay() + 6) % 7;
}

function monthNumber(name: string | undefined): number | undefined {
  const found = monthStarts.findIndex((start) => start.test(name ?? ""));
  return found === -1 ? undefined : found;
}

function yearOf(time: number): number {
  return new Date(time).getUTCFullYear();
}

function monthIndex(time: number): number {
  return new Date(time).getUTCMonth();
}
