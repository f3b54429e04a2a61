/** `/channel`. */
export const channel = {
  command: {
    description: "What holds in this channel",
    subcommands: {
      settings: { description: "Shows and changes who is answered here, and how" },
    },
  },
};
