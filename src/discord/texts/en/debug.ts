import type { GenerationReport } from "../../../generation/stream-part.ts";
import { countingIn } from "../counting.ts";

const { plural, number } = countingIn("en");

type PromptCounts = Pick<
  GenerationReport,
  "promptTokens" | "cachedTokens" | "generatedTokens" | "exactTokens"
>;
type PromptTimes = Pick<GenerationReport, "durationMs" | "timeToFirstTokenMs">;

/** `/debug`. */
export const debug = {
  command: {
    description: "Why characters say what they say",
    subcommands: {
      why: {
        description: "Says why a message was answered or not",
        options: { message: "Link or id of the message; the newest here when left out" },
      },
      prompt: {
        description: "Shows what the model was given for a reply, as it was",
        options: { message: "Link or id of the reply; the newest reply here when left out" },
      },
    },
  },
  answered: {
    mention: "Answered: it mentions me.",
    reply: "Answered: it replies to a character.",
    "direct-message": "Answered: in direct messages everything is.",
    burst: "Answered together with the message before: they came one after the other.",
    always: "Answered: here every message is.",
    name: "Answered: it has a character's name in it.",
    keyword: "Answered: it has a keyword in it.",
    chance: "Answered by chance: `/channel settings` says how likely that is.",
  },
  silent: {
    "known-already": "It was heard before.",
    "opened-scene": "Not answered: it opened the post and is the scenario of this scene.",
    "opted-out": "Not answered: whoever wrote it has opted out (`/privacy opt-in`).",
    "from-a-bot": "Not answered: it is from a bot. `/channel settings` says which are heard.",
    "bot-limit":
      "Not answered: bots have had their replies. The next word of a person starts afresh.",
    "too-fast": "Not answered: more replies are asked for than the limits here allow.",
    "bot-chance": "Not answered: replies to bots grow less likely one after the other.",
    "direct-messages-off": "Not answered: whoever runs me has switched direct messages off.",
    "no-conversation": "Not answered: no character is here. `/chat start` brings one.",
    stopped: "Not answered: the chat is stopped. `/chat start` goes on with it.",
    "ignored-user": "Not answered: this person is on the list of those who are ignored.",
    "ignored-role": "Not answered: a role of this person is on the list of those that are ignored.",
    "ignored-channel":
      "Not answered: this channel is on the server's list of those that are ignored.",
    empty: "Not answered: it says nothing.",
    "out-of-character": "Not answered: it is said beside the story, as by `//`, `\\` or `((…))`.",
    "switched-off": "Not answered: characters are switched off here or for this person's role.",
    "not-the-host": "Not answered: here only the host of the chat is.",
    "not-addressed":
      "Not answered: it calls nobody, by what counts as a call here. `/channel settings` shows that.",
    "chance-missed": "Not answered: it calls nobody, and chance had nobody join in this time.",
    "chance-pause":
      "Not answered: it calls nobody, and after a reply nobody joins in by chance for a while.",
    "character-missing": "Not answered: the card of this chat's character is missing.",
    "not-age-restricted":
      "Not answered: who plays here is for adults, and this channel isn't age-restricted.",
    "all-muted": "Not answered: everyone here is muted. `/character tune` changes that.",
  },
  chosen: {
    addressed: ({ character }: { readonly character: string }) =>
      `**${character}** speaks: the message speaks to them.`,
    "replied-to": ({ character }: { readonly character: string }) =>
      `**${character}** speaks: it replies to them.`,
    named: ({ character }: { readonly character: string }) =>
      `**${character}** speaks: it names them.`,
    alone: ({ character }: { readonly character: string }) =>
      `**${character}** speaks: nobody else may.`,
    turn: ({ character }: { readonly character: string }) =>
      `**${character}** speaks: it was their turn.`,
  },
  promptTitle: ({ character }: { readonly character: string }) =>
    `What the model got for ${character}'s reply`,
  promptFile: "The whole prompt is in the file, as it was.",
  /** The file with the whole prompt. */
  file: {
    title: ({ character }: { readonly character: string }) => `Prompt of the reply of ${character}`,
    turn: ({ id }: { readonly id: string }) => `Turn: ${id}`,
    tokens: ({ promptTokens, cachedTokens, generatedTokens, exactTokens }: PromptCounts) =>
      `Tokens: ${promptTokens} of prompt (${cachedTokens} cached), ${generatedTokens} generated${exactTokens ? "" : ", estimated"}`,
    time: ({ durationMs, timeToFirstTokenMs }: PromptTimes) =>
      `Time: ${durationMs} ms, first token after ${timeToFirstTokenMs} ms`,
    sampling: "Sampling",
    mostTokens: "Most tokens of the reply",
    stopStrings: "Stop strings",
    count: ({ tokens }: { readonly tokens: number }) => `${tokens} tokens`,
    beginsWith: "the reply begins with",
    lorebooks: "lorebooks",
    sources: "where memory comes from",
    kinds: { fact: "fact", summary: "summary", turn: "turn" },
    fromTurn: ({ id }: { readonly id: string }) => `turn ${id}`,
    fromTurns: ({ first, last }: { readonly first: number; readonly last: number }) =>
      `turns ${first} to ${last}`,
    byHand: "written down by hand",
  },
  lore: ({ active }: { readonly active: number }) => `Lore (${active} active)`,
  noLore: "No entry was active.",
  standingLore: ({ sections }: { readonly sections: readonly string[] }) =>
    `Stays where it came up in earlier turns: ${sections.join(", ")}.`,
  memory: ({ count }: { readonly count: number }) => `Remembered (${number(count)})`,
  model: "Model",
  template: "Template",
  ownTemplate: "the model's own",
  seed: "Seed",
  ended: "Ended",
  prompt: "Prompt",
  promptOf: ({ tokens, cached }: { readonly tokens: number; readonly cached: number }) =>
    `${number(tokens)} tokens, ${number(cached)} cached`,
  reply: "Reply",
  replyOf: ({ tokens, most }: { readonly tokens: number; readonly most: number }) =>
    `${number(tokens)} of at most ${number(most)} tokens`,
  time: "Time",
  timeOf: ({ seconds, first }: { readonly seconds: number; readonly first: number }) =>
    `${number(seconds)} s, first word after ${number(first)} s`,
  history: ({ turns, leftOut }: { readonly turns: number; readonly leftOut: number }) =>
    `history (${plural(turns, { one: "1 turn", other: `${number(turns)} turns` })}${leftOut === 0 ? "" : `, ${number(leftOut)} left out`})`,
  leftOut: "left out",
  aroundSections: "what the chat template adds",
};
