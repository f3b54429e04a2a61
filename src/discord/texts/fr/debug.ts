import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("fr");

export const debug: Texts["debug"] = {
  command: {
    description: "Pourquoi les personnages disent ce qu'ils disent",
    subcommands: {
      why: {
        description: "Dit pourquoi un message a eu une réponse ou non",
        options: { message: "Lien ou id du message ; sans précision, le plus récent ici" },
      },
      prompt: {
        description: "Montre ce que le modèle a reçu pour une réponse, tel quel",
        options: { message: "Lien ou identifiant de la réponse ; sans précision, la dernière ici" },
      },
    },
  },
  answered: {
    mention: "Réponse : il me mentionne.",
    reply: "Réponse : il répond à un personnage.",
    "direct-message": "Réponse : en messages privés, tout en reçoit une.",
    burst: "Réponse commune avec le message d'avant : ils se suivaient de près.",
    always: "Réponse : ici, chaque message en reçoit une.",
    name: "Réponse : le nom d'un personnage s'y trouve.",
    keyword: "Réponse : un mot-clé s'y trouve.",
    chance: "Réponse par hasard : `/channel settings` en dit la probabilité.",
  },
  silent: {
    "known-already": "Il avait déjà été entendu.",
    "opened-scene": "Pas de réponse : il a ouvert le post et sert de scénario à cette scène.",
    "opted-out": "Sans réponse : qui l'a écrit s'est opposé (`/privacy opt-in`).",
    "from-a-bot":
      "Pas de réponse : il vient d'un bot. `/channel settings` dit lesquels sont écoutés.",
    "bot-limit":
      "Pas de réponse : les bots ont eu les leurs. Le prochain mot d'une personne remet le compte à zéro.",
    "too-fast": "Pas de réponse : on en demande plus que les limites d'ici ne le permettent.",
    "bot-chance": "Pas de réponse : elles deviennent de moins en moins probables pour les bots.",
    "direct-messages-off": "Pas de réponse : qui m'héberge a désactivé les messages privés.",
    "no-conversation":
      "Pas de réponse : aucun personnage n'est ici. `/chat start` en fait venir un.",
    stopped: "Pas de réponse : la discussion est arrêtée. `/chat start` la reprend.",
    "ignored-user": "Pas de réponse : cette personne est ignorée ici.",
    "ignored-role": "Pas de réponse : un rôle de cette personne est ignoré ici.",
    "ignored-channel": "Pas de réponse : ce salon est ignoré sur ce serveur.",
    empty: "Pas de réponse : il ne dit rien.",
    "out-of-character":
      "Pas de réponse : il est dit à côté de l'histoire, comme avec `//`, `\\` ou `((…))`.",
    "switched-off":
      "Pas de réponse : les personnages sont désactivés ici ou pour le rôle de cette personne.",
    "not-the-host": "Pas de réponse : ici, seul l'hôte de la discussion en reçoit.",
    "not-addressed":
      "Pas de réponse : il n'appelle personne de la façon qui compte ici. `/channel settings` la montre.",
    "chance-missed":
      "Pas de réponse : il n'appelle personne, et cette fois le hasard n'a fait intervenir personne.",
    "chance-pause":
      "Pas de réponse : il n'appelle personne, et après une réponse personne n'intervient par hasard pendant un moment.",
    "character-missing": "Pas de réponse : la carte du personnage de cette discussion manque.",
    "not-age-restricted":
      "Pas de réponse : qui joue ici est réservé aux adultes, et ce salon n'a pas de limite d'âge.",
    "all-muted": "Pas de réponse : tout le monde est muet ici. `/character tune` y remédie.",
  },
  chosen: {
    addressed: ({ character }) => `**${character}** parle : le message s'adresse à lui.`,
    "replied-to": ({ character }) => `**${character}** parle : le message lui répond.`,
    named: ({ character }) => `**${character}** parle : le message le nomme.`,
    alone: ({ character }) => `**${character}** parle : personne d'autre ne le peut.`,
    turn: ({ character }) => `**${character}** parle : c'était son tour.`,
  },
  promptTitle: ({ character }) => `Ce que le modèle a reçu pour la réponse de ${character}`,
  promptFile: "Le prompt entier est dans le fichier, tel quel.",
  file: {
    title: ({ character }) => `Prompt de la réponse de ${character}`,
    turn: ({ id }) => `Tour : ${id}`,
    tokens: ({ promptTokens, cachedTokens, generatedTokens, exactTokens }) =>
      `Tokens : ${promptTokens} dans le prompt (dont ${cachedTokens} en cache), ${generatedTokens} produits${exactTokens ? "" : ", estimés"}`,
    time: ({ durationMs, timeToFirstTokenMs }) =>
      `Durée : ${durationMs} ms, premier token après ${timeToFirstTokenMs} ms`,
    sampling: "Échantillonnage",
    mostTokens: "Tokens au plus dans la réponse",
    stopStrings: "Chaînes d'arrêt",
    count: ({ tokens }) => `${tokens} tokens`,
    beginsWith: "la réponse commence par",
    lorebooks: "livres de lore",
    sources: "d'où viennent les souvenirs",
    kinds: { fact: "fait", summary: "résumé", turn: "tour" },
    fromTurn: ({ id }) => `tour ${id}`,
    fromTurns: ({ first, last }) => `tours ${first} à ${last}`,
    byHand: "noté à la main",
  },
  lore: ({ active }) => `Lore (actives : ${active})`,
  noLore: "Aucune entrée n'était active.",
  standingLore: ({ sections }) =>
    `Reste là où c'est apparu lors de tours précédents : ${sections.join(", ")}.`,
  memory: ({ count }) => `Souvenirs (${count})`,
  model: "Modèle",
  template: "Gabarit",
  ownTemplate: "celui du modèle lui-même",
  seed: "Graine",
  ended: "Fin",
  prompt: "Prompt",
  promptOf: ({ tokens, cached }) => `${number(tokens)} tokens, dont ${number(cached)} en cache`,
  reply: "Réponse",
  replyOf: ({ tokens, most }) => `${number(tokens)} tokens sur ${number(most)} au plus`,
  time: "Durée",
  timeOf: ({ seconds, first }) => `${number(seconds)} s, premier mot après ${number(first)} s`,
  history: ({ turns, leftOut }) =>
    `historique (${plural(turns, { one: `${number(turns)} tour`, other: `${number(turns)} tours` })}${leftOut === 0 ? "" : `, dont ${number(leftOut)} omis`})`,
  leftOut: "omis",
  aroundSections: "ce que le gabarit ajoute",
};
