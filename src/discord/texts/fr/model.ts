import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("fr");

export const model: Texts["model"] = {
  command: {
    description: "Le modèle qui répond",
    subcommands: {
      show: { description: "Montre le modèle qui répond, et à quel point il est occupé" },
      list: {
        description: "Liste les modèles présents, et s'ils tiennent en mémoire",
        options: { page: "Quelle page ; la première par défaut" },
      },
      info: { description: "Dit tout ce que l'on sait d'un modèle", options: { model: "Lequel" } },
      use: {
        description: "Fait répondre un autre modèle, une fois chargé",
        options: {
          model: "Lequel ; sans indication, le choix plus large vaut de nouveau",
          for: {
            description: "Où il répond ; dans ce salon sans indication",
            choices: {
              channel: "ce salon",
              server: "ce serveur",
              bot: "partout où personne n'a choisi",
            },
          },
        },
      },
      pull: {
        description: "Télécharge un modèle ; pour les opérateurs du bot",
        options: {
          source: "hf:USER/REPO:QUANT, l'adresse d'un fichier .gguf ou un modèle du catalogue",
          cancel: "Arrêter plutôt son téléchargement",
        },
      },
      role: {
        description: "Laisse un rôle choisir les modèles sur ce serveur ; pour les opérateurs",
        options: { role: "De quels membres ; sans indication, de personne" },
      },
    },
  },
  none: "Aucun modèle ne tourne",
  noWorker: "Aucun worker ne s'est manifesté récemment. Les réponses attendent qu'il y en ait un.",
  quantisation: "Quantification",
  size: "Taille",
  architecture: "Architecture",
  context: "Contexte",
  slots: "Places",
  workers: "Workers",
  queue: "File d'attente",
  queueOf: ({ active, waiting }) => `${number(active)} en cours, ${number(waiting)} en attente`,
  generated: "Généré",
  promptCache: "Cache de prompts",
  cacheUnused: "pas encore utilisé",
  cacheHits: ({ percent }) => `${percent} % trouvés`,
  count: number,
  tokens: ({ count }) =>
    plural(count, { one: `${number(count)} token`, other: `${number(count)} tokens` }),
  origins: {
    thread: "Choisi pour ce fil.",
    channel: "Choisi pour ce salon.",
    category: "Choisi pour cette catégorie.",
    guild: "Choisi pour ce serveur.",
    bot: "Choisi pour partout où personne n'a choisi.",
    default: "Personne n'en a choisi : c'est le modèle par défaut.",
  },
  answersHere: ({ model: id }) => `**${id}** répond ici.`,
  loadsWhenAsked: "Il n'est pas en mémoire pour l'instant. La prochaine réponse le charge.",
  leaving: "Il termine ses réponses et quitte la mémoire.",
  notReadYet: "pas encore examiné",
  verdicts: {
    fits: "tient en mémoire",
    slow: "ne tient qu'en partie sur le GPU",
    "too-large": "ne tient pas en mémoire",
  },
  scopes: {
    channel: "dans ce salon",
    server: "sur ce serveur",
    bot: "partout où personne n'a choisi",
  },
  loading: {
    checking: ({ model: id }) => `Examen de ${id} …`,
    "making-room": ({ model: id }) =>
      `On attend les réponses en cours, pour faire de la place à ${id} …`,
    loading: ({ model: id, percent }) => `Chargement de ${id} : ${percent} %`,
    testing: ({ model: id }) => `Essai de ${id} …`,
  },
  used: ({ model: name, scope, tokens }) =>
    `**${name}** répond désormais ${scope}, avec ${number(tokens)} tokens de contexte.`,
  forgotten: ({ model: id }) =>
    id === null
      ? "Le choix est retiré. Le modèle par défaut répond ici."
      : `Le choix est retiré. ${id} répond ici.`,
  left: ({ models }) => `Pour faire de la place, ${models} a quitté la mémoire.`,
  kept: ({ waiting }) =>
    plural(waiting, {
      one: "1 réponse en attente est encore écrite par le modèle d'avant.",
      other: `${number(waiting)} réponses en attente sont encore écrites par le modèle d'avant.`,
    }),
  moved: ({ moved, waiting }) =>
    `${number(moved)} des ${number(waiting)} réponses en attente sont écrites par lui.`,
  testPassed: "Essayé : il termine ses réponses et ne montre pas de marques.",
  doesNotStop: "Essayé : il n'a pas terminé sa réponse de lui-même.",
  leaks: ({ marks }) =>
    `Essayé : sa réponse contenait des marques d'un format de prompt : ${marks}`,
  speed: ({ tokens }) => `${number(tokens)} tokens par seconde.`,
  untested: "pas encore essayé : il n'a pas été chargé",
  noFiles:
    "Aucun fichier de modèle n'est connu. Mets un fichier .gguf dans le dossier des modèles, ou utilise `/model pull`.",
  files: ({ count }) =>
    plural(count, { one: `${number(count)} modèle`, other: `${number(count)} modèles` }),
  knownModels: "Modèles connus (⬇ : `/model pull` le récupère)",
  routesHint:
    "À côté : comment chacun tournerait une fois ses fichiers là. On convertit avec `hearthside models import`.",
  routes: {
    native: "tournerait tel quel",
    imported: "serait converti",
    remapped: "serait converti vers une autre architecture",
    "other engine": "tournerait dans un autre moteur",
  },
  page: ({ page, pages, next }) =>
    `Page ${number(page)} sur ${number(pages)}${next === null ? "" : ` : /model list page:${next} montre la suivante`}.`,
  filesHint: "◉ répond ici. /model info en dit plus, /model use en fait répondre un autre.",
  family: "Famille",
  licence: "Licence",
  template: "Format de prompt",
  ownTemplate: "son propre modèle de chat",
  stops: "Arrêts",
  recommended: "Recommandé",
  memory: "Mémoire",
  selfTest: "Autotest",
  loses: "Ce qui se perd",
  needs: (need) =>
    `Environ ${need.total} : ${need.weights} de poids, ${need.conversations} pour les conversations (${need.slots} × ${number(need.tokens)} tokens), ${need.work} pour calculer.`,
  freeOnGpu: ({ free }) => `Libre sur le GPU : ${free}.`,
  freeInMemory: ({ free }) => `Libre en mémoire : ${free}.`,
  layersOnGpu: ({ some, all }) =>
    `${some} couches sur ${all} tiennent sur le GPU ; le reste est lent.`,
  wouldFitWith: ({ settings }) => `Il tiendrait avec ${settings}.`,
  wouldFitAs: ({ quantisation, settings }) => `Il tiendrait en ${quantisation} avec ${settings}.`,
  pulling: (pull) =>
    `Téléchargement : ${pull.percent} %, ${pull.done} sur ${pull.total}, ${pull.speed} par seconde.`,
  pulled: ({ model: id, size }) => `**${id}** est là, ${size}. \`/model use\` le fait répondre.`,
  wasThere: ({ model: id, size }) => `**${id}** était déjà là, ${size}.`,
  verified: "comme il doit être",
  unverified: "personne ne dit ce qu'il doit être",
  pullStopped: "Le téléchargement s'arrête. Le redemander le reprend où il en était.",
  noPull: "Aucun téléchargement de ce genre n'est en cours.",
  delegated: ({ role }) => `Les membres de ${role} peuvent choisir les modèles sur ce serveur.`,
  delegatedToNobody: "Seuls les opérateurs du bot choisissent les modèles sur ce serveur.",
};
