import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("fr");

export const status: Texts["status"] = {
  command: { description: "Montre à quel point le bot est occupé et à quelle vitesse il répond" },
  title: "Comment ça va",
  firstWords: "Premiers mots",
  speed: "Vitesse",
  promptCache: "Cache des prompts",
  slots: "Places",
  queue: "File d'attente",
  models: "Modèles",
  notYet: "pas encore de réponse",
  after: ({ seconds }) => `après ${number(seconds)} s`,
  tokensPerSecond: ({ rate }) => `${number(rate)} tokens/s`,
  cacheHits: ({ percent }) => `${percent} % de réussite`,
  inUse: ({ busy, slots, waiting }) =>
    `${number(busy)} sur ${number(slots)} occupées${waiting === 0 ? "" : `, ${plural(waiting, { one: `${number(waiting)} réponse en attend une`, other: `${number(waiting)} réponses en attendent une` })}`}`,
  queueOf: ({ active, waiting }) => `${number(active)} en cours, ${number(waiting)} en attente`,
  modes: {
    paused: "en pause : rien ne commence",
    draining: "se vide : rien de nouveau n'est accepté",
  },
  wait: ({ seconds }) =>
    `une nouvelle réponse attendrait environ ${plural(seconds, { one: `${number(seconds)} seconde`, other: `${number(seconds)} secondes` })}`,
  nobody:
    "Aucun worker n'a donné signe de vie récemment. Les réponses attendent qu'il y en ait un.",
  loading: ({ model, percent }) => `${model} (chargement, ${percent} %)`,
  leaving: ({ model }) => `${model} (s'en va)`,
  since: ({ replies }) =>
    plural(replies, {
      one: "Premiers mots et vitesse sont ceux de la dernière réponse.",
      other: `Premiers mots et vitesse sont des médianes des ${number(replies)} dernières réponses.`,
    }),
  workerDetails: ({ engine, models, active, waiting, generated, cachePercent }) =>
    [
      engine,
      models === null ? "" : `${models} de modèles en mémoire`,
      `${number(active)} en cours, ${number(waiting)} en attente`,
      `${number(generated)} tokens écrits`,
      cachePercent === null ? "" : `${cachePercent} % des prompts depuis le cache`,
    ]
      .filter((part) => part !== "")
      .join("; "),
};
