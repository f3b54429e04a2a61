/** `/help`. */
export const help = {
  command: {
    description: "Says how to talk to characters, and shows the commands you can use",
    options: { topic: "Which command you want to know more about" },
  },
  title: "Talking to characters",
  intro: `\`/chat start\` brings a character into this channel. Then mention me, reply to the character or say its name; in direct messages, just write.
\`/character list\` shows whom you can talk to. \`/chat reset\` starts afresh, \`/chat stop\` ends the chat.`,
  /** Where the bot is no member, and reads nothing but commands. */
  introAway: `\`/talk\` says something to a character, here and everywhere: the first time with \`character\`.
\`/character list\` shows whom you can talk to. \`/chat reset\` starts afresh, \`/chat stop\` ends the chat.`,
  /** Marks in front of commands that not everyone may use. */
  tiers: {
    host: "whoever started the chat, and people who manage channels",
    "channel-manager": "people who manage channels",
    manager: "people who manage the server, and roles that its settings name",
    "server-manager": "people who manage the server",
  },
  more: "`/help` with a topic says what each command does.",
  inviteTitle: "In another server",
  invite: ({ link }: { readonly link: string }) =>
    `[Add me to a server](${link}), with no more permissions than I need.`,
  install: ({ link }: { readonly link: string }) =>
    `[Add me to your own apps](${link}), to use \`/talk\` everywhere.`,
  madeUp:
    "Characters are played by a language model on the computer of whoever runs this bot. What they say is made up.",
};
