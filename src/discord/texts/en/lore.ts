import { countingIn } from "../counting.ts";

const { plural, number } = countingIn("en");
const entries = (count: number) =>
  plural(count, { one: "1 entry", other: `${number(count)} entries` });

/** `/lore`. */
export const lore = {
  command: {
    description: "What characters know when it comes up",
    subcommands: {
      list: {
        description: "Shows the lorebooks that take part in this chat, and the others there are",
      },
      attach: {
        description: "Lets a lorebook take part in this chat",
        options: { book: "Which lorebook" },
      },
      detach: {
        description: "Takes a lorebook out of this chat",
        options: { book: "Which lorebook" },
      },
      test: {
        description: "Shows which lorebook entries a message would call up, and why",
        options: { text: "What someone might say next in this chat" },
      },
      add: {
        description: "Writes a new entry into a lorebook",
        options: { book: "Into which one; this chat's own when left out" },
      },
      edit: {
        description: "Changes an entry of a lorebook in a form",
        options: { book: "Which lorebook", entry: "Which entry" },
      },
      remove: {
        description: "Takes an entry out of a lorebook",
        options: { book: "Which lorebook", entry: "Which entry" },
      },
      rename: {
        description: "Gives a lorebook another name",
        options: { book: "Which lorebook", name: "Its new name" },
      },
      delete: {
        description: "Takes a lorebook away for good, and hands it to you as a file",
        options: { book: "Which lorebook" },
      },
      import: {
        description:
          "Takes a lorebook from a file: SillyTavern, character book, KoboldAI, NovelAI, …",
        options: {
          file: "The lorebook as JSON",
          for: {
            description: "Who may use it; this chat alone when left out",
            choices: { chat: "this chat", server: "every chat of this server" },
          },
          replace: "Put it in the place of the lorebook of the same name",
        },
      },
      export: {
        description: "Gives you a lorebook as a file",
        options: {
          book: "Which lorebook",
          format: {
            description: "As which kind of file; as it was imported when left out",
            choices: {
              original: "as it was imported",
              sillytavern: "SillyTavern world info",
              v3: "V3 lorebook",
            },
          },
        },
      },
    },
  },
  title: "Lorebooks",
  none: "There is none yet. `/lore import` brings one in, `/lore add` writes the first entry.",
  ownBook: (book: { readonly name: string; readonly count: number }) =>
    `**${book.name}** (in the card, ${entries(book.count)}): takes part`,
  serverBook: ({ name, attached }: { readonly name: string; readonly attached: boolean }) =>
    `**${name}** (this server's)${attached ? ": takes part" : ""}`,
  chatBook: ({ name, attached }: { readonly name: string; readonly attached: boolean }) =>
    `**${name}** (this chat's)${attached ? ": takes part" : ""}`,
  attached: ({ book }: { readonly book: string }) =>
    `**${book}** takes part in this chat from the next reply on.`,
  attachedAlready: ({ book }: { readonly book: string }) => `**${book}** takes part already.`,
  detached: ({ book }: { readonly book: string }) =>
    `**${book}** no longer takes part in this chat. \`/lore attach\` brings it back.`,
  wasNotAttached: ({ book }: { readonly book: string }) =>
    `**${book}** doesn't take part in this chat.`,
  exported: ({ book }: { readonly book: string }) => `Here is **${book}**.`,
  imported: ({ book, count }: { readonly book: string; readonly count: number }) =>
    `**${book}** with ${entries(count)} is here.`,
  replaced: ({ book, count }: { readonly book: string; readonly count: number }) =>
    `**${book}** with ${entries(count)} is here, in the place of the one before.`,
  takesPart: "It takes part in this chat from the next reply on.",
  attachHint: "`/lore attach` lets it take part in a chat.",
  /** The form for a new entry: title at most 45 characters, labels 45, descriptions 100. */
  form: {
    title: ({ book }: { readonly book: string | null }) => `New entry: ${book ?? "this chat"}`,
    editTitle: ({ entry }: { readonly entry: string }) => `Entry: ${entry}`,
    entryTitle: "Title",
    entryTitleAbout: "For you; the character doesn't see it.",
    keys: "Keys",
    keysAbout: "Words that call it up, with commas between. None: it is always there.",
    secondary: "Further keys",
    secondaryAbout: "When there are some, one of them must be there too.",
    content: "Content",
    contentAbout: "What the character is to know.",
    order: "Order",
    orderAbout: "Lower stands higher in the prompt. 100 when left out.",
  },
  added: ({ entry, book }: { readonly entry: string; readonly book: string }) =>
    `**${entry}** is in **${book}** now. \`/lore test\` shows when it is called up.`,
  edited: ({ entry, book }: { readonly entry: string; readonly book: string }) =>
    `**${entry}** in **${book}** is changed, from the next reply on.`,
  removed: ({ entry, book }: { readonly entry: string; readonly book: string }) =>
    `**${entry}** is out of **${book}**. The file is the book as it was before: \`/lore import\` with \`replace\` brings it back.`,
  renamed: ({ before, name }: { readonly before: string; readonly name: string }) =>
    `**${before}** is called **${name}** now.`,
  deleted: ({ book }: { readonly book: string }) =>
    `**${book}** is gone, from every chat that used it. The file is the book: \`/lore import\` brings it back.`,
  tested: (of: { readonly active: number; readonly all: number; readonly tokens: number }) =>
    `${of.active} of ${entries(of.all)} active (about ${number(of.tokens)} tokens)`,
  noneActive: "None.",
  nearly: "Nearly",
  warnings: "Warnings",
  testFile: "The file has every entry. Nothing was changed by this test.",
};
