import type { RemarkCode } from "../../../roleplay/remarks.ts";

export const remarks: Readonly<Record<RemarkCode, string>> = {
  nothing: "rien",
  null: "null",
  list: "une liste",
  text: "un texte",
  number: "un nombre",
  object: "un objet",

  "card-field": "{file} : {field} : {what}",
  "text-expected": "texte attendu, trouvé : {found}",
  "text-taken": "texte attendu, trouvé : {found} ; c'est pris pour un texte",
  "text-left-out": "texte attendu, trouvé : {found} ; c'est ignoré",
  "texts-expected": "liste de textes attendue, trouvé : {found}",
  "texts-left-out": "liste de textes attendue, trouvé : {found} ; c'est ignoré",
  "text-taken-as-list":
    "liste de textes attendue, trouvé : un texte ; il est pris pour une liste d'un seul",
  "text-split-at-commas": "liste de textes attendue, trouvé : un texte ; il est coupé aux virgules",
  "text-split-into-lines": "liste de textes attendue, trouvé : un texte ; il est coupé en lignes",
  "object-left-out": "objet attendu, trouvé : {found} ; c'est ignoré",
  "list-left-out": "liste attendue, trouvé : {found} ; c'est ignoré",
  "seconds-left-out": "nombre de secondes attendu, trouvé : {found} ; c'est ignoré",
  "milliseconds-taken": "est en millisecondes et converti en secondes",
  "name-missing": "manque ; donne un nom au personnage",
  "name-of-file-used": "manque ; le nom du fichier en tient lieu",
  "spec-missing": "manque ; la carte est lue comme version 2",
  "spec-expected": '"chara_card_v2" ou "chara_card_v3" attendu, trouvé : {found}',
  "spec-unknown": "{found} est inconnu ; la carte est lue comme version 3",
  "version-newer":
    "{found} est plus récent que ce programme ; une partie de la carte peut échapper",
  "data-expected": "objet avec les champs de la carte attendu, trouvé : {found}",
  "data-beside-used": "objet attendu, trouvé : {found} ; les champs à côté servent",
  "beside-data-used": 'est vide ; "{name}", à côté de "data", sert à sa place',
  "copy-skipped": "{problem} Une autre copie de la carte dans la même image sert à sa place.",
  "file-unreadable":
    "{file} : le fichier est illisible ({reason}). Qui héberge ce bot doit lui permettre de le lire.",
  "same-name": "{file} : {other} contient un personnage du même nom. Renomme l'un des fichiers.",
  "used-as-before": "{problem} D'ici là, la version d'avant sert.",
  "picture-without-card":
    "{file} : l'image ne contient pas de carte. Pose sa carte à côté sous le nom {card}, ou enregistre-la à nouveau en PNG.",
  "picture-unshowable":
    "{file} : l'image ne peut pas être montrée ({reason}). Enregistre-la à nouveau en PNG.",

  "holds-other": "il contient {found}",
  "no-card-fields": "il n'a aucun des champs d'une carte",
  "other-description":
    "il a un nom ou une description, comme bien des fichiers, et rien d'autre d'un personnage",
  "is-lorebook": "c'est un lorebook",
  "no-card-in-archive": "il manque {path} dans l'archive",

  "directory-missing": "son répertoire manque",
  "directory-displaced": "son répertoire n'est pas à sa place",
  "directory-damaged": "son répertoire est endommagé",
  "twice-in-archive": "le fichier est deux fois dans l'archive",
  "not-where-listed": "le fichier n'est pas là où le répertoire le dit",
  "cut-off": "le fichier est tronqué",
  "packed-otherwise": "le fichier est compressé autrement que dans les cartes",
  damaged: "le fichier est endommagé",

  bytes: "{size}, la limite est {limit}",
  files: "fichiers : {count}, la limite est {limit}",
  brackets: "plus de {limit} crochets",
  "values-or-text": "plus de {limit} valeurs ou trop de texte",
  depth: "plus de {limit} niveaux imbriqués",
  values: "plus de {limit} valeurs",
  entries: "entrées : {count}, on en lit {limit} au plus",
  "keys-of-entry": "l'entrée « {entry} » a {count} clés, la limite est {limit}",
  "groups-of-entry": "l'entrée « {entry} » est dans {count} groupes, la limite est {limit}",
  "key-of-entry": "l'entrée « {entry} » a une clé de {count} caractères, la limite est {limit}",
  "content-of-entry":
    "le contenu de l'entrée « {entry} » a {count} caractères, la limite est {limit}",
  "keys-of-book": "ses clés ont {count} caractères, la limite est {limit}",
  "contents-of-book": "ses contenus ont {count} caractères, la limite est {limit}",
  megabytes: "on lit {limit} Mo au plus",
  lines: "on lit {limit} lignes au plus",

  book: "livre",
  entry: "entrée {number}",
  "entry-by-key": "entrée « {key} »",
  about: "{subject} : {what}",
  "named-field": '"{field}" {what}',
  "should-be-text": "devrait être un texte",
  "should-be-text-left-out": "devrait être un texte et est ignoré",
  "should-be-list-split": "devrait être une liste et est coupé aux virgules",
  "should-be-list-left-out": "devrait être une liste et est ignoré",
  "should-hold-text": "ne devrait contenir que des textes",
  "should-be-object-left-out": "devrait être un objet et est ignoré",
  "should-be-flag": "devrait être true ou false",
  "should-be-flag-ignored": "devrait être true ou false et est ignoré",
  "should-be-number": "devrait être un nombre",
  "should-be-number-ignored": "devrait être un nombre et est ignoré",
  "should-be-between": "devrait être entre {min} et {max}",
  "unknown-value": "a une valeur inconnue et est ignoré",
  "no-content": '"content" manque ; l\'entrée ne dit rien',
  "entry-skipped": "n'est pas un objet et est ignorée",
  "id-taken": "l'identifiant « {id} » est pris ; ici c'est « {other} »",
  "never-selected":
    "est sélective sans clés secondaires, donc KoboldAI ne s'en sert jamais ; elle est désactivée",
  "more-warnings": "autres avertissements : {count}",
  "key-unusable": "« {entry} » : la clé {key} {why} ; elle ne correspond jamais",

  "empty-once-expanded": "est vide une fois ses macros remplacées",
  "back-reference": "contient une référence arrière, impossible à chercher en temps borné",
  lookahead: "contient une assertion avant, impossible à chercher en temps borné",
  lookbehind: "contient une assertion arrière, impossible à chercher en temps borné",
  "pattern-too-large": "est trop grande",
  "no-regex": "n'est pas une expression régulière valable",
  "patterns-skipped":
    "Certaines expressions régulières n'ont pas été essayées : toutes ensemble auraient pris trop de temps.",
  "recursion-stopped": "La récursion a été arrêtée après {count} passages.",

  "no-list-of-entries": '"{field}" devrait être une liste d\'entrées',
  "no-entries": "ce n'est pas une liste d'entrées",
  "no-object": "ce n'est pas un objet",

  "persona-nameless": "Il faut un nom à une persona.",
  "persona-name-long": "Le nom a {length} caractères, la limite est {limit}. Raccourcis-le.",
  "persona-pronouns-long":
    "Les pronoms ont {length} caractères, la limite est {limit}. Raccourcis-les.",
  "persona-description-long":
    "La description a {length} caractères, la limite est {limit}. Raccourcis-la.",
  "persona-depth": "La profondeur est {depth} ; donne un nombre entier de 0 à {limit}.",

  "preset-setting-unknown": "il n'y a pas de réglage « {setting} »",
  "preset-setting-number": "{setting} est un nombre de {min} à {max}",
  "preset-setting-whole": "{setting} est un nombre entier de {min} à {max}",
  "preset-setting-one-of": "{setting} est l'un de {values}",
  "preset-setting-texts":
    "{setting} est une liste de {count} textes au plus, de 1 à {length} caractères chacun",
  "one-and-other": "{one} ; {other}",

  "not-of-a-chat":
    "ni un tour ni rien sur une discussion ; une discussion SillyTavern en JSONL est attendue",
  "not-json": "JSON invalide",
  "json-object-expected": "objet JSON attendu",
  "field-odd": "{field} : {what}",
};
