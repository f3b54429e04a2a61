import { countingIn } from "../counting.ts";

const { plural } = countingIn("en");

/** `/setup`. */
export const setup = {
  command: {
    description: "Checks everything and takes you step by step to a character's first reply here",
    options: {
      character: "Who is to be in this channel",
      answer: {
        description: "What gets an answer",
        choices: { addressed: "only what addresses the character", always: "every message" },
      },
      test: "Asks the character something, to see its first reply",
    },
  },
  title: "Setting Hearthside up in a channel",
  left: ({ steps }: { readonly steps: number }) =>
    plural(steps, { one: "One step is left.", other: `${steps} steps are left.` }),
  ready: "Everything is there. Write something in the channel, or press “Ask it something”.",
  chatMissing: "Choose below who is to be here.",
  chooseChannel: "Which channel",
  chooseCharacter: "Who is to be here",
  chooseModel: "Which model answers here",
  answerAddressed: "Answer when addressed",
  answerAlways: "Answer everything",
  askSomething: "Ask it something",
  lookAgain: "Look again",
  notAnswered: "I asked in your name, but nobody answers here just now. `/debug why` says why.",
  permissions: "What I may do",
  permissionsThere: "I have every permission that I need.",
  permissionsInServer: ({ permissions }: { readonly permissions: string }) =>
    `My role lacks: ${permissions}. Open Server Settings, Roles, my role, Permissions, and switch them on.`,
  permissionsInChannel: ({ permissions }: { readonly permissions: string }) =>
    `This channel denies me: ${permissions}. Open Edit Channel, Permissions, add my role, and allow them.`,
  optionalThere: ({ permission }: { readonly permission: string }) =>
    `Optional, for \`/persona autoproxy\` alone: ${permission}, which I have here.`,
  optionalMissing: ({ permission }: { readonly permission: string }) =>
    `Optional, for \`/persona autoproxy\` alone: ${permission}, which I don't have here. Nothing else needs it.`,
  voice: "Names and pictures of characters",
  voiceThere: "Characters speak here under their own name, with their own picture.",
  model: "Model",
  modelThere: ({ models }: { readonly models: string }) => `Running: ${models}.`,
  modelMissing:
    "No model is running. Whoever runs this bot has to start a worker; `hearthside doctor` says what is missing.",
  characters: "Characters",
  charactersThere: ({ count }: { readonly count: number }) =>
    plural(count, { one: "1 character is there.", other: `${count} characters are there.` }),
  charactersMissing:
    "There is none yet. `/character import` brings one in from its card, or put cards into the characters folder.",
  cardsBroken: ({ count }: { readonly count: number }) =>
    plural(count, {
      one: "⚠ 1 card can't be read: `/character list` says why.",
      other: `⚠ ${count} cards can't be read: \`/character list\` says why.`,
    }),
  chat: "A character in this channel",
  chatAddressed: ({ character }: { readonly character: string }) =>
    `**${character}** is here, and answers when mentioned, replied to or called by name.`,
  chatAlways: ({ character }: { readonly character: string }) =>
    `**${character}** is here, and answers every message.`,
  testQuestion: "Hello! Who are you, and what is this place?",
  chosen: "There: the character greets in the channel.",
  asked:
    "I asked in your name: “Hello! Who are you, and what is this place?” The reply appears in the channel.",
};
