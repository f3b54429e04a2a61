/** `/help`. */
export const help = {
  command: { description: "Says how to talk to characters" },
  text: `**Talking to characters**
\`/chat start\` brings a character into this channel. Then mention me, reply to the character or say its name; in direct messages, just write.
\`/character list\` and \`/character info\` show whom you can talk to; \`/character use\` lets another one take over.
\`/chat reset\` starts afresh; \`/chat stop\` ends the chat.
\`/lore\` gives characters things to know when they come up; \`/note set\` tells them how to go on.
\`/debug prompt\` shows what the model was given for a reply.
\`/model show\` says which model answers.

-# Characters are played by a language model on the computer of whoever runs this bot. What they say is made up.`,
};
