import { countingIn } from "../counting.ts";

const { plural } = countingIn("en");

/** `/memory`. */
export const memory = {
  command: {
    description: "What the characters here remember",
    subcommands: {
      pin: {
        description: "Has the characters keep something in mind",
        options: {
          text: "What to remember",
          everyone: "Whether every character here knows it; only the one who plays now otherwise",
        },
      },
      show: { description: "Shows pinned facts, summaries, and how much is remembered" },
      search: {
        description: "Finds what was said in this chat",
        options: { text: "What to look for; words of time such as 'last week' count" },
      },
      edit: {
        description: "Changes a pinned fact",
        options: { fact: "Which one", text: "What it says from now on" },
      },
      forget: { description: "Takes a pinned fact away", options: { fact: "Which one" } },
      clear: { description: "Takes all pinned facts and summaries of this chat away" },
      summarize: { description: "Has the model sum up what was said so far" },
      share: {
        description:
          "Shares memory with this server's other sharing channels of the same character",
        options: { on: "Whether to share; off at first" },
      },
      import: {
        description: "Takes the Memory and Author's Note of a KoboldAI or SillyTavern file",
        options: { file: "A KoboldAI save (JSON) or a SillyTavern chat (JSONL)" },
      },
    },
  },
  title: "Memory of this chat",
  pinned: ({ text }: { readonly text: string }) => `Kept in mind: ${text}`,
  edited: ({ text }: { readonly text: string }) => `It says now: ${text}`,
  forgotten: ({ text }: { readonly text: string }) => `Forgotten: ${text}`,
  facts: "Pinned facts",
  noFacts: "None. `/memory pin` adds one.",
  by: ({ name }: { readonly name: string }) => `by ${name}`,
  summaries: "Summaries",
  noSummaries: "None yet.",
  turns: ({ first, last }: { readonly first: number; readonly last: number }) =>
    `turns ${first} to ${last}`,
  taken: ({ count }: { readonly count: number }) =>
    plural(count, { one: "1 turn can be recalled.", other: `${count} turns can be recalled.` }),
  shares: "It is shared with other channels of this server.",
  keepsToItself: "It stays in this channel.",
  nothingFound: "Nothing of the kind was said here.",
  cleared: ({ facts, summaries }: { readonly facts: number; readonly summaries: number }) =>
    `Gone: ${plural(facts, { one: "1 fact", other: `${facts} facts` })} and ${plural(summaries, { one: "1 summary", other: `${summaries} summaries` })}. What was said stays.`,
  clearedFile: "The file has them: `/memory import` brings the facts back.",
  summarized: ({ count }: { readonly count: number }) =>
    plural(count, {
      one: "1 summary was written.",
      other: `${count} summaries were written.`,
    }),
  nothingToSummarize: "There is nothing new to sum up.",
  imported: ({ facts, note }: { readonly facts: number; readonly note: boolean }) =>
    `${plural(facts, { one: "1 piece of memory is", other: `${facts} pieces of memory are` })} pinned${note ? ", and the author's note is set" : ""}.`,
};
