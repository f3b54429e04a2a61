import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("fr");

function busy({ active, waiting }: { readonly active: number; readonly waiting: number }): string {
  return `${number(active)} en cours, ${number(waiting)} en attente`;
}

export const queue: Texts["queue"] = {
  command: {
    description: "Montre les réponses que tu attends, et permet de les annuler",
    options: {
      action: {
        description: "Pour qui gère le bot : ce que deviennent les demandes de tout le monde",
        choices: {
          pause: "pause : ne plus rien commencer",
          resume: "resume : reprendre",
          drain: "drain : ne plus rien accepter",
        },
      },
    },
  },
  switched: {
    pause: (of) =>
      `La file est en pause : ${busy(of)}. Ce qui arrive attend aussi, et les gens le savent. \`/queue action:resume\` la reprend.`,
    resume: (of) => `La file reprend : ${busy(of)}.`,
    drain: (of) =>
      `La file n'accepte plus rien et finit ce qu'elle a : ${busy(of)}. Jusqu'à \`/queue action:resume\`, ou un redémarrage du bot, qui demande est prié de réessayer plus tard.`,
  },
  paused: ({ place }) =>
    `n° ${number(place)} dans la file, mise en pause par ceux qui gèrent le bot`,
  nothing: "Tu n'attends aucune réponse.",
  kinds: {
    reply: ({ character }) => `Une réponse de **${character}**`,
    swipe: ({ character }) => `Une nouvelle version d'une réponse de **${character}**`,
    regenerate: ({ character }) => `Une nouvelle version d'une réponse de **${character}**`,
    continue: ({ character }) => `La suite d'une réponse de **${character}**`,
  },
  line: ({ what, channel, state }) => `${what} dans ${channel} : ${state}`,
  beingWritten: "en cours d'écriture",
  afterAnother: "vient après une autre réponse de la même conversation",
  place: ({ place, seconds }) =>
    seconds === null
      ? `n° ${number(place)} dans la file`
      : `n° ${number(place)} dans la file, environ ${plural(seconds, { one: `${number(seconds)} seconde`, other: `${number(seconds)} secondes` })}`,
  cancel: ({ number: which }) => `Annuler ${which}`,
  cancelled: "C'est annulé.",
  more: ({ count }) => `et ${number(count)} de plus`,
};
