import type { RemarkCode } from "../../../roleplay/remarks.ts";

export const remarks: Readonly<Record<RemarkCode, string>> = {
  nothing: "nichts",
  null: "null",
  list: "eine Liste",
  text: "ein Text",
  number: "eine Zahl",
  object: "ein Objekt",

  "card-field": "{file}: {field}: {what}",
  "text-expected": "erwartet wird ein Text, gefunden: {found}",
  "text-taken": "erwartet wird ein Text, gefunden: {found}; es gilt als Text",
  "text-left-out": "erwartet wird ein Text, gefunden: {found}; es wird weggelassen",
  "texts-expected": "erwartet wird eine Liste von Texten, gefunden: {found}",
  "texts-left-out": "erwartet wird eine Liste von Texten, gefunden: {found}; es wird weggelassen",
  "text-taken-as-list":
    "erwartet wird eine Liste von Texten, gefunden: ein Text; er gilt als Liste mit einem Eintrag",
  "text-split-at-commas":
    "erwartet wird eine Liste von Texten, gefunden: ein Text; er wird an den Kommas geteilt",
  "text-split-into-lines":
    "erwartet wird eine Liste von Texten, gefunden: ein Text; er wird in seine Zeilen geteilt",
  "object-left-out": "erwartet wird ein Objekt, gefunden: {found}; es wird weggelassen",
  "list-left-out": "erwartet wird eine Liste, gefunden: {found}; es wird weggelassen",
  "seconds-left-out":
    "erwartet wird eine Zahl von Sekunden, gefunden: {found}; es wird weggelassen",
  "milliseconds-taken": "steht in Millisekunden da und wird in Sekunden umgerechnet",
  "name-missing": "fehlt; gib der Figur einen Namen",
  "name-of-file-used": "fehlt; es gilt der Name der Datei",
  "spec-missing": "fehlt; die Karte wird als Version 2 gelesen",
  "spec-expected": 'erwartet wird "chara_card_v2" oder "chara_card_v3", gefunden: {found}',
  "spec-unknown": "{found} ist unbekannt; die Karte wird als Version 3 gelesen",
  "version-newer":
    "{found} ist neuer als dieses Programm; manches in der Karte bleibt vielleicht unbemerkt",
  "data-expected": "erwartet wird ein Objekt mit den Feldern der Karte, gefunden: {found}",
  "data-beside-used": "erwartet wird ein Objekt, gefunden: {found}; es gelten die Felder daneben",
  "beside-data-used": 'ist leer; es gilt "{name}" neben "data"',
  "copy-skipped": "{problem} Genommen wird eine andere Kopie der Karte im selben Bild.",
  "file-unreadable":
    "{file}: Die Datei lässt sich nicht lesen ({reason}). Wer diesen Bot betreibt, muss ihn sie lesen lassen.",
  "same-name": "{file}: In {other} steht eine Figur desselben Namens. Benenne eine der Dateien um.",
  "used-as-before": "{problem} Bis dahin gilt die Fassung von vorher.",
  "picture-without-card":
    "{file}: In dem Bild steckt keine Charakterkarte. Leg seine Karte als {card} daneben, oder speichere sie noch einmal als PNG.",
  "picture-unshowable":
    "{file}: Das Bild lässt sich nicht zeigen ({reason}). Speichere es noch einmal als PNG.",

  "holds-other": "darin steht {found}",
  "no-card-fields": "sie hat keines der Felder einer Karte",
  "other-description":
    "sie hat Namen oder Beschreibung, wie viele Dateien, und sonst nichts von einer Figur",
  "is-lorebook": "sie ist ein Lorebook",
  "no-card-in-archive": "im Archiv fehlt {path}",

  "directory-missing": "sein Verzeichnis fehlt",
  "directory-displaced": "sein Verzeichnis steht am falschen Ort",
  "directory-damaged": "sein Verzeichnis ist beschädigt",
  "twice-in-archive": "die Datei ist zweimal im Archiv",
  "not-where-listed": "die Datei steht nicht, wo das Verzeichnis sagt",
  "cut-off": "die Datei ist abgeschnitten",
  "packed-otherwise": "die Datei ist anders gepackt als bei Karten",
  damaged: "die Datei ist beschädigt",

  bytes: "{size}, erlaubt sind {limit}",
  files: "Dateien darin: {count}, erlaubt sind {limit}",
  brackets: "mehr als {limit} Klammern",
  "values-or-text": "mehr als {limit} Werte oder zu viel Text",
  depth: "mehr als {limit} Ebenen ineinander",
  values: "mehr als {limit} Werte",
  entries: "Einträge: {count}, gelesen werden höchstens {limit}",
  "keys-of-entry": "Der Eintrag „{entry}“ hat {count} Schlüssel, erlaubt sind {limit}",
  "groups-of-entry": "Der Eintrag „{entry}“ ist in {count} Gruppen, erlaubt sind {limit}",
  "key-of-entry":
    "Der Eintrag „{entry}“ hat einen Schlüssel von {count} Zeichen, erlaubt sind {limit}",
  "content-of-entry": "Der Inhalt des Eintrags „{entry}“ hat {count} Zeichen, erlaubt sind {limit}",
  "keys-of-book": "Die Schlüssel haben zusammen {count} Zeichen, erlaubt sind {limit}",
  "contents-of-book": "Die Inhalte haben zusammen {count} Zeichen, erlaubt sind {limit}",
  megabytes: "Gelesen werden höchstens {limit} MB",
  lines: "Gelesen werden höchstens {limit} Zeilen",

  book: "Buch",
  entry: "Eintrag {number}",
  "entry-by-key": "Eintrag „{key}“",
  about: "{subject}: {what}",
  "named-field": '"{field}" {what}',
  "should-be-text": "sollte ein Text sein",
  "should-be-text-left-out": "sollte ein Text sein und wird weggelassen",
  "should-be-list-split": "sollte eine Liste sein und wird an den Kommas geteilt",
  "should-be-list-left-out": "sollte eine Liste sein und wird weggelassen",
  "should-hold-text": "sollte nur Texte enthalten",
  "should-be-object-left-out": "sollte ein Objekt sein und wird weggelassen",
  "should-be-flag": "sollte true oder false sein",
  "should-be-flag-ignored": "sollte true oder false sein und zählt nicht",
  "should-be-number": "sollte eine Zahl sein",
  "should-be-number-ignored": "sollte eine Zahl sein und zählt nicht",
  "should-be-between": "sollte zwischen {min} und {max} liegen",
  "unknown-value": "hat einen unbekannten Wert und zählt nicht",
  "no-content": '"content" fehlt; der Eintrag sagt nichts',
  "entry-skipped": "ist kein Objekt und wird übergangen",
  "id-taken": "die Id „{id}“ ist vergeben; hier heißt sie „{other}“",
  "never-selected":
    "ist selektiv und hat keine weiteren Schlüssel, sodass KoboldAI ihn nie nähme; er wird abgeschaltet",
  "more-warnings": "Weitere Warnungen: {count}",
  "key-unusable": "„{entry}“: Der Schlüssel {key} {why}; er passt nie",

  "empty-once-expanded": "ist leer, sobald seine Makros ersetzt sind",
  "back-reference": "enthält einen Rückverweis, der sich nicht in begrenzter Zeit prüfen lässt",
  lookahead: "enthält eine Vorausschau, die sich nicht in begrenzter Zeit prüfen lässt",
  lookbehind: "enthält eine Rückschau, die sich nicht in begrenzter Zeit prüfen lässt",
  "pattern-too-large": "ist zu groß",
  "no-regex": "ist kein gültiger regulärer Ausdruck",
  "patterns-skipped":
    "Manche regulären Ausdrücke wurden nicht geprüft: Alle zusammen hätten zu lange gedauert.",
  "recursion-stopped": "Die Rekursion wurde nach {count} Durchgängen beendet.",

  "no-list-of-entries": '"{field}" sollte eine Liste von Einträgen sein',
  "no-entries": "es ist keine Liste von Einträgen",
  "no-object": "es ist kein Objekt",

  "persona-nameless": "Eine Persona braucht einen Namen.",
  "persona-name-long": "Der Name hat {length} Zeichen, erlaubt sind {limit}. Kürze ihn.",
  "persona-pronouns-long": "Die Pronomen haben {length} Zeichen, erlaubt sind {limit}. Kürze sie.",
  "persona-description-long":
    "Die Beschreibung hat {length} Zeichen, erlaubt sind {limit}. Kürze sie.",
  "persona-depth": "Die Tiefe ist {depth}; gib eine ganze Zahl von 0 bis {limit} an.",

  "preset-setting-unknown": "eine Einstellung „{setting}“ gibt es nicht",
  "preset-setting-number": "{setting} ist eine Zahl von {min} bis {max}",
  "preset-setting-whole": "{setting} ist eine ganze Zahl von {min} bis {max}",
  "preset-setting-one-of": "{setting} ist eines von {values}",
  "preset-setting-texts":
    "{setting} ist eine Liste von höchstens {count} Texten mit je 1 bis {length} Zeichen",
  "one-and-other": "{one}; {other}",

  "not-of-a-chat":
    "weder ein Beitrag noch etwas über einen Chat; erwartet wird ein Chat von SillyTavern als JSONL",
  "not-json": "kein gültiges JSON",
  "json-object-expected": "erwartet wird ein JSON-Objekt",
  "field-odd": "{field}: {what}",
};
