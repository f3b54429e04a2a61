import { countingIn } from "../counting.ts";

const { plural, number } = countingIn("en");

interface Busy {
  readonly active: number;
  readonly waiting: number;
}

function busy({ active, waiting }: Busy): string {
  return `${number(active)} running, ${number(waiting)} waiting`;
}

interface Character {
  readonly character: string;
}

/** `/queue`. */
export const queue = {
  command: {
    description: "Shows the replies you are waiting for, and takes them back",
    options: {
      action: {
        description: "For those who run the bot: what becomes of everybody's requests",
        choices: {
          pause: "pause: begin nothing more",
          resume: "resume",
          drain: "drain: take nothing more",
        },
      },
    },
  },
  switched: {
    pause: (of: Busy) =>
      `The queue is paused: ${busy(of)}. What comes waits too, and people are told. \`/queue action:resume\` goes on.`,
    resume: (of: Busy) => `The queue goes on: ${busy(of)}.`,
    drain: (of: Busy) =>
      `The queue takes nothing more and finishes what it has: ${busy(of)}. Until \`/queue action:resume\`, or a restart of the bot, people who ask are told to try later.`,
  },
  paused: ({ place }: { readonly place: number }) =>
    `#${number(place)} in the queue, which is paused by those who run the bot`,
  nothing: "You aren't waiting for any reply.",
  kinds: {
    reply: ({ character }: Character) => `A reply of **${character}**`,
    swipe: ({ character }: Character) => `A new version of a reply of **${character}**`,
    regenerate: ({ character }: Character) => `A new version of a reply of **${character}**`,
    continue: ({ character }: Character) => `More of a reply of **${character}**`,
  },
  line: ({
    what,
    channel,
    state,
  }: {
    readonly what: string;
    readonly channel: string;
    readonly state: string;
  }) => `${what} in ${channel}: ${state}`,
  beingWritten: "is being written",
  afterAnother: "comes after another reply of the same chat",
  place: ({ place, seconds }: { readonly place: number; readonly seconds: number | null }) =>
    seconds === null
      ? `#${number(place)} in the queue`
      : `#${number(place)} in the queue, about ${plural(seconds, { one: "1 second", other: `${number(seconds)} seconds` })}`,
  cancel: ({ number: which }: { readonly number: number }) => `Cancel ${which}`,
  cancelled: "Taken back.",
  more: ({ count }: { readonly count: number }) => `and ${number(count)} more`,
};
