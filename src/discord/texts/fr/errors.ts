import type { ErrorTexts } from "../error-values.ts";

export const errors: ErrorTexts = {
  "adults-only":
    "Qui joue ici est réservé aux adultes et ne peut être que dans les salons avec limite d'âge et leurs fils.",
  "all-muted": "Tout le monde est muet ici. `/character tune` y remédie.",
  "attachment-elsewhere":
    "{file} : ce fichier n'est pas sur les serveurs de Discord, il n'est donc pas lu. Joins-le encore une fois.",
  "attachment-too-large": "{file} : le fichier est trop gros. On lit {mebibytes} Mio au plus.",
  "attachment-unavailable":
    "{file} : impossible d'obtenir le fichier auprès de Discord. Joins-le encore une fois.",
  "bad-setting": "Ce réglage n'est pas possible ainsi : {message}",
  "bot-may-not-open-thread": "Je n'ai pas le droit d'ouvrir un fil ici. Donne-moi : {permissions}.",
  "bot-may-not-write": "Je n'ai pas le droit d'écrire dans ce salon. Donne-moi : {permissions}.",
  "cannot-branch-here": "Une branche part d'une réponse qui a un texte.",
  "card-broken-archive":
    "{file} : l'archive de la carte est abîmée : {why}. Enregistre la carte de nouveau.",
  "card-broken-picture":
    "L'image de la carte est abîmée. Enregistre la carte de nouveau, ou prends un autre PNG.",
  "card-encrypted":
    "{file} : cette carte est chiffrée. Enregistre-la, là d'où elle vient, sans mot de passe, comme carte ouverte de version 3.",
  "card-exists":
    "Il y a déjà une carte de {character} ({files}). Avec `remplacer`, celle-ci la remplace ; ou donne un autre nom au personnage du fichier.",
  "card-field": "Un champ de la carte n'est pas bon : {file} : {field} : {what}",
  "card-none-in-picture":
    "{file} : cette image ne contient pas de carte de personnage. Enregistre la carte à nouveau en PNG.",
  "card-changed": "Cette carte a changé depuis que le formulaire est ouvert. Ouvre-le de nouveau.",
  "card-field-too-long":
    "Ce champ est plus long que ce qu'un formulaire peut contenir. Modifie le fichier de la carte et importe-le avec `remplacer`.",
  "card-fields-too-long":
    "Un de ces champs est trop long pour un formulaire commun : {fields}. Dis avec `champ` lequel tu veux changer.",
  "card-not-editable":
    "La carte de {character} ne peut pas être écrite sans perte ; rien n'a donc été changé. Modifie son fichier, ou exporte-la en PNG et importe celui-ci avec `remplacer`.",
  "card-not-json": "{file} : la carte n'est pas du JSON valide ({reason}).",
  "card-not-saved":
    "La carte ne peut pas être enregistrée ({reason}). Qui héberge ce bot doit lui permettre d'écrire dans le dossier des personnages.",
  "card-not-text": "{file} : la carte n'est pas du texte en UTF-8. Enregistre-la en UTF-8.",
  "card-not-yaml": "{file} : la carte n'est pas du YAML valide ({reason}).",
  "card-too-large": "{file} : la carte est trop grosse : {why}.",
  "card-unknown-format":
    '{file} : ce n\'est pas une carte de personnage : {why}. Il faut une carte de version 2 ou 3, avec "spec" et "data".',
  "card-unsafe-path": "{file} : l'archive de la carte contient un chemin interdit : {path}",
  "cast-full": "Il y a déjà {limit} personnages ici. `/character remove` fait de la place.",
  "character-missing": "La carte du personnage de ce chat manque.",
  "chat-empty": "{file} : le fichier est vide ; il faut un chat en JSONL.",
  "chat-line": "{file}, ligne {number} : {why}.",
  "chat-not-text": "{file} : ce n'est pas du texte en UTF-8 ; il faut un chat en JSONL.",
  "chat-stopped": "La discussion ici est arrêtée. `/chat start` la reprend.",
  "chat-too-large": "{file} : cette discussion est trop grosse : {why}.",
  "chat-needs-character":
    "Il n'y a pas ici de personnage « {name} ». Dis avec `personnage` qui continue le chat.",
  "chat-too-large-to-send":
    "Dans ce format, le chat fait {mebibytes} Mio, et Discord en accepte {limit} ici. En texte, il est plus petit.",
  "chat-without-turns": "Rien n'a encore été dit dans ce chat.",
  "direct-messages-off":
    "Qui m'héberge a désactivé les messages privés. On peut me parler sur un serveur.",
  "forget-not-confirmed": "Rien n'a été effacé : il faut pour cela le mot `forget`.",
  "here-already": "{character} est déjà là.",
  "last-of-cast":
    "C'est le seul personnage ici. `/chat stop` termine la discussion, `/character use` en met un autre à sa place.",
  "memory-fact-empty": "Il n'y a rien à retenir : le texte est vide.",
  "memory-fact-too-long": "Ce texte a {length} caractères ; la limite est {limit}. Raccourcis-le.",
  "memory-file-empty":
    "{file} : il n'y a ni Memory ni Author's Note ; il faut une sauvegarde KoboldAI (JSON) ou un chat SillyTavern (JSONL).",
  "model-too-small-for-summaries":
    "Le modèle d'ici voit {context} jetons, et ne résume rien à moins de {least}.",
  "memory-full":
    "{count} choses sont retenues ici, et il n'y a pas de place pour plus. `/memory forget` en libère.",
  "memory-no-such-fact": "Ceci n'est pas retenu ici. `/memory show` montre ce qui l'est.",
  "memory-no-such-message":
    "Ce message ne fait pas partie du chat d'ici ; il n'y a rien à retenir.",
  "memory-not-shared-here":
    "La mémoire se partage entre les salons d'un serveur ; ceci est un message privé.",
  "lore-content-empty": "Le contenu de l'entrée est vide. Écris ce que le personnage doit savoir.",
  "lore-entry-too-long":
    "Le contenu de l'entrée dépasse {limit} caractères, plus qu'un formulaire n'en contient. Exporte le livre, modifie-le et importe-le avec `remplacer`.",
  "lore-order-invalid":
    "L'ordre de l'entrée est « {order} » ; donne un nombre entier, par exemple 100.",
  "lorebook-exists":
    "Il y a déjà un lorebook « {name} ». Avec `remplacer`, celui-ci le remplace ; ou donne un autre nom au livre du fichier.",
  "lorebook-invalid": "{file} : ce lorebook est illisible : {why}.",
  "lorebook-name-invalid": "Le nom d'un lorebook compte de 1 à {limit} caractères.",
  "lorebook-name-taken": "Il existe déjà un lorebook « {name} ».",
  "lorebook-not-json":
    "{file} : le lorebook n'est pas du JSON valide ({reason}). Exporte-le de nouveau en JSON.",
  "lorebook-not-text":
    "{file} : ce n'est pas du texte en UTF-8. Exporte le livre en JSON et importe ce fichier-là.",
  "lorebook-too-large": "{file} : ce lorebook est trop gros : {why}.",
  "lorebook-unknown-format":
    "Ce n'est pas un lorebook lisible. Sont connus les livres des cartes de personnage (V2, V3), le World Info de SillyTavern et les livres de KoboldAI, NovelAI, Agnai et RisuAI, tous en JSON.",
  "name-of-cast": "{character} est un personnage ici : `/say-as` parle à la place de l'un d'eux.",
  "no-channel": "Utilise cela dans un salon.",
  "no-conversation":
    "Il n'y a pas encore de chat dans ce salon. Commences-en un avec `/chat start`.",
  "no-lorebooks":
    "Aucun lorebook ne joue dans ce chat. `/lore import` et `/lore attach` en apportent un.",
  "no-reply-yet": "Aucune réponse n'a encore été écrite dans ce salon.",
  "no-such-character": "Ce personnage n'existe pas. `/character list` montre tous ceux qu'il y a.",
  "no-such-entry":
    "Cette entrée n'existe pas dans ce lorebook, ou plusieurs portent ce nom. Choisis-en une dans la liste.",
  "no-such-greeting":
    "{character} n'a pas ce salut. Choisis-en un dans la liste, un nombre de 1 à {count}, ou `none`.",
  "no-lorebook-to-add-to":
    "Il n'y a pas de lorebook « {name} » ici. Sans `book`, l'entrée va dans celui de ce chat, créé avec la première ; `/lore rename` le nomme ensuite. `/lore list` montre tous ceux qu'il y a.",
  "no-such-lorebook": "Ce lorebook n'existe pas ici. `/lore list` montre tous ceux qu'il y a.",
  "no-such-persona":
    "Tu n'as pas ce persona. `/persona list` montre les tiens, `/persona create` en crée un.",
  "no-such-reply":
    "Ce message n'est pas la réponse d'un personnage dans ce salon. Donne le lien d'une telle réponse.",
  "no-such-report": "Il n'y a pas de signalement ouvert n° {number} ici.",
  "no-such-setting": "Ce réglage n'existe pas.",
  "no-threads-here":
    "Il ne peut pas y avoir de fil ici. Utilise cela dans un salon textuel d'un serveur, ou commence la discussion ici.",
  "not-a-card-manager":
    "Seules les personnes avec « Gérer le serveur », et les rôles que `/server settings` désigne pour cela, peuvent le faire.",
  "not-a-channel-manager": "Seules les personnes qui ont « Gérer les salons » peuvent faire cela.",
  "not-a-manager": "Seules les personnes qui ont « Gérer le serveur » peuvent faire cela.",
  "not-a-message":
    "Ce n'est pas le lien d'un message. Tu l'obtiens d'un clic droit sur la réponse : « Copier le lien du message ».",
  "not-age-restricted":
    "{character} est réservé aux adultes et ne peut être que dans les salons avec limite d'âge et leurs fils.",
  "not-in-cast": "{character} n'est pas ici. `/character add` le fait entrer.",
  "not-in-direct-messages":
    "En message privé, personne ne peut faire cela. Utilise la commande sur un serveur où tu as « Gérer le serveur ».",
  "not-in-private-thread":
    "Je ne suis pas dans ce fil privé et n'entendrais rien de ce qui s'y dit. Mentionne-moi ici, cela m'y fait entrer, et réessaie.",
  "not-the-host":
    "Seules peuvent faire cela <@{host}>, qui a commencé ce chat, et les personnes qui ont « Gérer les salons ».",
  "note-empty": "Le texte de la note est vide. `/note clear` retire la note.",
  "note-nothing-given": "Dis ce qu'il faut régler : `texte`, `profondeur`, `intervalle` ou `rôle`.",
  "note-number-invalid": "`{field}` vaut {value} ; donne un nombre entier de 0 à {limit}.",
  "note-too-long": "La note a {length} caractères ; la limite est {limit}. Raccourcis-la.",
  "only-in-servers": "C'est possible sur les serveurs seulement.",
  "panel-elsewhere": "Rouvre ces réglages là où tu es.",
  "person-has-no-prompt":
    "Une personne a écrit ce message ; seules les réponses ont un prompt. Donne le lien d'une réponse.",
  "persona-exists": "Tu as déjà un persona « {name} ».",
  "persona-invalid": "Cette persona ne convient pas. {why}",
  "persona-picture": "{file} : ce n'est pas une image utilisable. Prends un PNG, JPEG ou WebP.",
  "persona-picture-lost": "L'image s'est perdue en route. Redonne-la avec `/persona edit`.",
  "prompt-not-kept":
    "Le prompt de ce message n'est pas là : les saluts n'en ont pas, et ceux des vieilles réponses ne sont pas gardés.",
  "reason-not-kept":
    "On ne sait rien de ce message : il est trop ancien, d'avant la discussion, ou ne s'adressait à personne.",
  "stopped-already": "Il n'y a pas de chat à arrêter ici.",
  "talk-to-whom": "Personne n'est encore là. Dis avec `personnage` à qui tu parles.",
  "text-empty": "Écris ce qui doit être dit.",
  "text-too-long": "Cela fait {length} caractères ; la limite est de {limit}.",
  "too-many-lorebooks":
    "Il y a {limit} lorebooks ici, et c'est le maximum. Remplace plutôt l'un d'eux.",
  "too-many-lorebooks-attached":
    "Ce chat a {limit} lorebooks, et c'est le maximum. `/lore detach` en retire un.",
  "too-many-personas":
    "Tu as {limit} personas, et il ne peut y en avoir plus. `/persona delete` en supprime un.",
  "unknown-command": "Je ne connais plus cette commande. `/help` montre les miennes.",
  "bad-preset": "Quelque chose ne va pas dans le préréglage : {problems}.",
  "bad-preset-name": "Le nom d'un préréglage a de 1 à {limit} caractères.",
  "preset-line": "La ligne {line}, « {text} », n'est pas comme `temperature = 0.8`.",
  "preset-exists": "Il y a déjà un préréglage « {name} ».",
  "preset-ships": "« {name} » est fourni avec Hearthside et ne se supprime pas.",
  "too-many-presets": "Un serveur a {limit} préréglages au plus.",
  "no-such-preset": "Ce préréglage n'existe pas. `/preset list` montre ceux qui existent.",
  "preset-not-json":
    "Le préréglage n'est pas du JSON. Exporte-le encore une fois depuis SillyTavern.",
  "preset-unknown-format": "Ce n'est pas un préréglage text-completion de SillyTavern.",
  "only-on-servers": "Il faut un serveur pour cela ; ici il n'y en a pas.",
  "not-an-operator":
    "Seuls les opérateurs de ce bot le peuvent : ceux d'OPERATOR_IDS ou, s'il est vide, le propriétaire de l'application.",
  "not-a-model-chooser":
    "Seuls les opérateurs du bot et les membres de <@&{role}> choisissent les modèles ici.",
  "bad-model-address":
    "Ce n'est pas l'adresse d'un modèle. Donne hf:UTILISATEUR/DEPOT:QUANTIFICATION, l'adresse d'un fichier .gguf ou un modèle de `models list` qui a des sources.",
  closing: "Le bot est en train de s'arrêter. Redemande quand il sera revenu.",
  "disk-full":
    "Il faut encore {needed} au fichier sur le disque de MODELS_DIR ; {free} sont libres, dont 0.5 GiB restent libres. Fais d'abord de la place.",
  "model-checksum":
    "{file} n'est pas ce qu'il devrait être : sa somme de contrôle est fausse. Il a été supprimé ; demande-le encore une fois.",
  "model-damaged": "Le fichier de modèle {file} {what}.",
  "model-download-failed":
    "Le téléchargement s'est interrompu ({reason}). Une nouvelle commande le reprend là où il était.",
  "model-fixed":
    "{model} tourne sur {engine}, configuré en dehors de Hearthside. Choisis son modèle là-bas.",
  "model-legacy-ggml": "Le fichier de modèle {file} {what}.",
  "model-load-failed": "Le modèle ne se laisse pas charger. llama.cpp dit : {message}",
  "model-wants-account":
    "{host} exige un compte pour ce modèle. Donne à HF_TOKEN la clé d'un compte qui peut le lire.",
  "model-server-refuses": "{host} répond par {status}. Réessaie plus tard.",
  "model-out-of-memory":
    "Le modèle ne tient pas en mémoire. Prends-en un plus petit ou une quantification plus petite, ou baisse GPU_LAYERS.",
  "model-quantisation-unknown": "Le catalogue a {model} en {offered}, pas en {quantisation}.",
  "model-missing": "Ce modèle n'existe pas ici. `/model list` montre ceux qu'il y a.",
  "model-not-gguf": "Le fichier de modèle {file} {what}.",
  "model-not-offered": "{host} n'a pas ce modèle, ou pas dans cette quantification.",
  "model-server-unreachable": "{host} ne répond pas. Vérifie l'adresse et la connexion.",
  "model-task-cancelled": "Le worker y a renoncé : il est en train de s'arrêter.",
  "model-task-failed": "Quelque chose a mal tourné chez le worker ; son journal en dit plus.",
  "model-task-lost": "Le worker a cessé de répondre. Réessaie.",
  "model-too-large":
    "{model} ne tient pas en mémoire : il lui faut environ {needed}, et {free} sont libres. {advice}",
  "model-unreadable": "Ce fichier de modèle ne peut pas être lu : vérifie ses permissions.",
  "model-unsupported":
    "Le fichier de modèle {file} a l'architecture « {architecture} », que ce llama.cpp ne connaît pas.",
  "model-version": "Le fichier de modèle {file} {what}.",
  "no-model-source": "Le catalogue n'a pas de source pour {model}.",
  "no-worker":
    "Aucun worker ne s'est manifesté dernièrement. Démarres-en un avec `hearthside worker`.",
  "not-a-model": "D'après son nom, ce fichier n'est pas un modèle : il doit finir par .gguf.",
  "model-pull-running": "Ce modèle est déjà en cours de téléchargement.",
  "model-pull-cancelled":
    "Le téléchargement a été arrêté. Le redemander le reprend où il en était.",
  "control-outdated": "Ce bouton vient d'une version plus ancienne et ne fait plus rien.",
  "no-such-turn": "Ce message ne correspond plus à aucun tour de la conversation.",
  "no-text-yet": "Cette réponse n'a pas encore de texte à modifier.",
  "not-your-reply":
    "Seuls la personne à qui elle répond, <@{host}>, qui a lancé la conversation, et les gens qui ont « Gérer les salons » peuvent faire cela.",
  "not-your-words": "Seule la personne qui l'a dit peut le changer.",
  "post-out-of-reach":
    "Ce message ne peut plus être changé : le webhook qui l'a dit n'existe plus. Qui gère les messages peut le supprimer.",
  "others-followed":
    "D'autres ont continué l'histoire depuis. Seuls <@{host}>, qui a lancé la conversation, et les gens qui ont « Gérer les salons » peuvent l'abandonner.",
  "nothing-to-continue": "Rien n'a encore été dit qui puisse continuer.",
  "nothing-to-undo": "Il n'y a rien à reprendre ici.",
  "person-edits-themself":
    "Une personne a écrit ce message. Elle peut le modifier dans Discord, et la conversation suit.",
  "person-has-no-swipes":
    "Une personne a écrit ce message ; seules les réponses peuvent être réécrites.",
  "reply-changed": "Cette réponse a changé entre-temps.",
  "request-gone": "Cette demande n'est plus en attente.",
  "reply-under-way": "{character} est en train d'écrire. Attendez la fin, ou arrêtez d'abord.",
  "swipe-note-too-long":
    "La consigne a {length} caractères ; la limite est de {limit}. Raccourcissez-la.",
  "thread-locked":
    "Ce fil est archivé et verrouillé : rien ne peut y changer. Qui gère les fils peut le rouvrir.",
  "too-fast": "C'était un peu rapide pour moi. Réessayez dans {seconds} s.",
  "too-much-today": "J'ai écrit ici pour toi autant qu'une journée le permet. Réessaie {when}.",
  "turn-text-empty": "Le texte est vide. Pour retirer la réponse, supprimez-la.",
  "turn-text-too-long":
    "Le texte a {length} caractères ; la limite est de {limit}. Raccourcissez-le.",
  "turn-text-too-long-for-form":
    "Cette réponse est trop longue pour un formulaire. Demandez plutôt une nouvelle version plus courte.",
  "turn-was-reset":
    "Cela a été dit avant que la conversation ne reparte de zéro ; impossible de le réécrire.",
  "no-reset": "Il n'y a plus de remise à zéro à annuler.",
};
