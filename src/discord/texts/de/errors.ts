import type { ErrorTexts } from "../error-values.ts";

export const errors: ErrorTexts = {
  "adults-only":
    "Wer hier mitspielt, ist für Erwachsene und darf nur in Kanäle mit Altersbeschränkung und deren Threads.",
  "all-muted": "Hier sind alle stumm. `/character tune` ändert das.",
  "attachment-elsewhere":
    "{file}: Diese Datei liegt nicht auf Discords eigenen Servern, darum wird sie nicht geholt. Häng sie noch einmal an.",
  "attachment-too-large":
    "{file}: Die Datei ist zu groß. Gelesen werden höchstens {mebibytes} MiB.",
  "attachment-unavailable":
    "{file}: Die Datei war bei Discord nicht zu bekommen. Häng sie noch einmal an.",
  "bad-setting": "Diese Einstellung geht so nicht: {message}",
  "bot-may-not-open-thread": "Hier darf ich keinen Thread eröffnen. Bitte gib mir: {permissions}.",
  "bot-may-not-write": "In diesem Kanal darf ich nicht schreiben. Bitte gib mir: {permissions}.",
  "cannot-branch-here": "Ein Zweig beginnt bei einer Antwort, die einen Text hat.",
  "card-broken-archive":
    "{file}: Das Archiv der Karte ist beschädigt: {why}. Speichere die Karte neu.",
  "card-broken-picture":
    "Das Bild mit der Karte ist beschädigt. Speichere die Karte neu, oder nimm ein anderes PNG.",
  "card-encrypted":
    "{file}: Diese Karte ist verschlüsselt. Speichere sie dort, wo sie herkommt, ohne Kennwort als offene Karte der Version 3.",
  "card-exists":
    "Von {character} gibt es schon eine Karte ({files}). Mit `ersetzen` ersetzt diese sie; oder gib der Figur in der Datei einen anderen Namen.",
  "card-field": "In der Karte stimmt ein Feld nicht: {file}: {field}: {what}",
  "card-none-in-picture":
    "{file}: In diesem Bild steckt keine Charakterkarte. Speichere die Karte noch einmal als PNG.",
  "card-changed":
    "Diese Karte hat sich geändert, seit das Formular offen ist. Öffne es noch einmal.",
  "card-field-too-long":
    "Dieses Feld ist länger, als ein Formular fasst. Ändere die Datei der Karte und importiere sie mit `ersetzen`.",
  "card-fields-too-long":
    "Eines dieser Felder ist zu lang für ein gemeinsames Formular: {fields}. Nenn mit `feld`, welches du ändern willst.",
  "card-not-editable":
    "Die Karte von {character} lässt sich nicht schreiben, ohne dass etwas verloren geht; darum wurde nichts geändert. Ändere ihre Datei, oder exportiere sie als PNG und importiere das mit `ersetzen`.",
  "card-not-json": "{file}: Die Karte ist kein gültiges JSON ({reason}).",
  "card-not-saved":
    "Die Karte lässt sich nicht speichern ({reason}). Wer diesen Bot betreibt, muss ihn in den Ordner der Figuren schreiben lassen.",
  "card-not-text": "{file}: Die Karte ist kein Text in UTF-8. Speichere sie als UTF-8.",
  "card-not-yaml": "{file}: Die Karte ist kein gültiges YAML ({reason}).",
  "card-too-large": "{file}: Die Karte ist zu groß: {why}.",
  "card-unknown-format":
    '{file}: Das ist keine Charakterkarte: {why}. Erwartet wird eine Karte der Version 2 oder 3 mit "spec" und "data".',
  "card-unsafe-path":
    "{file}: Das Archiv der Karte enthält einen Pfad, der nicht erlaubt ist: {path}",
  "cast-full": "Hier sind schon {limit} Figuren. `/character remove` macht Platz.",
  "character-missing": "Die Karte der Figur in diesem Chat fehlt.",
  "chat-empty": "{file}: Die Datei ist leer; erwartet wird ein Chat als JSONL.",
  "chat-line": "{file}, Zeile {number}: {why}.",
  "chat-not-text": "{file}: Das ist kein Text in UTF-8; erwartet wird ein Chat als JSONL.",
  "chat-stopped": "Der Chat hier ist beendet. `/chat start` setzt ihn fort.",
  "chat-too-large": "{file}: Dieser Chat ist zu groß. {why}.",
  "chat-needs-character":
    "Eine Figur „{name}“ gibt es hier nicht. Sag mit `figur`, wer den Chat fortsetzt.",
  "chat-too-large-to-send":
    "In diesem Format hat der Chat {mebibytes} MiB, und Discord nimmt hier {limit}. Als Text ist er kleiner.",
  "chat-without-turns": "In diesem Chat wurde noch nichts gesagt.",
  "direct-messages-off":
    "Wer mich betreibt, hat Direktnachrichten abgeschaltet. Auf einem Server kann man mit mir reden.",
  "forget-not-confirmed": "Es wurde nichts gelöscht: Dafür braucht es das Wort `forget`.",
  "here-already": "{character} ist schon da.",
  "last-of-cast":
    "Das ist die einzige Figur hier. `/chat stop` beendet den Chat, `/character use` holt eine andere an ihre Stelle.",
  "memory-fact-empty": "Es gibt nichts zu merken: Der Text ist leer.",
  "memory-fact-too-long": "Das hat {length} Zeichen; {limit} sind möglich. Kürze es.",
  "memory-file-empty":
    "{file}: Darin ist weder Memory noch Author's Note; erwartet wird ein Spielstand von KoboldAI (JSON) oder ein Chat von SillyTavern (JSONL).",
  "model-too-small-for-summaries":
    "Das Modell hier sieht {context} Token und fasst unter {least} nichts zusammen.",
  "memory-full": "Hier sind {count} Dinge gemerkt, mehr geht nicht. `/memory forget` macht Platz.",
  "memory-no-such-fact": "Das ist hier nicht gemerkt. `/memory show` zeigt, was es ist.",
  "memory-no-such-message":
    "Diese Nachricht gehört nicht zum Chat hier, also gibt es nichts zu merken.",
  "memory-not-shared-here":
    "Geteilt wird unter den Kanälen eines Servers; dies ist eine Direktnachricht.",
  "lore-content-empty": "Der Inhalt des Eintrags ist leer. Schreib, was die Figur wissen soll.",
  "lore-entry-too-long":
    "Der Inhalt des Eintrags hat mehr als {limit} Zeichen; so viel fasst kein Formular. Exportiere das Buch, ändere es und importiere es mit `ersetzen`.",
  "lore-order-invalid":
    "Die Reihenfolge des Eintrags ist „{order}“; gib eine ganze Zahl an, etwa 100.",
  "lorebook-exists":
    "Es gibt schon ein Lorebook „{name}“. Mit `ersetzen` ersetzt dieses es; oder gib dem Buch in der Datei einen anderen Namen.",
  "lorebook-invalid": "{file}: Dieses Lorebook lässt sich nicht lesen: {why}.",
  "lorebook-name-invalid": "Der Name eines Lorebooks hat 1 bis {limit} Zeichen.",
  "lorebook-name-taken": "Es gibt schon ein Lorebook „{name}“.",
  "lorebook-not-json":
    "{file}: Das Lorebook ist kein gültiges JSON ({reason}). Exportiere es noch einmal als JSON.",
  "lorebook-not-text":
    "{file}: Das ist kein Text in UTF-8. Exportiere das Buch als JSON und importiere das.",
  "lorebook-too-large": "{file}: Dieses Lorebook ist zu groß. {why}.",
  "lorebook-unknown-format":
    "Das ist kein Lorebook, das sich lesen lässt. Bekannt sind die Bücher von Charakterkarten (V2, V3), SillyTavern World Info und die Bücher von KoboldAI, NovelAI, Agnai und RisuAI, alle als JSON.",
  "name-of-cast": "{character} ist hier eine Figur: `/say-as` sagt etwas als eine.",
  "no-channel": "Benutze das in einem Kanal.",
  "no-conversation": "In diesem Kanal gibt es noch keinen Chat. Beginne einen mit `/chat start`.",
  "no-lorebooks":
    "In diesem Chat gilt kein Lorebook. `/lore import` und `/lore attach` holen eines.",
  "no-reply-yet": "In diesem Kanal wurde noch keine Antwort geschrieben.",
  "no-such-character": "Diese Figur gibt es nicht. `/character list` zeigt alle, die es gibt.",
  "no-such-entry":
    "Diesen Eintrag gibt es in diesem Lorebook nicht, oder mehrere heißen so. Wähle einen aus der Liste.",
  "no-such-greeting":
    "Diese Begrüßung hat {character} nicht. Wähle eine aus der Liste, eine Zahl von 1 bis {count} oder `none`.",
  "no-lorebook-to-add-to":
    "Ein Lorebook „{name}“ gibt es hier nicht. Lass `book` weg, um in das eigene dieses Chats zu schreiben, das mit dem ersten Eintrag entsteht; `/lore rename` benennt es dann. `/lore list` zeigt alle, die es gibt.",
  "no-such-lorebook": "Dieses Lorebook gibt es hier nicht. `/lore list` zeigt alle, die es gibt.",
  "no-such-persona":
    "Diese Persona hast du nicht. `/persona list` zeigt deine, `/persona create` macht eine.",
  "no-such-reply":
    "Diese Nachricht ist keine Antwort einer Figur in diesem Kanal. Gib den Link einer solchen Antwort an.",
  "no-such-report": "Eine offene Meldung #{number} gibt es hier nicht.",
  "no-such-setting": "Diese Einstellung gibt es nicht.",
  "no-threads-here":
    "Hier kann es keinen Thread geben. Benutze das in einem Textkanal eines Servers, oder beginne den Chat hier.",
  "not-a-card-manager":
    "Nur Leute mit „Server verwalten“ dürfen das, und Rollen, die `/server settings` dafür nennt.",
  "not-a-channel-manager": "Das dürfen nur Leute mit „Kanäle verwalten“.",
  "not-a-manager": "Das dürfen nur Leute mit „Server verwalten“.",
  "not-a-message":
    "Das ist kein Link einer Nachricht. Du bekommst ihn mit einem Rechtsklick auf die Antwort: „Nachrichtenlink kopieren“.",
  "not-age-restricted":
    "{character} ist für Erwachsene und darf nur in Kanäle mit Altersbeschränkung und deren Threads.",
  "not-in-cast": "{character} ist nicht hier. `/character add` holt sie dazu.",
  "not-in-direct-messages":
    "In Direktnachrichten darf das niemand. Benutze den Befehl auf einem Server, auf dem du „Server verwalten“ hast.",
  "not-in-private-thread":
    "Ich bin nicht in diesem privaten Thread und würde nichts von dem hören, was hier gesagt wird. Erwähne mich hier, das holt mich herein, und versuch es noch einmal.",
  "not-the-host":
    "Das dürfen nur <@{host}>, der oder die diesen Chat begonnen hat, und Leute mit „Kanäle verwalten“.",
  "note-empty": "Der Text der Notiz ist leer. `/note clear` entfernt die Notiz.",
  "note-nothing-given": "Sag, was gesetzt werden soll: `text`, `tiefe`, `abstand` oder `rolle`.",
  "note-number-invalid": "`{field}` ist {value}; gib eine ganze Zahl von 0 bis {limit} an.",
  "note-too-long": "Die Notiz hat {length} Zeichen; erlaubt sind {limit}. Kürze sie.",
  "only-in-servers": "Das geht nur auf Servern.",
  "panel-elsewhere": "Öffne diese Einstellungen dort, wo du bist, noch einmal.",
  "person-has-no-prompt":
    "Diese Nachricht hat ein Mensch geschrieben; nur Antworten haben Prompts. Gib den Link einer Antwort an.",
  "persona-exists": "Du hast schon eine Persona „{name}“.",
  "persona-invalid": "So geht diese Persona nicht. {why}",
  "persona-picture":
    "{file}: Das ist kein Bild, das sich verwenden lässt. Nimm ein PNG, JPEG oder WebP.",
  "persona-picture-lost":
    "Das Bild ist unterwegs verloren gegangen. Gib es mit `/persona edit` noch einmal.",
  "prompt-not-kept":
    "Den Prompt dieser Nachricht gibt es nicht: Begrüßungen haben keinen, und die alter Antworten werden nicht aufbewahrt.",
  "reason-not-kept":
    "Von dieser Nachricht ist nichts bekannt: Sie ist zu alt, von vor dem Chat, oder sie ging niemanden an.",
  "stopped-already": "Hier gibt es keinen Chat, der sich beenden ließe.",
  "talk-to-whom": "Hier ist noch niemand. Sag mit `figur`, wen du meinst.",
  "text-empty": "Schreib, was gesagt werden soll.",
  "text-too-long": "Das ist {length} Zeichen lang; erlaubt sind {limit}.",
  "too-many-lorebooks":
    "Es gibt hier {limit} Lorebooks, und mehr gehen nicht. Ersetze eines von ihnen.",
  "too-many-lorebooks-attached":
    "In diesem Chat gelten {limit} Lorebooks, und mehr gehen nicht. `/lore detach` nimmt eines heraus.",
  "too-many-personas":
    "Du hast {limit} Personas, und mehr gehen nicht. `/persona delete` löscht eine.",
  "unknown-command": "Diesen Befehl kenne ich nicht mehr. `/help` zeigt alle.",
  "bad-preset": "In der Voreinstellung stimmt etwas nicht: {problems}.",
  "bad-preset-name": "Der Name einer Voreinstellung hat 1 bis {limit} Zeichen.",
  "preset-line": "Zeile {line}, „{text}“, ist nicht wie `temperature = 0.8`.",
  "preset-exists": "Eine Voreinstellung „{name}“ gibt es schon.",
  "preset-ships": "„{name}“ gehört zu Hearthside und lässt sich nicht löschen.",
  "too-many-presets": "Ein Server hat höchstens {limit} Voreinstellungen.",
  "no-such-preset": "So eine Voreinstellung gibt es nicht. `/preset list` zeigt, welche da sind.",
  "preset-not-json": "Die Voreinstellung ist kein JSON. Exportiere sie in SillyTavern noch einmal.",
  "preset-unknown-format": "Das ist keine Text-Completion-Voreinstellung von SillyTavern.",
  "only-on-servers": "Dazu braucht es einen Server; hier ist keiner.",
  "not-an-operator":
    "Das dürfen nur die Betreiber dieses Bots: wer in OPERATOR_IDS steht oder, wenn das leer ist, wem die Anwendung gehört.",
  "not-a-model-chooser":
    "Modelle wählen hier nur die Betreiber des Bots und Mitglieder von <@&{role}>.",
  "bad-model-address":
    "Das ist keine Adresse eines Modells. Gib hf:BENUTZER/REPO:QUANTISIERUNG, die Adresse einer .gguf-Datei oder ein Modell von `models list`, für das es Quellen gibt.",
  closing: "Der Bot wird gerade beendet. Frag noch einmal, wenn er wieder da ist.",
  "disk-full":
    "Die Datei braucht noch {needed} auf dem Datenträger von MODELS_DIR; frei sind {free}, und 0.5 GiB davon bleiben frei. Mach erst Platz.",
  "model-checksum":
    "{file} ist nicht, was es sein sollte: Die Prüfsumme stimmt nicht. Die Datei wurde gelöscht; lade sie noch einmal.",
  "model-damaged": "Die Modelldatei {file} {what}.",
  "model-download-failed":
    "Der Download ist abgebrochen ({reason}). Ein neuer Aufruf macht dort weiter.",
  "model-fixed":
    "{model} läuft auf {engine}, das außerhalb von Hearthside eingerichtet ist. Wähle das Modell dort.",
  "model-legacy-ggml": "Die Modelldatei {file} {what}.",
  "model-load-failed": "Das Modell lässt sich nicht laden. llama.cpp sagt: {message}",
  "model-wants-account":
    "{host} verlangt für dieses Modell ein Konto. Setze HF_TOKEN auf den Schlüssel eines Kontos, das es lesen darf.",
  "model-server-refuses": "{host} antwortet mit {status}. Versuch es später noch einmal.",
  "model-out-of-memory":
    "Das Modell passt nicht in den Speicher. Nimm ein kleineres oder eine kleinere Quantisierung, oder setze GPU_LAYERS herab.",
  "model-quantisation-unknown": "Der Katalog hat {model} als {offered}, nicht als {quantisation}.",
  "model-missing": "Dieses Modell gibt es hier nicht. `/model list` zeigt alle, die es gibt.",
  "model-not-gguf": "Die Modelldatei {file} {what}.",
  "model-not-offered": "{host} hat dieses Modell nicht, oder nicht in dieser Quantisierung.",
  "model-server-unreachable": "{host} antwortet nicht. Prüfe Adresse und Verbindung.",
  "model-task-cancelled": "Der Worker hat es aufgegeben: Er wird gerade beendet.",
  "model-task-failed": "Beim Worker ist etwas schiefgegangen; sein Log hat mehr.",
  "model-task-lost": "Der Worker hat aufgehört zu antworten. Versuch es noch einmal.",
  "model-too-large":
    "{model} passt nicht in den Speicher: Es braucht etwa {needed}, und {free} sind frei. {advice}",
  "model-unreadable": "Diese Modelldatei lässt sich nicht lesen: Prüfe ihre Rechte.",
  "model-unsupported":
    "Die Modelldatei {file} hat die Architektur „{architecture}“, die dieses llama.cpp nicht kennt.",
  "model-version": "Die Modelldatei {file} {what}.",
  "no-model-source": "Für {model} hat der Katalog keine Quelle.",
  "no-worker":
    "Von keinem Worker war in letzter Zeit etwas zu hören. Starte einen mit `hearthside worker`.",
  "not-a-model": "Diese Datei ist dem Namen nach kein Modell: Sie muss auf .gguf enden.",
  "model-pull-running": "Dieses Modell wird schon heruntergeladen.",
  "model-pull-cancelled": "Der Download wurde angehalten. Ein neuer Aufruf macht dort weiter.",
  "control-outdated": "Dieser Knopf ist aus einer älteren Version und bewirkt nichts mehr.",
  "no-such-turn": "Diese Nachricht gehört zu keinem Beitrag in diesem Chat mehr.",
  "no-text-yet": "Diese Antwort hat noch keinen Text, der sich ändern ließe.",
  "not-your-reply":
    "Das dürfen nur die Person, der geantwortet wurde, <@{host}>, der oder die diesen Chat begonnen hat, und Leute mit „Kanäle verwalten“.",
  "not-your-words": "Das darf nur ändern, wer es gesagt hat.",
  "post-out-of-reach":
    "Diese Nachricht lässt sich nicht mehr ändern: Den Webhook, der sie gesagt hat, gibt es nicht mehr. Löschen kann sie, wer Nachrichten verwaltet.",
  "others-followed":
    "Inzwischen haben andere die Geschichte weitergeführt. Das wegfallen lassen dürfen nur <@{host}>, der oder die diesen Chat begonnen hat, und Leute mit „Kanäle verwalten“.",
  "nothing-to-continue": "Es wurde noch nichts gesagt, was weitergehen könnte.",
  "nothing-to-undo": "Hier gibt es nichts, was sich zurücknehmen ließe.",
  "person-edits-themself":
    "Diese Nachricht hat ein Mensch geschrieben. Wer sie schrieb, kann sie in Discord bearbeiten, und der Chat zieht mit.",
  "person-has-no-swipes":
    "Diese Nachricht hat ein Mensch geschrieben; nur Antworten lassen sich neu schreiben.",
  "reply-changed": "Diese Antwort hat sich inzwischen geändert.",
  "request-gone": "Diese Anfrage wartet nicht mehr.",
  "reply-under-way": "{character} schreibt gerade. Warte das Ende ab oder halte erst an.",
  "swipe-note-too-long": "Der Hinweis hat {length} Zeichen; erlaubt sind {limit}. Kürze ihn.",
  "thread-locked":
    "Dieser Thread ist archiviert und gesperrt, also kann sich hier nichts ändern. Wer Threads verwaltet, kann ihn wieder öffnen.",
  "too-fast": "Das war mir etwas zu schnell. Versuch es in {seconds} s noch einmal.",
  "too-much-today":
    "Für heute habe ich hier so viel für dich geschrieben, wie vorgesehen ist. Versuch es {when} noch einmal.",
  "turn-text-empty": "Der Text ist leer. Um die Antwort wegzunehmen, lösche sie.",
  "turn-text-too-long": "Der Text hat {length} Zeichen; erlaubt sind {limit}. Kürze ihn.",
  "turn-text-too-long-for-form":
    "Diese Antwort ist zu lang für ein Formular. Bitte stattdessen um eine kürzere neue Fassung.",
  "turn-was-reset":
    "Das wurde gesagt, bevor der Chat neu anfing; es lässt sich nicht neu schreiben.",
  "no-reset": "Es gibt keinen Neuanfang mehr, der sich zurücknehmen ließe.",
};
