type Where = "everywhere" | "server" | "channel";
const places: Readonly<Record<Where, string>> = {
  everywhere: "everywhere",
  server: "in this server",
  channel: "in this channel",
};

/** `/persona`. */
export const persona = {
  command: {
    description: "Who you are in the story",
    subcommands: {
      create: {
        description: "Makes a persona in a form",
        options: {
          avatar: "Its picture: PNG, JPEG or WebP",
          position: {
            description: "Where its description stands in prompts; with the card when left out",
            choices: {
              "in-prompt": "with the card",
              "note-top": "above the author's note",
              "note-bottom": "below the author's note",
              depth: "among the turns",
              nowhere: "nowhere: only the name is used",
            },
          },
          depth: "How many turns follow it, where it stands among the turns; 2 when left out",
        },
      },
      edit: {
        description: "Changes a persona in a form",
        options: {
          persona: "Which one",
          avatar: "Another picture: PNG, JPEG or WebP",
          position: {
            description: "Where its description stands in prompts; as before when left out",
            choices: {
              "in-prompt": "with the card",
              "note-top": "above the author's note",
              "note-bottom": "below the author's note",
              depth: "among the turns",
              nowhere: "nowhere: only the name is used",
            },
          },
          depth: "How many turns follow it, where it stands among the turns",
        },
      },
      use: {
        description: "Makes you one of your personas",
        options: {
          persona: "Which one",
          where: {
            description: "Where you are that; everywhere when left out",
            choices: {
              everywhere: "everywhere",
              server: "in this server",
              channel: "in this channel",
            },
          },
        },
      },
      off: {
        description: "Makes you yourself again",
        options: {
          where: {
            description: "Where; everywhere when left out",
            choices: {
              everywhere: "everywhere",
              server: "in this server",
              channel: "in this channel",
            },
          },
        },
      },
      list: { description: "Shows your personas, and who you are here" },
      show: { description: "Shows one of your personas", options: { persona: "Which one" } },
      delete: { description: "Takes a persona away", options: { persona: "Which one" } },
      autoproxy: {
        description: "Lets me say your messages again in a persona's name, in this server",
        options: { mode: "off, latch (who you were last), or one of your personas" },
      },
    },
  },
  title: "Your personas",
  none: "You have none yet. `/persona create` makes one.",
  line: (of: { readonly name: string; readonly pronouns: string; readonly current: boolean }) =>
    `${of.current ? "◉" : "○"} **${of.name}**${of.pronouns === "" ? "" : ` (${of.pronouns})`}`,
  form: {
    createTitle: "A new persona",
    editTitle: ({ name }: { readonly name: string }) => `Persona: ${name}`,
    name: "Name",
    nameAbout: "What characters call you.",
    pronouns: "Pronouns",
    pronounsAbout: "For instance she/her.",
    description: "Description",
    descriptionAbout: "What characters know of you: looks, manner, past.",
  },
  created: ({ name }: { readonly name: string }) =>
    `**${name}** is made. \`/persona use\` makes you ${name}.`,
  edited: ({ name }: { readonly name: string }) =>
    `**${name}** is changed. What was said before keeps the name it had.`,
  used: ({ name, where }: { readonly name: string; readonly where: Where }) =>
    `You are **${name}** ${places[where]}, from your next message on.`,
  off: ({ where }: { readonly where: Where }) => `You are yourself ${places[where]}.`,
  /** `name`: null for the person themselves. */
  stillHere: ({ name, where }: { readonly name: string | null; readonly where: Where }) =>
    `But here you are still ${name === null ? "yourself" : `**${name}**`}: that is chosen ${places[where]}, and the narrowest choice counts.`,
  deleted: ({ name }: { readonly name: string }) =>
    `**${name}** is gone. What it said keeps its name.`,
  noDescription: "No description.",
  positions: {
    "in-prompt": "Stands with the card.",
    "note-top": "Stands above the author's note, when there is one.",
    "note-bottom": "Stands below the author's note, when there is one.",
    nowhere: "Only the name is used.",
  },
  atDepth: ({ depth }: { readonly depth: number }) =>
    `Stands among the turns; ${depth} of them follow it.`,
  modes: { off: "off", latch: "latch: whoever you were last, for six hours" },
  autoproxyOff: "Autoproxy is off here.",
  autoproxyLatch: "Autoproxy here: latch.",
  autoproxyOn: ({ name }: { readonly name: string }) => `Autoproxy here: ${name}.`,
  autoproxyOffNow: "Your messages stay as you write them.",
  latchSet: ({ name }: { readonly name: string | null }) =>
    `${name === null ? "You are nobody but yourself now, so your messages stay as they are until `/persona use` says who you are. From then on they are said again as that one" : `Your messages are said again as **${name}**, until \`/persona use\` says somebody else`}; after six hours of silence it lets go. \`\\\` in front of a message leaves it alone.`,
  autoproxySet: ({ name }: { readonly name: string }) =>
    `Your messages are said again as **${name}**, in chats where I may manage messages and webhooks. \`\\\` in front of a message leaves it alone.`,
  mayNotProxy: ({ permissions }: { readonly permissions: string }) =>
    `In this channel nothing comes of it yet, since I lack: ${permissions}. Whoever manages the server can allow it under Edit Channel, Permissions, my role, or in my role for every channel.`,
};
