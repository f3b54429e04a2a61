import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("de");

export const debug: Texts["debug"] = {
  command: {
    description: "Warum Figuren sagen, was sie sagen",
    subcommands: {
      why: {
        description: "Sagt, warum eine Nachricht beantwortet wurde oder nicht",
        options: { message: "Link oder Id der Nachricht; ohne Angabe die neueste hier" },
      },
      prompt: {
        description: "Zeigt, was das Modell für eine Antwort bekommen hat, so wie es war",
        options: { message: "Link oder Id der Antwort; ohne Angabe die neueste hier" },
      },
    },
  },
  answered: {
    mention: "Beantwortet: Sie erwähnt mich.",
    reply: "Beantwortet: Sie antwortet einer Figur.",
    "direct-message": "Beantwortet: In Direktnachrichten bekommt alles eine Antwort.",
    burst: "Zusammen mit der Nachricht davor beantwortet: Sie kamen gleich hintereinander.",
    always: "Beantwortet: Hier bekommt jede Nachricht eine Antwort.",
    name: "Beantwortet: Der Name einer Figur kommt darin vor.",
    keyword: "Beantwortet: Ein Stichwort kommt darin vor.",
    chance: "Zufällig beantwortet: `/channel settings` sagt, wie wahrscheinlich das ist.",
  },
  silent: {
    "known-already": "Sie wurde schon gehört.",
    "opened-scene":
      "Nicht beantwortet: Sie hat den Beitrag eröffnet und ist das Szenario dieser Szene.",
    "opted-out": "Nicht beantwortet: Wer das schrieb, hat widersprochen (`/privacy opt-in`).",
    "from-a-bot":
      "Nicht beantwortet: Sie kommt von einem Bot. `/channel settings` sagt, welche gehört werden.",
    "bot-limit":
      "Nicht beantwortet: Bots haben ihre Antworten gehabt. Das nächste Wort eines Menschen fängt neu an.",
    "too-fast":
      "Nicht beantwortet: Es wird um mehr Antworten gebeten, als die Grenzen hier zulassen.",
    "bot-chance":
      "Nicht beantwortet: Antworten an Bots werden eine um die andere unwahrscheinlicher.",
    "direct-messages-off":
      "Nicht beantwortet: Wer mich betreibt, hat Direktnachrichten abgeschaltet.",
    "no-conversation": "Nicht beantwortet: Hier ist keine Figur. `/chat start` holt eine.",
    stopped: "Nicht beantwortet: Der Chat ist beendet. `/chat start` setzt ihn fort.",
    "ignored-user": "Nicht beantwortet: Diese Person wird hier übergangen.",
    "ignored-role": "Nicht beantwortet: Eine Rolle dieser Person wird hier übergangen.",
    "ignored-channel": "Nicht beantwortet: Dieser Kanal wird auf diesem Server übergangen.",
    empty: "Nicht beantwortet: Sie sagt nichts.",
    "out-of-character":
      "Nicht beantwortet: Sie steht neben der Geschichte, wie bei `//`, `\\` oder `((…))`.",
    "switched-off":
      "Nicht beantwortet: Figuren sind hier oder für die Rolle dieser Person abgeschaltet.",
    "not-the-host": "Nicht beantwortet: Hier bekommt nur eine Antwort, wer den Chat begonnen hat.",
    "not-addressed":
      "Nicht beantwortet: Sie ruft niemanden so, wie es hier gilt. `/channel settings` zeigt das.",
    "chance-missed":
      "Nicht beantwortet: Sie ruft niemanden, und der Zufall wollte diesmal nicht, dass jemand mitredet.",
    "chance-pause":
      "Nicht beantwortet: Sie ruft niemanden, und nach einer Antwort redet eine Weile niemand ungerufen mit.",
    "character-missing": "Nicht beantwortet: Die Karte der Figur in diesem Chat fehlt.",
    "not-age-restricted":
      "Nicht beantwortet: Wer hier mitspielt, ist für Erwachsene, und dieser Kanal hat keine Altersbeschränkung.",
    "all-muted": "Nicht beantwortet: Hier sind alle stumm. `/character tune` ändert das.",
  },
  chosen: {
    addressed: ({ character }) => `**${character}** antwortet: Die Nachricht richtet sich an sie.`,
    "replied-to": ({ character }) => `**${character}** antwortet: Die Nachricht antwortet ihr.`,
    named: ({ character }) => `**${character}** antwortet: Die Nachricht nennt sie.`,
    alone: ({ character }) => `**${character}** antwortet: Sonst darf niemand.`,
    turn: ({ character }) => `**${character}** antwortet: Sie war dran.`,
  },
  promptTitle: ({ character }) => `Was das Modell für die Antwort von ${character} bekam`,
  promptFile: "Der ganze Prompt steht in der Datei, so wie er war.",
  file: {
    title: ({ character }) => `Prompt der Antwort von ${character}`,
    turn: ({ id }) => `Beitrag: ${id}`,
    tokens: ({ promptTokens, cachedTokens, generatedTokens, exactTokens }) =>
      `Token: ${promptTokens} im Prompt (${cachedTokens} aus dem Cache), ${generatedTokens} erzeugt${exactTokens ? "" : ", geschätzt"}`,
    time: ({ durationMs, timeToFirstTokenMs }) =>
      `Zeit: ${durationMs} ms, erstes Token nach ${timeToFirstTokenMs} ms`,
    sampling: "Sampling",
    mostTokens: "Höchstens Token der Antwort",
    stopStrings: "Stoppzeichenfolgen",
    count: ({ tokens }) => `${tokens} Token`,
    beginsWith: "die Antwort beginnt mit",
    lorebooks: "Lorebooks",
    sources: "woher die Erinnerungen kommen",
    kinds: { fact: "Tatsache", summary: "Zusammenfassung", turn: "Beitrag" },
    fromTurn: ({ id }) => `Beitrag ${id}`,
    fromTurns: ({ first, last }) => `Beiträge ${first} bis ${last}`,
    byHand: "von Hand aufgeschrieben",
  },
  lore: ({ active }) => `Lore (${active} aktiv)`,
  noLore: "Kein Eintrag war aktiv.",
  standingLore: ({ sections }) =>
    `Bleibt stehen, wo es in früheren Beiträgen aufkam: ${sections.join(", ")}.`,
  memory: ({ count }) => `Erinnert (${count})`,
  model: "Modell",
  template: "Vorlage",
  ownTemplate: "die des Modells selbst",
  seed: "Seed",
  ended: "Ende",
  prompt: "Prompt",
  promptOf: ({ tokens, cached }) => `${number(tokens)} Token, ${number(cached)} aus dem Cache`,
  reply: "Antwort",
  replyOf: ({ tokens, most }) => `${number(tokens)} von höchstens ${number(most)} Token`,
  time: "Zeit",
  timeOf: ({ seconds, first }) => `${number(seconds)} s, erstes Wort nach ${number(first)} s`,
  history: ({ turns, leftOut }) =>
    `Verlauf (${plural(turns, { one: "1 Beitrag", other: `${number(turns)} Beiträge` })}${leftOut === 0 ? "" : `, ${number(leftOut)} weggelassen`})`,
  leftOut: "weggelassen",
  aroundSections: "was die Vorlage hinzufügt",
};
