import { countingIn } from "../counting.ts";

const { plural, number } = countingIn("en");

/** `/character`. */
export const character = {
  command: {
    description: "The characters you can talk to",
    subcommands: {
      list: { description: "Shows the characters you can talk to" },
      add: {
        description: "Brings one more character into this chat",
        options: {
          character: "Who comes in",
          greeting: "How they greet; their greeting for groups, if any, when left out",
        },
      },
      remove: {
        description: "Takes a character out of this chat",
        options: { character: "Who leaves" },
      },
      greet: {
        description: "Lets a character of this chat say one of its greetings",
        options: { character: "Who greets", greeting: "Which greeting; the first when left out" },
      },
      tune: {
        description:
          "Says how readily a character speaks here; as its card says when both are left out",
        options: {
          character: "Whom it is about",
          talkativeness: "Percent; 0 speaks only when asked",
          muted: "Says nothing until this is off again",
        },
      },
      use: {
        description: "Lets this chat go on with another character",
        options: { character: "Who goes on" },
      },
      info: {
        description: "Shows who a character is",
        options: { character: "Who it is about" },
      },
      reload: { description: "Reads the cards from disk again and says what changed" },
      edit: {
        description: "Changes a character's card in a form",
        options: {
          character: "Whose card",
          field: {
            description: "Which field; the ones that people change most when left out",
            choices: {
              description: "Description",
              personality: "Personality",
              scenario: "Scenario",
              firstMessage: "First message",
              exampleDialogue: "Example dialogue",
              nickname: "Nickname",
              systemPrompt: "Main prompt",
              postHistoryInstructions: "Instructions after the history",
              creatorNotes: "Creator's notes",
            },
          },
        },
      },
      import: {
        description: "Brings a character in from its card: PNG, JSON, YAML, CHARX, WebP or JPEG",
        options: {
          card: "The character card",
          replace: "Put it in the place of the card of the same character",
        },
      },
      export: {
        description: "Gives you a character's card as a file",
        options: {
          character: "Whose card",
          format: {
            description: "As which kind of file; PNG when left out",
            choices: {
              png: "PNG picture with the card in it",
              v3: "JSON, version 3",
              v2: "JSON, version 2",
              charx: "CHARX archive",
            },
          },
        },
      },
    },
  },
  title: ({ count }: { readonly count: number }) => `Characters (${count})`,
  none: "There is none yet. Put a character card (PNG or JSON) into the characters folder.",
  isHere: "here",
  unreadable: "Cards that could not be read",
  tags: "Tags",
  greeting: ({ others }: { readonly others: number }) =>
    others === 0 ? "Greeting" : `Greeting (and ${others} more)`,
  madeBy: ({ creator }: { readonly creator: string }) => `by ${creator}`,
  version: ({ version }: { readonly version: string }) => `version ${version}`,
  joined: ({ character, others }: { readonly character: string; readonly others: number }) =>
    `**${character}** is here. ${plural(others, { one: "There is 1 character", other: `There are ${number(others)} characters` })} in this chat now.`,
  left: ({ character }: { readonly character: string }) => `**${character}** has left.`,
  greets: ({ character }: { readonly character: string }) => `**${character}** greets.`,
  tuned: (of: { readonly character: string; readonly percent: number; readonly muted: boolean }) =>
    `**${of.character}** ${of.muted ? "is muted here" : "may speak here"}. Talkativeness: ${of.percent} %.`,
  takesOver: ({ character }: { readonly character: string }) =>
    `**${character}** takes over from here and knows what has been said.`,
  imported: ({ character }: { readonly character: string }) =>
    `**${character}** is here. \`/chat start\` brings them into a channel.`,
  replaced: ({ character }: { readonly character: string }) =>
    `**${character}** is here, in the place of the card before.`,
  exported: ({ character }: { readonly character: string }) => `Here is **${character}**.`,
  reloaded: {
    added: ({ characters }: { readonly characters: string }) => `Came: ${characters}`,
    changed: ({ characters }: { readonly characters: string }) => `Changed: ${characters}`,
    removed: ({ characters }: { readonly characters: string }) => `Gone: ${characters}`,
    nothing: "Nothing has changed.",
  },
  fields: {
    description: "Description",
    personality: "Personality",
    scenario: "Scenario",
    firstMessage: "First message",
    exampleDialogue: "Example dialogue",
    nickname: "Nickname",
    systemPrompt: "Main prompt",
    postHistoryInstructions: "Instructions after the history",
    creatorNotes: "Creator's notes",
  },
  editTitle: ({ character }: { readonly character: string }) => `Edit ${character}`,
  editHint: "What is empty here is empty in the card",
  edited: ({ character, fields }: { readonly character: string; readonly fields: string }) =>
    `**${character}** was changed: ${fields}. The next reply knows.`,
  notEdited: "Nothing was changed.",
};
