import { countingIn } from "../counting.ts";

const { plural, number } = countingIn("en");

interface Wait {
  /** Place in the queue, from 1. */
  readonly place: number;
  /** Null while nobody can tell. */
  readonly seconds: number | null;
  /** Nothing is begun at the moment. */
  readonly paused: boolean;
}

/** The controls of replies, and what people can do with turns. */
export const turns = {
  stop: "Stop",
  retry: "Retry",
  continue: "Continue",
  /** What stands for a reply that waits. */
  waiting: ({ place, seconds, paused }: Wait) =>
    paused
      ? `⏸ #${number(place)} · paused by those who run the bot`
      : seconds === null
        ? `⏳ #${number(place)}`
        : `⏳ #${number(place)} · ~${number(seconds)} s`,
  tooLateHere:
    "-# ⏳ This takes longer than Discord lets me answer here. Nothing is lost: your next `/talk`, or `/queue`, brings the reply.",
  /** Names of the commands in a message's menu: at most 32 characters. */
  menus: {
    swipe: "Regenerate / swipe",
    edit: "Edit reply",
    delete: "Delete turn",
    why: "Why this reply?",
    info: "Message info",
  },
  more: ({ character, number: swipe, count }: MoreText) =>
    `**${character}**, version ${number(swipe)} of ${number(count)}`,
  newVersion: "New version",
  withNote: "New version with a note",
  redo: "Continue differently",
  edit: "Edit",
  delete: "Delete",
  why: "Why this reply?",
  info: "Info",
  branch: "Branch to thread",
  /** Another character speaks without being called. */
  speakNext: "Next speaker",
  report: "Report",
  pin: "Pin to memory",
  /** Of what a person asked to remember, below the reply. */
  keepInMind: "Keep that in mind",
  /** Names the thread. */
  branchName: ({ character }: { readonly character: string }) => `Branch: ${character}`,
  branched: ({ thread }: { readonly thread: string }) =>
    `The story goes on from this reply in ${thread}. Here everything stays as it is.`,
  askFollowers: ({ replies }: { readonly replies: number }) =>
    `${plural(replies, { one: "1 reply has", other: `${number(replies)} replies have` })} followed this one. Keep what followed, or drop it? Dropped replies are deleted; what people wrote stays in the channel but leaves the character's memory.`,
  /** Others are part of what followed. */
  askKeeping: ({ replies }: { readonly replies: number }) =>
    `${plural(replies, { one: "1 reply has", other: `${number(replies)} replies have` })} followed this one, and others are part of that: it stays.`,
  keep: "Keep",
  drop: "Drop",
  askDelete: ({ replies }: { readonly replies: number }) =>
    `${plural(replies, { one: "1 reply has", other: `${number(replies)} replies have` })} followed this one. Delete it alone, or with what followed?`,
  askDeleteAlone: ({ replies }: { readonly replies: number }) =>
    `${plural(replies, { one: "1 reply has", other: `${number(replies)} replies have` })} followed this one, and others are part of that: it stays. Delete this one?`,
  askDeleteLast: "Delete this? All its versions go with it, and nothing brings them back.",
  deleteIt: "Delete it",
  deleteAlone: "Delete it alone",
  deleteAll: "Delete all of it",
  never: "Never mind",
  neverMind: "Nothing was changed.",
  onItsWay: "On its way.",
  undone: ({ turns }: { readonly turns: number }) =>
    `Taken back: ${plural(turns, { one: "1 turn", other: `${number(turns)} turns` })}.`,
  undoReset: "Undo",
  resetUndone: "The chat goes on where it was before.",
  noteTitle: "A note for the new version",
  noteLabel: "What should be different?",
  noteHint: "For this one version alone",
  editTitle: "Edit the reply",
  editLabel: ({ part, parts }: { readonly part: number; readonly parts: number }) =>
    parts === 1 ? "Text" : `Text, part ${number(part)} of ${number(parts)}`,
  ownEdited: "Your message was changed.",
  edited: "The reply was changed.",
  deleted: "The turn was deleted.",
  infoTitle: "About this message",
  infoCharacter: "Character",
  infoPerson: "Person",
  infoAsker: "Asked by",
  infoVersion: "Version",
  infoModel: "Model",
  infoWrittenBy: "Written by",
  infoEditedBy: "Changed by",
  infoState: "State",
  states: {
    open: "being written",
    written: "being shown",
    done: "stands",
    failed: "failed",
    removing: "being deleted",
    removed: "deleted",
  },
  ofCount: ({ number: swipe, count }: Omit<MoreText, "character">) =>
    `${number(swipe)} of ${number(count)}`,
  /** What stands in the place of a reply, or below one. */
  notices: {
    stopped: "-# Stopped.",
    moved: ({ model }: { readonly model: string }) =>
      `-# Now waiting for ${model}: another model was chosen.`,
    cardMissing: ({ character }: { readonly character: string }) =>
      `⚠ The card of ${character} is missing, so there is no reply.`,
    notAgeRestricted: ({ character }: { readonly character: string }) =>
      `⚠ ${character} is for adults, and this place is no longer age-restricted, so there is no reply.`,
    nothingToSay: "⚠ The model had nothing to say. Please try again.",
    nothingToAdd: "-# The model has nothing to add. The reply stays as it is.",
    /** `message` says the same in English, often with more about the cause. */
    failures: {
      "prompt-too-long": failed,
      "model-unavailable": failed,
      "engine-failed": failed,
      "queue-full": failed,
      "queue-draining": failed,
      "worker-lost": failed,
      "unsupported-version": failed,
    },
  },
};

interface Failure {
  readonly message: string;
  readonly [value: string]: string | number;
}

function failed({ message }: Failure): string {
  return `⚠ ${message}`;
}

interface MoreText {
  readonly character: string;
  readonly number: number;
  readonly count: number;
}
