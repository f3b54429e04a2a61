/** Permissions as Discord's own settings call them. */
export const permissions = {
  AddReactions: "Add Reactions",
  ViewChannel: "View Channel",
  SendMessages: "Send Messages",
  EmbedLinks: "Embed Links",
  AttachFiles: "Attach Files",
  ReadMessageHistory: "Read Message History",
  UseExternalEmojis: "Use External Emojis",
  ManageWebhooks: "Manage Webhooks",
  ManageMessages: "Manage Messages",
  CreatePublicThreads: "Create Public Threads",
  CreatePrivateThreads: "Create Private Threads",
  SendMessagesInThreads: "Send Messages in Threads",
};
