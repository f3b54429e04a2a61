/** `/preset`. */
export const preset = {
  command: {
    description: "How replies are sampled: presets of temperature and the like",
    subcommands: {
      show: {
        description: "Shows what replies here are sampled with",
        options: { character: "Whose replies; the chat's first character when left out" },
      },
      set: {
        description: "Chooses a preset for this chat, a character or the server",
        options: {
          preset: "Which one; left out, the wider choice holds again",
          for: {
            description: "For what; this chat when left out",
            choices: {
              chat: "this chat",
              character: "a character on this server",
              server: "this server",
            },
          },
          character: "Which character, where it is for one",
        },
      },
      list: { description: "Lists the presets there are" },
      import: {
        description: "Takes a text-completion preset of SillyTavern from a JSON file",
        options: { file: "The preset's file" },
      },
      edit: {
        description: "Changes a preset in a form, or makes a new one",
        options: { preset: "Which one; left out, a new one of what holds here" },
      },
      delete: {
        description: "Deletes one of this server's presets",
        options: { preset: "Which one" },
      },
    },
  },
  noPreset: "No preset",
  origins: {
    thread: "Chosen for this thread.",
    channel: "Chosen for this channel.",
    category: "Chosen for this category.",
    character: "Chosen for the character.",
    guild: "Chosen for this server.",
    model: "Nobody chose one: what the model's makers recommend, over the usual settings.",
  },
  scopes: {
    chat: "in this chat",
    character: "whenever this character speaks on this server",
    server: "on this server",
  },
  ignored: "Left out",
  ships: "(ships)",
  listTitle: "Presets",
  form: {
    title: "Preset",
    name: "Name",
    settings: "Settings",
    settingsHint: "One a line, like temperature = 0.8",
  },
  ignoredOf: ({ settings }: { readonly settings: string }) =>
    `The engine has no sampler for: ${settings}. The newest reply went without.`,
  chosen: ({ preset: name, where }: { readonly preset: string; readonly where: string }) =>
    `**${name}** is what replies are sampled with from now on, ${where}.`,
  takenBack: ({ where }: { readonly where: string }) =>
    `The choice is gone, ${where}: the wider one holds.`,
  imported: ({ preset: name }: { readonly preset: string }) =>
    `**${name}** is here. \`/preset set\` chooses it.`,
  replaced: ({ preset: name }: { readonly preset: string }) =>
    `**${name}** is here, in the place of the one before.`,
  unknown: ({ settings }: { readonly settings: string }) =>
    `Nothing here has these, so they are left out: ${settings}`,
  saved: ({ preset: name }: { readonly preset: string }) =>
    `**${name}** is saved. \`/preset set\` chooses it.`,
  deleted: ({ preset: name }: { readonly preset: string }) => `**${name}** is gone.`,
};
