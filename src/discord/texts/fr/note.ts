import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural } = countingIn("fr");

export const note: Texts["note"] = {
  command: {
    description: "La note de l'auteur : une consigne qui reste près de la fin du chat",
    subcommands: {
      set: {
        description: "Écrit la note de l'auteur : une consigne près de la fin de chaque prompt",
        options: {
          text: "Ce qu'elle dit ; sans précision, elle reste comme elle est",
          depth: "Combien de tours du chat la suivent ; 4 au début",
          interval: "Tous les combien de messages elle est là ; 1 : toujours, 0 : jamais",
          role: {
            description: "Avec la voix de qui ; celle du système au début",
            choices: { system: "système", user: "personne", assistant: "personnage" },
          },
        },
      },
      show: { description: "Montre la note de l'auteur de ce chat" },
      clear: { description: "Retire la note de l'auteur de ce chat" },
    },
  },
  title: "Note de l'auteur",
  none: "Ce chat n'a pas de note de l'auteur. `/note set` en écrit une.",
  cleared: "La note de l'auteur disparaît dès la prochaine réponse.",
  wasNone: "Ce chat n'a pas de note de l'auteur.",
  depth: "Profondeur",
  depthOf: ({ turns }) =>
    turns === 0
      ? "après le dernier tour"
      : plural(turns, { one: `${turns} tour la suit`, other: `${turns} tours la suivent` }),
  frequency: "Fréquence",
  frequencyOf: ({ interval }) =>
    interval === 0
      ? "jamais"
      : interval === 1
        ? "dans chaque prompt"
        : `tous les ${interval} messages de personnes`,
  voice: "Voix",
  voices: {
    system: "celle du système",
    user: "celle de la personne",
    assistant: "celle du personnage",
  },
};
