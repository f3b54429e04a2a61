/** `/server`. */
export const server = {
  command: {
    description: "What holds in this server",
    subcommands: {
      settings: {
        description: "Shows and changes what holds in all channels of this server",
        options: { role: "For what members of this role say; for everyone when left out" },
      },
    },
  },
};
