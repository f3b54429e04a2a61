import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("fr");

export const model: Texts["model"] = {
  command: {
    description: "Le modèle qui répond",
    subcommands: {
      show: { description: "Montre le modèle qui répond, et à quel point il est occupé" },
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
  fallbackName: "Modèle",
};
