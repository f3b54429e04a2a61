import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("de");

export const model: Texts["model"] = {
  command: {
    description: "Das Modell, das antwortet",
    subcommands: {
      show: { description: "Zeigt das Modell, das antwortet, und wie beschäftigt es ist" },
      list: {
        description: "Listet die vorhandenen Modelle und ob sie passen",
        options: { page: "Welche Seite; ohne Angabe die erste" },
      },
      info: {
        description: "Sagt alles, was über ein Modell bekannt ist",
        options: { model: "Welches" },
      },
      use: {
        description: "Lässt ein anderes Modell antworten, sobald es geladen ist",
        options: {
          model: "Welches; ohne Angabe gilt wieder die weitere Wahl",
          for: {
            description: "Wo es antwortet; ohne Angabe in diesem Kanal",
            choices: {
              channel: "dieser Kanal",
              server: "dieser Server",
              bot: "überall, wo niemand anders gewählt hat",
            },
          },
        },
      },
      pull: {
        description: "Lädt ein Modell herunter; für die Betreiber des Bots",
        options: {
          source: "hf:USER/REPO:QUANT, die Adresse einer .gguf-Datei oder ein Modell des Katalogs",
          cancel: "Stattdessen den Download anhalten",
        },
      },
      role: {
        description: "Lässt eine Rolle auf diesem Server Modelle wählen; für die Betreiber",
        options: { role: "Wessen Mitglieder; ohne Angabe niemandes" },
      },
    },
  },
  none: "Kein Modell läuft",
  noWorker: "Von keinem Worker war zuletzt etwas zu hören. Antworten warten, bis es einen gibt.",
  quantisation: "Quantisierung",
  size: "Größe",
  architecture: "Architektur",
  context: "Kontext",
  slots: "Plätze",
  workers: "Worker",
  queue: "Warteschlange",
  queueOf: ({ active, waiting }) => `${number(active)} in Arbeit, ${number(waiting)} warten`,
  generated: "Erzeugt",
  promptCache: "Prompt-Cache",
  cacheUnused: "noch nicht benutzt",
  cacheHits: ({ percent }) => `${percent} % Treffer`,
  count: number,
  tokens: ({ count }) => plural(count, { one: "1 Token", other: `${number(count)} Token` }),
  origins: {
    thread: "Für diesen Thread gewählt.",
    channel: "Für diesen Kanal gewählt.",
    category: "Für diese Kategorie gewählt.",
    guild: "Für diesen Server gewählt.",
    bot: "Gewählt für überall, wo niemand anders gewählt hat.",
    default: "Niemand hat eines gewählt: Es ist das Standardmodell.",
  },
  answersHere: ({ model: id }) => `Hier antwortet **${id}**.`,
  loadsWhenAsked: "Gerade ist es nicht im Speicher. Die nächste Antwort lädt es.",
  leaving: "Es schreibt seine Antworten zu Ende und verlässt den Speicher.",
  notReadYet: "noch nicht angesehen",
  verdicts: {
    fits: "passt",
    slow: "passt nur teilweise auf die GPU",
    "too-large": "passt nicht in den Speicher",
  },
  scopes: {
    channel: "in diesem Kanal",
    server: "auf diesem Server",
    bot: "überall, wo niemand anders gewählt hat",
  },
  loading: {
    checking: ({ model: id }) => `${id} wird angesehen …`,
    "making-room": ({ model: id }) =>
      `Laufende Antworten werden abgewartet, um Platz für ${id} zu machen …`,
    loading: ({ model: id, percent }) => `${id} wird geladen: ${percent} %`,
    testing: ({ model: id }) => `${id} wird ausprobiert …`,
  },
  used: ({ model: name, scope, tokens }) =>
    `**${name}** antwortet ab jetzt ${scope}, mit ${number(tokens)} Token Kontext.`,
  forgotten: ({ model: id }) =>
    id === null
      ? "Die Wahl ist aufgehoben. Hier antwortet das Standardmodell."
      : `Die Wahl ist aufgehoben. Hier antwortet ${id}.`,
  left: ({ models }) => `Um Platz zu machen, hat ${models} den Speicher verlassen.`,
  kept: ({ waiting }) =>
    plural(waiting, {
      one: "1 wartende Antwort schreibt noch das Modell davor.",
      other: `${number(waiting)} wartende Antworten schreibt noch das Modell davor.`,
    }),
  moved: ({ moved, waiting }) =>
    `${number(moved)} von ${number(waiting)} wartenden Antworten schreibt nun dieses Modell.`,
  testPassed: "Ausprobiert: Es beendet seine Antworten und zeigt keine Formatzeichen.",
  doesNotStop: "Ausprobiert: Es hat seine Antwort nicht von selbst beendet.",
  leaks: ({ marks }) =>
    `Ausprobiert: In seiner Antwort standen Zeichen eines Prompt-Formats: ${marks}`,
  speed: ({ tokens }) => `${number(tokens)} Token pro Sekunde.`,
  untested: "noch nicht ausprobiert: Es war nicht geladen",
  noFiles:
    "Noch ist keine Modelldatei bekannt. Leg eine .gguf-Datei in den Ordner der Modelle, oder nimm `/model pull`.",
  files: ({ count }) => plural(count, { one: "1 Modell", other: `${number(count)} Modelle` }),
  knownModels: "Bekannte Modelle (⬇: `/model pull` holt es)",
  routesHint:
    "Dahinter steht, wie jedes liefe, sobald seine Dateien da sind. Umgewandelt wird mit `hearthside models import`.",
  routes: {
    native: "liefe, wie es ist",
    imported: "würde umgewandelt",
    remapped: "würde in eine andere Architektur umgewandelt",
    "other engine": "liefe in einem anderen Programm",
  },
  page: ({ page, pages, next }) =>
    `Seite ${number(page)} von ${number(pages)}${next === null ? "" : `: /model list page:${next} zeigt die nächste`}.`,
  filesHint: "◉ antwortet hier. /model info sagt mehr, /model use lässt ein anderes antworten.",
  family: "Familie",
  licence: "Lizenz",
  template: "Prompt-Format",
  ownTemplate: "seine eigene Chat-Vorlage",
  stops: "Stoppzeichen",
  recommended: "Empfohlen",
  memory: "Speicher",
  selfTest: "Selbsttest",
  loses: "Was verloren geht",
  needs: (need) =>
    `Etwa ${need.total}: ${need.weights} Gewichte, ${need.conversations} für Gespräche (${need.slots} × ${number(need.tokens)} Token), ${need.work} zum Rechnen.`,
  freeOnGpu: ({ free }) => `Frei auf der GPU: ${free}.`,
  freeInMemory: ({ free }) => `Frei im Speicher: ${free}.`,
  layersOnGpu: ({ some, all }) =>
    `${some} von ${all} Schichten passen auf die GPU; der Rest ist langsam.`,
  wouldFitWith: ({ settings }) => `Es würde passen mit ${settings}.`,
  wouldFitAs: ({ quantisation, settings }) =>
    `Es würde passen als ${quantisation} mit ${settings}.`,
  pulling: (pull) =>
    `Wird heruntergeladen: ${pull.percent} %, ${pull.done} von ${pull.total}, ${pull.speed} pro Sekunde.`,
  pulled: ({ model: id, size }) => `**${id}** ist da, ${size}. \`/model use\` lässt es antworten.`,
  wasThere: ({ model: id, size }) => `**${id}** war schon da, ${size}.`,
  verified: "wie sie sein soll",
  unverified: "niemand sagt, wie sie sein soll",
  pullStopped: "Der Download hält an. Ein neuer Aufruf macht dort weiter.",
  noPull: "So ein Download läuft nicht.",
  delegated: ({ role }) => `Mitglieder von ${role} dürfen auf diesem Server Modelle wählen.`,
  delegatedToNobody: "Auf diesem Server wählen nur die Betreiber des Bots Modelle.",
};
