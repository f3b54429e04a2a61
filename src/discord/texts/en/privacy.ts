import { countingIn } from "../counting.ts";

const { plural, number } = countingIn("en");

/** `/privacy`. */
export const privacy = {
  command: {
    description: "What I keep of you, and how to take it away",
    subcommands: {
      show: { description: "Shows what I keep of you" },
      export: { description: "Gives you everything I keep of you as a file" },
      forget: { description: "Deletes everything I keep of you, after asking" },
      "opt-out": {
        description: "From now on I take no note of what you say, and characters see none of it",
      },
      "opt-in": { description: "Takes an opt-out back" },
    },
  },
  overview: (of: {
    readonly optedOut: boolean;
    readonly turns: number;
    readonly chats: number;
    readonly personas: number;
    readonly lorebooks: number;
    readonly retentionDays: number;
  }) =>
    [
      of.optedOut
        ? "You have opted out: I take no note of what you say, and characters see none of it."
        : "What you say where a character is becomes part of that chat.",
      `I keep ${plural(of.turns, { one: "1 message", other: `${number(of.turns)} messages` })} of yours in ${plural(of.chats, { one: "1 chat", other: `${number(of.chats)} chats` })}, ${plural(of.personas, { one: "1 persona", other: `${number(of.personas)} personas` })} and ${plural(of.lorebooks, { one: "1 lorebook", other: `${number(of.lorebooks)} lorebooks` })} that you brought.`,
      of.retentionDays === 0
        ? "They are kept until somebody deletes them."
        : `Messages are deleted after ${plural(of.retentionDays, { one: "1 day", other: `${number(of.retentionDays)} days` })}.`,
      "`/privacy export` gives you all of it, `/privacy forget` deletes it, `/privacy opt-out` keeps me from taking note of more.",
    ].join("\n"),
  exported: "This is everything I keep of you.",
  /** Title at most 45 characters, label 45, description 100. */
  form: {
    title: "Delete everything of mine",
    confirm: "Type forget",
    confirmAbout:
      "Your messages, the replies to them, your personas and lorebooks. It can't be undone.",
  },
  forgotten: ({ turns }: { readonly turns: number }) =>
    `Done: ${plural(turns, { one: "1 turn is", other: `${number(turns)} turns are` })} gone, with your personas, your lorebooks and every stored prompt that held your words. Messages that stand in Discord you delete there.`,
  optedOut:
    "I take no note of you any more, and characters see nothing of what you said. `/privacy opt-in` takes that back, `/privacy forget` deletes what there is.",
  optedOutAlready: "You have opted out already.",
  optedIn: "What you say where a character is becomes part of the chat again.",
  optedInAlready: "You haven't opted out.",
};
