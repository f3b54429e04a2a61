import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("fr");

export const queue: Texts["queue"] = {
  command: { description: "Montre les réponses que tu attends, et permet de les annuler" },
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
