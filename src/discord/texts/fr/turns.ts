import { countingIn } from "../counting.ts";
import type { Texts } from "../en/english.ts";

const { plural, number } = countingIn("fr");

export const turns: Texts["turns"] = {
  stop: "Arrêter",
  retry: "Réessayer",
  continue: "Continuer",
  waiting: ({ place, seconds, paused }) =>
    paused
      ? `⏸ n° ${number(place)} · en pause, par ceux qui gèrent le bot`
      : seconds === null
        ? `⏳ n° ${number(place)}`
        : `⏳ n° ${number(place)} · ~${number(seconds)} s`,
  tooLateHere:
    "-# ⏳ C'est plus long que le temps que Discord me laisse ici pour répondre. Rien n'est perdu : ton prochain `/talk`, ou `/queue`, apporte la réponse.",
  menus: {
    swipe: "Régénérer / autre version",
    edit: "Modifier la réponse",
    delete: "Supprimer le tour",
    why: "Pourquoi cette réponse ?",
    info: "À propos de ce message",
  },
  more: ({ character, number: swipe, count }) =>
    `**${character}**, version ${number(swipe)} sur ${number(count)}`,
  newVersion: "Nouvelle version",
  withNote: "Nouvelle version avec une consigne",
  redo: "Continuer autrement",
  edit: "Modifier",
  delete: "Supprimer",
  why: "Pourquoi cette réponse ?",
  info: "Infos",
  branch: "Nouvelle branche dans un fil",
  speakNext: "Au suivant",
  report: "Signaler",
  pin: "Garder en mémoire",
  keepInMind: "Garder ça en mémoire",
  branchName: ({ character }) => `Branche : ${character}`,
  branched: ({ thread }) =>
    `À partir de cette réponse, l'histoire continue dans ${thread}. Ici, rien ne change.`,
  askFollowers: ({ replies }) =>
    `${plural(replies, { one: "1 réponse suit", other: `${number(replies)} réponses suivent` })} celle-ci. Garder la suite ou l'abandonner ? Les réponses abandonnées sont supprimées ; ce que les gens ont écrit reste dans le salon mais quitte la mémoire du personnage.`,
  askKeeping: ({ replies }) =>
    `${plural(replies, { one: "1 réponse suit", other: `${number(replies)} réponses suivent` })} celle-ci, et d'autres y ont part : la suite reste.`,
  keep: "Garder",
  drop: "Abandonner",
  askDelete: ({ replies }) =>
    `${plural(replies, { one: "1 réponse suit", other: `${number(replies)} réponses suivent` })} celle-ci. La supprimer seule, ou avec la suite ?`,
  askDeleteAlone: ({ replies }) =>
    `${plural(replies, { one: "1 réponse suit", other: `${number(replies)} réponses suivent` })} celle-ci, et d'autres y ont part : la suite reste. Supprimer celle-ci seule ?`,
  askDeleteLast: "Supprimer ceci ? Toutes ses versions partent avec, sans retour.",
  deleteIt: "Supprimer",
  deleteAlone: "Supprimer celle-ci",
  deleteAll: "Tout supprimer",
  never: "Laisser tomber",
  neverMind: "Rien n'a changé.",
  onItsWay: "Ça arrive.",
  undone: ({ turns }) =>
    `Repris : ${plural(turns, { one: "1 tour", other: `${number(turns)} tours` })}.`,
  undoReset: "Annuler la remise à zéro",
  resetUndone: "La conversation reprend où elle en était.",
  noteTitle: "Consigne pour la nouvelle version",
  noteLabel: "Qu'est-ce qui doit changer ?",
  noteHint: "Pour cette seule version",
  editTitle: "Modifier la réponse",
  editLabel: ({ part, parts }) =>
    parts === 1 ? "Texte" : `Texte, partie ${number(part)} sur ${number(parts)}`,
  ownEdited: "Ton message est modifié.",
  edited: "La réponse a été modifiée.",
  deleted: "Le tour a été supprimé.",
  infoTitle: "À propos de ce message",
  infoCharacter: "Personnage",
  infoPerson: "Personne",
  infoAsker: "Demandé par",
  infoVersion: "Version",
  infoModel: "Modèle",
  infoWrittenBy: "Écrit par",
  infoEditedBy: "Modifié par",
  infoState: "État",
  states: {
    open: "en cours d'écriture",
    written: "en cours d'affichage",
    done: "en place",
    failed: "échoué",
    removing: "en cours de suppression",
    removed: "supprimé",
  },
  ofCount: ({ number: swipe, count }) => `${number(swipe)} sur ${number(count)}`,
  notices: {
    stopped: "-# Arrêté.",
    moved: ({ model }) => `-# Attend maintenant ${model} : un autre modèle a été choisi.`,
    cardMissing: ({ character }) =>
      `⚠ La carte de ${character} manque : il n'y a donc pas de réponse.`,
    notAgeRestricted: ({ character }) =>
      `⚠ ${character} est réservé aux adultes, et il n'y a plus de limite d'âge ici : il n'y a donc pas de réponse.`,
    nothingToSay: "⚠ Le modèle n'a rien trouvé à dire. Réessaie.",
    nothingToAdd: "-# Le modèle n'a rien à ajouter. La réponse reste telle quelle.",
    failures: {
      "prompt-too-long": ({ tokens, budget }) =>
        tokens === undefined || budget === undefined
          ? "⚠ La carte du personnage ou le message est trop long pour ce modèle."
          : `⚠ Le personnage et le dernier message demandent ${tokens} jetons, mais le contexte de ce modèle n'en contient que ${budget}. Raccourcissez-les, ou prenez un modèle ou un CONTEXT_SIZE plus grand.`,
      "model-unavailable": () =>
        "⚠ Le modèle n'est pas disponible pour le moment. Le journal en dit plus ; réessaie plus tard.",
      "engine-failed": () =>
        "⚠ Le modèle a échoué sur cette réponse. Un nouvel essai peut réussir.",
      "queue-full": ({ waiting, minutes }) =>
        `⚠ ${waiting === undefined ? "Trop de" : number(Number(waiting))} réponses attendent déjà. Réessaie ${minutes === undefined ? "plus tard" : `dans environ ${plural(Number(minutes), { one: "une minute", other: `${number(Number(minutes))} minutes` })}`}.`,
      "queue-draining": () =>
        "⚠ Les personnes qui gèrent ce bot n'acceptent pas de nouvelles demandes pour le moment. Réessaie plus tard.",
      "worker-lost": () =>
        "⚠ Le modèle a disparu plusieurs fois pendant cette réponse. Réessaie plus tard.",
      "unsupported-version": () =>
        "⚠ Le bot et son worker sont de versions différentes. Mettez-les à la même version.",
    },
  },
};
