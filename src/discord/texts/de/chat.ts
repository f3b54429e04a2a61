import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("de");
const either = new Intl.ListFormat("de", { type: "disjunction" });
const both = new Intl.ListFormat("de", { type: "conjunction" });

export const chat: Texts["chat"] = {
  command: {
    description: "Mit einer Figur in diesem Kanal reden",
    subcommands: {
      start: {
        description: "Beginnt einen Chat mit einer Figur in diesem Kanal",
        options: {
          character: "Mit wem du reden willst",
          greeting: "Wie die Figur grüßt; ohne Angabe die erste Begrüßung",
          answer: {
            description:
              "Was eine Antwort bekommt; ohne Angabe wie bisher, am Anfang, was die Figur anspricht",
            choices: { addressed: "wenn sie angesprochen wird", always: "jede Nachricht" },
          },
          model: "Welches Modell hier antwortet; ohne Angabe bleibt es, wie es ist",
          place: {
            description: "Wo; ohne Angabe hier",
            choices: {
              here: "hier",
              thread: "in einem eigenen Thread",
              "private-thread": "in einem privaten Thread, nur für dich",
            },
          },
        },
      },
      next: {
        description: "Lässt eine Figur reden, ohne dass jemand sie ruft",
        options: { character: "Welche; ohne Angabe die, die dran ist" },
      },
      reset: { description: "Fängt neu an: Die Figur vergisst, was hier gesagt wurde" },
      continue: {
        description:
          "Die neueste Antwort geht weiter, oder deine letzte Nachricht wird beantwortet",
      },
      undo: {
        description: "Nimmt die neuesten Antworten zurück und was sie beantworteten",
        options: { n: "Wie viele Antworten; ohne Angabe eine" },
      },
      stop: {
        description:
          "Beendet den Chat hier; wer das nicht darf, hält an, was für sie oder ihn geschrieben wird",
      },
      export: {
        description: "Gibt dir den ganzen Chat als Datei",
        options: {
          format: {
            description: "Als welche Art von Datei; ohne Angabe Text",
            choices: {
              txt: "Text",
              md: "Markdown-Datei",
              jsonl: "SillyTavern (JSONL), mit allen Varianten",
            },
          },
        },
      },
      import: {
        description: "Setzt hier einen Chat aus SillyTavern oder einen exportierten fort",
        options: {
          file: "Der Chat als JSONL",
          character: "Wer ihn fortsetzt; ohne Angabe die Figur, die die Datei nennt",
        },
      },
    },
  },
  nextIs: ({ character }) => `**${character}** ist dran.`,
  noGreeting: "Keine Begrüßung",
  started: ({ character }) => `**${character}** ist da.`,
  startedIn: ({ character, thread }) => `**${character}** ist in ${thread}.`,
  resumed: ({ character }) =>
    `**${character}** ist da, und der Chat geht weiter, wo er war. \`/chat reset\` fängt neu an.`,
  answersTo: {
    everything: "Jede Nachricht bekommt eine Antwort: Schreib einfach.",
    called: ({ ways }) => `Eine Antwort bekommst du, wenn du ${either.format(ways)}.`,
    nobody:
      "Aber hier bekommt niemand eine Antwort: „Figuren antworten“ ist in `/channel settings` aus.",
    ways: {
      mention: "mich erwähnst",
      reply: "auf etwas antwortest, was die Figur gesagt hat",
      name: "ihren Namen nennst",
      keyword: "ein Stichwort dieses Kanals sagst",
    },
  },
  noOwnVoice: {
    permission:
      "Hier spricht die Figur unter meinem Namen. Damit sie ihren eigenen Namen und ihr Bild hat, gib mir in diesem Kanal „Webhooks verwalten“.",
    full: "Hier spricht die Figur unter meinem Namen. Damit sie ihren eigenen Namen und ihr Bild hat, lösch einen der 15 Webhooks dieses Kanals.",
  },
  onlyTalk:
    "Ich bin hier kein Mitglied und lese nichts: Mit `/talk` sagst du der Figur etwas, und sie antwortet unter meinem Namen.",
  nothingToForget: "Es gab nichts zu vergessen.",
  askReset:
    "Neu beginnen? Was hier gesagt wurde, vergisst die Figur; gelöscht wird nichts, und ein Knopf nimmt es zurück.",
  confirmReset: "Neu beginnen",
  wasReset: ({ turns }) =>
    plural(turns, {
      one: "Neuanfang: Die Figur hat 1 Beitrag vergessen.",
      other: `Neuanfang: Die Figur hat ${number(turns)} Beiträge vergessen.`,
    }),
  stopped: "Der Chat ist vorbei. `/chat start` setzt ihn fort.",
  stoppedOwn: ({ replies }) =>
    `${plural(replies, { one: "Die Antwort an dich ist angehalten", other: `${number(replies)} Antworten an dich sind angehalten` })}. Der Chat geht weiter: Wer ihn begonnen hat und Leute mit „Kanäle verwalten“ beenden ihn.`,
  exportWords: {
    title: ({ character }) => `Chat mit ${character}`,
    startedAfresh: "neu begonnen",
  },
  exported: ({ turns }) =>
    `Hier ist der Chat, mit ${plural(turns, { one: "1 Beitrag", other: `${number(turns)} Beiträgen` })}.`,
  imported: ({ character, turns, swipes }) =>
    `**${character}** erinnert sich jetzt an ${plural(turns, { one: "1 Beitrag", other: `${number(turns)} Beiträge` })} mit insgesamt ${plural(swipes, { one: "1 Text", other: `${number(swipes)} Texten` })}. Was hier vorher gesagt wurde, bleibt verborgen, wie nach \`/chat reset\`.`,
  importJoined: ({ characters }) =>
    `${both.format(characters.map((name) => `**${name}**`))} ${plural(characters.length, { one: "spielt", other: "spielen" })} hier jetzt auch mit.`,
  importShown: "Der letzte Beitrag erscheint im Kanal: Von dort geht es weiter.",
  importLeftOut: ({ lines }) =>
    plural(lines, {
      one: "1 Zeile, die vor dem Modell verborgen war, fehlt.",
      other: `${number(lines)} Zeilen, die vor dem Modell verborgen waren, fehlen.`,
    }),
};
