import { countingIn } from "../counting.ts";

const { plural, number } = countingIn("en");

interface Character {
  readonly character: string;
}

/** `/queue`. */
export const queue = {
  command: { description: "Shows the replies you are waiting for, and takes them back" },
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
